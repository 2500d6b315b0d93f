"""What the demonstration's Executive Secretaries signed, and what still waits for one of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from costsharing.actions.note_step import note_step
from costsharing.core.agreed_terms import content_of, effect_of
from costsharing.core.agreement_steps import Step
from costsharing.models import Agreement, AgreementStep
from costsharing.queries import agreement_terms
from costsharing.queries.agreement_steps import steps_now
from reporting.demo.arrangement import AEWA, CMS, YEAR
from secretariats.actions.sign_document import sign_document
from secretariats.core.canonical import digest_of
from secretariats.models import Instrument, Person, Signature
from timetracking.actions.hand_over_programme import hand_over_programme, programme_mark
from timetracking.actions.sign_programme import sign_programme
from timetracking.models import ProgrammeVersion
from timetracking.queries import programme_versions

if TYPE_CHECKING:
    from secretariats.models import Unit

SIGNERS = {CMS: "teresa", AEWA: "walter"}
COORDINATOR = "cleo"
WHY = (
    "Both Secretariats share one team for information, communication and awareness-raising. The "
    "key follows what each can pay; it is looked at again when either budget changes."
)
# Invented days: handed over, signed for CMS, signed for AEWA.
AGREED = ((2013, 11, 18), (2013, 12, 3), (2013, 12, 9))
# Invented as well, and marked where a person could take it for real.
STEPS = (
    Step(
        "consultation", "", dt.date(2013, 10, 14), "Note of the staff meeting (synthetic)",
        "The staff of both Secretariats agree. They ask that each hour worked for both be counted "
        "as joint, and that the arrangement be looked at again after three years.",
    ),
    Step(
        "approval", AEWA, dt.date(2013, 11, 8), "Decision on the joint unit (synthetic)",
        "The share of AEWA is not to exceed one third.",
    ),
    Step(
        "approval", CMS, dt.date(2013, 11, 12), "Decision on the joint unit (synthetic)",
        "The Standing Committee receives a report on the value of the services each year.",
    ),
    Step(
        "memo", "", dt.date(2013, 12, 16), "Joint memo of both Secretariats (synthetic)",
        "The unit begins its work on 1 January 2014.",
    ),
)  # fmt: skip
PLANNED = ((YEAR - 1, 11, 21), (YEAR - 1, 12, 5), (YEAR - 1, 12, 12))
NEXT = ((YEAR, 11, 27), (YEAR, 12, 11))


def sign_demonstration(unit: Unit) -> None:
    """Let the agreement and the programme of the year have both signatures, the next year's one.

    Called inside the transaction that brings the demonstration in; what is signed already, or
    handed over, stays as it is.
    """
    for agreement in Agreement.objects.of_unit(unit).in_force().filter(digest=""):
        _sign_agreement(agreement)
    signed = ((YEAR, (CMS, AEWA), PLANNED), (YEAR + 1, (CMS,), NEXT))
    for year, sides, days in signed:
        if not ProgrammeVersion.objects.of_unit(unit).filter(year=year).exists():
            _sign_programme(unit, year, sides, days)


def _sign_agreement(row: Agreement) -> None:
    """Keep the signatures that the agreement, brought by the unit file, has had since it began."""
    coordinator = Person.objects.get(username=COORDINATOR)
    for step in STEPS:
        noted = note_step(row, step, actor=coordinator)
        AgreementStep.objects.filter(pk=noted.pk).update(at=_moment(step.date.timetuple()[:3]))
    row.reason = WHY
    terms = agreement_terms.terms_of(row)
    effect, _problems = effect_of(terms, (), known=terms.instruments)
    row.round = 1
    row.content = content_of(
        terms, unit=row.unit.code, effect=effect, number=row.round, steps=steps_now(row)
    )
    row.digest = digest_of(row.content)
    row.handed_over, row.agreed = _moment(AGREED[0]), _moment(AGREED[-1])
    row.save()
    for side, day in zip((CMS, AEWA), AGREED[1:], strict=True):
        signature = sign_document(
            agreement_terms.DOCUMENT,
            str(row.pk),
            digest=row.digest,
            unit=row.unit,
            instrument=Instrument.objects.get(code=side),
            actor=Person.objects.get(username=SIGNERS[side]),
        )
        _date(signature, day)


def _sign_programme(
    unit: Unit, year: int, sides: tuple[str, ...], days: tuple[tuple[int, int, int], ...]
) -> None:
    version = hand_over_programme(
        unit,
        year,
        actor=Person.objects.get(username=COORDINATOR),
        seen=programme_mark(unit, year),
    )
    for side in sides:
        version = sign_programme(
            version,
            actor=Person.objects.get(username=SIGNERS[side]),
            instrument=Instrument.objects.get(code=side),
            digest=version.digest,
        )
    # The days on which it happened are part of what is invented.
    of_version = Signature.objects.filter(
        document=programme_versions.DOCUMENT, document_id=str(version.pk)
    )
    for side, day in zip(sides, days[1:], strict=True):
        _date(of_version.get(instrument__code=side), day)
    row = ProgrammeVersion.objects.filter(pk=version.pk)
    row.update(handed_over=_moment(days[0]))
    if version.agreed is not None:
        row.update(agreed=_moment(days[-1]))


def _date(signature: Signature, day: tuple[int, int, int]) -> None:
    Signature.objects.filter(pk=signature.pk).update(at=_moment(day))


def _moment(day: tuple[int, ...]) -> dt.datetime:
    year, month, number = day
    return dt.datetime(year, month, number, 10, 30, tzinfo=dt.UTC)
