"""Agreements of the tests: drafted, handed over and signed in as few words as possible."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from costsharing.actions.draft_agreement import draft_agreement, draft_mark
from costsharing.actions.hand_over_agreement import hand_over_agreement
from costsharing.actions.note_step import note_step
from costsharing.actions.sign_agreement import sign_agreement
from costsharing.core.agreed_terms import Terms
from costsharing.core.agreement_steps import Step
from costsharing.models import Agreement, AgreementShare
from costsharing.queries.agreement_steps import committees_of
from costsharing.queries.agreement_terms import terms_of
from secretariats.core.dates import Span
from secretariats.models import Instrument, Person
from tests.cast import SINCE, Cast

THIRDS = (("AEWA", Fraction(1, 3)), ("CMS", Fraction(2, 3)))
HALVES = (("AEWA", Fraction(1, 2)), ("CMS", Fraction(1, 2)))
TODAY = dt.date(2026, 6, 1)


def terms(first: str, last: str | None = None, shares: object = HALVES) -> Terms:
    end = dt.date.fromisoformat(last) if last else None
    return Terms(
        Span(dt.date.fromisoformat(first), end),
        "fixed",
        shares,  # type: ignore[arg-type]
        reason="Both budgets are as large as each other.",
    )


def in_force(cast: Cast, start: dt.date = SINCE, end: dt.date | None = None) -> Agreement:
    """Store an agreement as a unit file brings it."""
    row = Agreement.objects.create(unit=cast.unit, start=start, end=end, basis="fixed")
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=row, instrument=instrument, share_num=share, share_den=3
        )
    return row


def drafted(cast: Cast, what: Terms | None = None) -> Agreement:
    return draft_agreement(cast.unit, what or terms("2027-01-01"), actor=cast.coordinator)


def approved(cast: Cast, row: Agreement) -> Agreement:
    """Note the steps that a draft needs before it is handed over."""
    day = dt.date(2026, 5, 4)
    note_step(row, Step("consultation", "", day, text="No objection."), actor=cast.coordinator)
    for body in committees_of(row.unit, terms_of(row).instruments):
        paper = f"{body.code}/Doc.9"
        note_step(row, Step("approval", body.code, day, paper), actor=cast.coordinator)
    return Agreement.objects.get(pk=row.pk)


def handed(cast: Cast, what: Terms | None = None) -> Agreement:
    row = approved(cast, drafted(cast, what))
    return hand_over_agreement(row, actor=cast.coordinator, seen=draft_mark(row))


def sign(row: Agreement, person: Person, side: Instrument, **options: str) -> Agreement:
    return sign_agreement(
        row, actor=person, instrument=side, digest=options.pop("digest", row.digest), **options
    )


def both(cast: Cast, row: Agreement) -> Agreement:
    sign(row, cast.cms_secretary, cast.cms)
    return sign(row, cast.aewa_secretary, cast.aewa)


def state_of(row: Agreement) -> str:
    return str(Agreement.objects.get(pk=row.pk).state)
