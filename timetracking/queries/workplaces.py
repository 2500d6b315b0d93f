"""Where a person works, and when: the units in which they keep a record of time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone

from secretariats.core.dates import Span
from secretariats.core.expected import Presence
from secretariats.models import Assignment, Contract
from timetracking.models import Kind, TimeEntry
from timetracking.permissions import KEEPERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariats.models import Person, Unit
    from secretariats.queries.own_roles import OwnRole


@dataclass(frozen=True, slots=True)
class Workplace:
    """A unit in which a person keeps a record.

    Attributes:
        unit: which one.
        presences: the person's assignments there, from which follows what is expected.
        engaged: the spans of assignments and contracts, outside of which nothing is entered.
        today: the date in the unit's zone.
    """

    unit: Unit
    presences: tuple[Presence, ...]
    engaged: tuple[Span, ...]
    today: dt.date


def workplaces(person: Person, roles: Iterable[OwnRole]) -> list[Workplace]:
    """Return where a person keeps a record of time, by code of the unit; two queries.

    Args:
        person: who.
        roles: those of the person in force today.
    """
    units = {role.unit.pk: role.unit for role in roles if role.kind in KEEPERS}
    presences: dict[int, list[Presence]] = {}
    engaged: dict[int, list[Span]] = {}
    for row in Assignment.objects.filter(person=person).select_related("unit").order_by("start"):
        span = Span(row.start, row.end)
        units.setdefault(row.unit_id, row.unit)
        engaged.setdefault(row.unit_id, []).append(span)
        presences.setdefault(row.unit_id, []).append(
            Presence(
                span,
                Fraction(row.share_num, row.share_den),
                None if row.pattern is None else tuple(row.pattern),
            )
        )
    for contract in Contract.objects.filter(person=person).select_related("unit"):
        units.setdefault(contract.unit_id, contract.unit)
        engaged.setdefault(contract.unit_id, []).append(Span(contract.start, contract.end))
    return [
        Workplace(
            unit,
            tuple(presences.get(unit.pk, ())),
            tuple(engaged.get(unit.pk, ())),
            timezone.localdate(timezone=ZoneInfo(unit.timezone)),
        )
        for unit in sorted(units.values(), key=lambda unit: unit.code)
    ]


def last_worked(person: Person, unit: Unit) -> dt.date | None:
    """Return the last day on which a person logged work in a unit, absence apart; one query."""
    work = TimeEntry.objects.filter(person=person, unit=unit).exclude(kind=Kind.ABSENCE)
    found: dt.date | None = work.aggregate(last=Max("date"))["last"]
    return found
