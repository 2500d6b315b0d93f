"""Agreements as pages and programs show them: what they say, where they stand, who signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from costsharing.models import Agreement, AgreementEnding
from costsharing.queries.agreement_endings import (
    EndingShown,
    ending_waiting,
    endings_shown,
    with_ending,
)
from costsharing.queries.agreement_steps import StepShown, steps_shown, with_steps
from costsharing.queries.agreement_terms import (
    DOCUMENT,
    is_as_signed,
    sides_of_agreement,
    terms_of,
)
from secretariats.queries.signatures import (
    Waiting,
    sides_of,
    sides_shown,
    signed_sides,
    still_waiting,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from costsharing.core.agreed_terms import Terms
    from costsharing.models.agreement import AgreementQuerySet
    from secretariats.models import Person, Unit

EndingState = AgreementEnding.State


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """One agreement.

    Attributes:
        pk: its row.
        unit_code: whose it is.
        terms: what it says now.
        state: one of ``Agreement.State``; ``state_words`` says it to people.
        is_over: whether it is in force and its last day has passed.
        sides: code → ``signed``, ``refused`` or ``waiting``, of those who sign what was handed
            over; empty for drafts, and for what came from a unit file.
        digest: of what is signed; empty where nothing is.
        ends: first day of the agreement that this one ends, if any.
        handed_over: when.
        agreed: when the last side signed.
        returned: why it came back, and from whom, where it did.
        closed_by: the agreement that ended it, and its first day.
        steps: those noted on its way, in its order.
        endings: what was proposed to end it, the oldest first.
    """

    pk: int
    unit_code: str
    terms: Terms
    state: str
    state_words: str
    is_over: bool
    sides: dict[str, str]
    digest: str
    ends: str | None
    handed_over: dt.datetime | None
    agreed: dt.datetime | None
    returned: str
    returned_by: str
    closed_by: tuple[int, dt.date] | None
    steps: tuple[StepShown, ...] = ()
    endings: tuple[EndingShown, ...] = ()

    @property
    def ending(self) -> EndingShown | None:
        """What waits for signatures to end it, if anything."""
        return next((one for one in self.endings if one.state == EndingState.SIGNING), None)

    @property
    def ended(self) -> EndingShown | None:
        """The decision of all sides by which it ends, if it is that which ends it."""
        agreed = (one for one in self.endings if one.state == EndingState.AGREED)
        return next((one for one in agreed if one.last == self.terms.span.end), None)


def readable(rows: AgreementQuerySet) -> AgreementQuerySet:
    """Return agreements with all that showing them reads, in five queries."""
    endings = AgreementEnding.objects.select_related("actor")
    return rows.select_related("unit", "returned_by", "closed_by").prefetch_related(
        "shares__instrument", with_steps(), Prefetch("endings", queryset=endings)
    )


def agreements_listed(unit: Unit, *, today: dt.date) -> list[AgreementShown]:
    """Return a unit's agreements: what waits, then drafts, then by first day, the latest first.

    Six queries, whatever their number, and one more where an end was proposed.
    """
    rows = list(readable(Agreement.objects.of_unit(unit)))
    order = [Agreement.State.SIGNING, Agreement.State.DRAFT, Agreement.State.IN_FORCE]
    rows.sort(key=lambda row: (order.index(Agreement.State(row.state)), -row.start.toordinal()))
    return shown(rows, today=today)


def shown(rows: list[Agreement], *, today: dt.date) -> list[AgreementShown]:
    """Return agreements that were read by ``readable`` with where their signatures stand.

    One query, none where nothing was handed over; one more where an end was proposed.
    """
    signed = [row for row in rows if row.state != Agreement.State.DRAFT and is_as_signed(row)]
    keys = [(str(row.pk), row.digest) for row in signed]
    decided = signed_sides(DOCUMENT, keys) if keys else {}
    endings = {
        one.pk: one for one in endings_shown([end for row in rows for end in row.endings.all()])
    }
    return [_shown(row, decided.get(str(row.pk)), endings, today) for row in rows]


def _shown(
    row: Agreement,
    decided: dict[str, str] | None,
    endings: dict[int, EndingShown],
    today: dt.date,
) -> AgreementShown:
    in_force = row.state == Agreement.State.IN_FORCE
    handed = decided is not None
    return AgreementShown(
        pk=row.pk,
        unit_code=row.unit.code,
        terms=terms_of(row),
        state=row.state,
        state_words=row.get_state_display(),
        is_over=in_force and row.end is not None and row.end < today,
        sides=sides_shown(sides_of_agreement(row), decided) if decided is not None else {},
        digest=row.digest if handed else "",
        ends=(row.content or {}).get("ends") if handed else None,
        handed_over=row.handed_over if handed else None,
        agreed=row.agreed if handed else None,
        returned=row.returned,
        returned_by=str(row.returned_by or ""),
        closed_by=(row.closed_by.pk, row.closed_by.start) if row.closed_by else None,
        steps=tuple(steps_shown(row)),
        endings=tuple(sorted((endings[one.pk] for one in row.endings.all()), key=_age)),
    )


def _age(one: EndingShown) -> tuple[dt.datetime, int]:
    return one.created, one.pk


def waiting_agreements(person: Person) -> list[Waiting]:
    """Return the agreements that wait for a person's side, the oldest first.

    Three queries at most; one for whoever signs for nobody.
    """
    return still_waiting(agreements_handed_over(sides_of(person)))


def agreements_handed_over(sides: Iterable[tuple[Unit, str]]) -> list[Waiting]:
    """Return the agreements that sides are to sign, and the ends of agreements; one query.

    Those that they decided on are included. None where there are no sides.
    """
    own: dict[int, list[str]] = {}
    for unit, code in sides:
        own.setdefault(unit.pk, []).append(code)
    if not own:
        return []
    signing = Q(state=Agreement.State.SIGNING) | Q(ending_pk__isnull=False)
    rows = (
        with_ending(Agreement.objects.filter(unit__in=own))
        .filter(signing)
        .select_related("unit")
        .order_by("handed_over", "pk")
    )
    found = []
    for row in rows:
        asked = row.ending_content["sides"] if row.ending_pk else sides_of_agreement(row)
        tell = ending_waiting if row.ending_pk else _waiting
        found += [tell(row, code) for code in own[row.unit_id] if code in asked]
    return found


def _waiting(row: Agreement, code: str) -> Waiting:
    return Waiting(
        kind=DOCUMENT,
        document_id=str(row.pk),
        title=_("Cost-sharing agreement from %(day)s")
        % {"day": date_format(row.start, "DATE_FORMAT")},
        about=_("Signed by every side, its key decides what each instrument funds."),
        address="agreement",
        arguments=(row.pk,),
        unit_code=row.unit.code,
        instrument=code,
        since=row.handed_over,
        digest=row.digest,
    )
