"""Where a person works, and when: the units in which they keep a record of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils import timezone

from secretariats.core.dates import Span
from secretariats.core.expected import Presence, presence_of
from secretariats.models import Assignment, Contract, Unit
from timetracking.models import Kind, TimeEntry
from timetracking.permissions import KEEPERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariats.models import Person
    from secretariats.queries.own_roles import OwnRole


# Written out as those of the week, which is asked for all day.
_ENGAGEMENTS = f"""
    SELECT id, unit_id, start, "end", share_num, share_den, pattern
    FROM {Assignment._meta.db_table} WHERE person_id = %s
    UNION ALL
    SELECT id, unit_id, start, "end", 0, 1, NULL
    FROM {Contract._meta.db_table} WHERE person_id = %s
"""  # noqa: S608, SLF001 - names of tables; Django's documented way to them


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
    """Return where a person keeps a record of time, by code of the unit.

    One query, and a second where they work in a unit in which they have no role today.

    Args:
        person: who.
        roles: those of the person in force today.
    """
    known = {role.unit.pk: role.unit for role in roles}
    units = {role.unit.pk: role.unit for role in roles if role.kind in KEEPERS}
    presences: dict[int, list[Presence]] = {}
    engaged: dict[int, list[Span]] = {}
    for unit, start, end, numerator, denominator, pattern in _engagements(person):
        span = Span(start, end)
        engaged.setdefault(unit, []).append(span)
        if numerator:
            presences.setdefault(unit, []).append(
                presence_of(start, end, numerator, denominator, pattern)
            )
    missing = engaged.keys() - known.keys()
    if missing:
        known |= Unit.objects.in_bulk(missing)
    units |= {unit: known[unit] for unit in engaged}
    return [
        Workplace(
            unit,
            tuple(presences.get(unit.pk, ())),
            tuple(engaged.get(unit.pk, ())),
            timezone.localdate(timezone=ZoneInfo(unit.timezone)),
        )
        for unit in sorted(units.values(), key=lambda unit: unit.code)
    ]


def _engagements(person: Person) -> list[tuple[Any, ...]]:
    """Return unit, span, share and pattern of each assignment; the share of a contract is 0."""
    rows: Iterable[Any] = Assignment.objects.raw(_ENGAGEMENTS, [person.pk, person.pk])
    return sorted(
        (
            (row.unit_id, row.start, row.end, row.share_num, row.share_den, row.pattern)
            for row in rows
        ),
        key=lambda row: row[:2],
    )


def last_worked(person: Person, unit: Unit) -> dt.date | None:
    """Return the last day on which a person logged work in a unit, absence apart; one query."""
    work = TimeEntry.objects.filter(person=person, unit=unit).exclude(kind=Kind.ABSENCE)
    found: dt.date | None = work.aggregate(last=Max("date"))["last"]
    return found


def workplace(person: Person, unit: Unit) -> Workplace:
    """Return a person's place in a unit, with no assignments where they have none; one query."""
    found = next((one for one in workplaces(person, ()) if one.unit.pk == unit.pk), None)
    return found or Workplace(unit, (), (), timezone.localdate(timezone=ZoneInfo(unit.timezone)))
