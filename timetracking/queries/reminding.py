"""Who is to be reminded of what, and who was reminded when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.models import Unit
from timetracking.core.reminding import in_hours, lacks, zone_of
from timetracking.core.weeks import Week
from timetracking.models import Reminder
from timetracking.queries.coverage import coverage, today_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariats.models import Person
    from timetracking.core.reminding import Lack
    from timetracking.queries.coverage import Coverage, PersonRecord


@dataclass(frozen=True, slots=True)
class Due:
    """What a person is to be reminded of in a unit.

    Attributes:
        person: whom.
        unit: where.
        day: the date in the unit.
        lacks: by week, never empty.
    """

    person: Person
    unit: Unit
    day: dt.date
    lacks: tuple[Lack, ...]


def due_now(now: dt.datetime, *, unit: Unit | None = None) -> dict[int, list[Due]]:
    """Return key of each person to be reminded at this moment → of what, unit by unit.

    Five queries a unit, and one. Left out are those who switched it off, have no address or no
    open account, do not work today, or for whom it is not between 8 and 18 o'clock.

    Args:
        now: an instant with zone.
        unit: this one alone, invented or not; None: all that are not invented.
    """
    units = [unit] if unit is not None else Unit.objects.filter(synthetic=False).order_by("code")
    found: dict[int, list[Due]] = {}
    for one in units:
        today = today_of(one, now=now)
        week = Week.of(today)
        record = coverage(one, (week.before, week, week.after), today=today)
        for person in record.people:
            told = tuple(lacks(person.weeks))
            if told and is_reachable(person.person) and is_day(person, record, now):
                due = Due(person.person, one, today, told)
                found.setdefault(person.person.pk, []).append(due)
    days = {one.day for due in found.values() for one in due}
    had = set(Reminder.objects.filter(person__in=found, day__in=days).values_list("person", "day"))
    return {pk: due for pk, due in found.items() if not any((pk, one.day) in had for one in due)}


def is_reachable(person: Person) -> bool:
    """Return whether a person gets reminders by mail at all."""
    return person.is_active and person.reminders and bool(person.email)


def is_day(person: PersonRecord, record: Coverage, now: dt.datetime) -> bool:
    """Return whether it is a working hour of a working day where a person is.

    Nobody works in a demonstration any more: there, the hour alone counts.

    Args:
        person: of the record, which holds the week of now.
        record: of the unit.
        now: an instant with zone.
    """
    zone = zone_of(person.person.timezone, record.unit.timezone)
    if not in_hours(now, zone):
        return False
    day = now.astimezone(zone).date()
    works = any(one.date == day and one.expected for week in person.weeks for one in week.days)
    return works or record.unit.synthetic


def last_reminders(unit: Unit, weeks: Iterable[Week]) -> dict[tuple[int, dt.date], dt.date]:
    """Return person and Monday → the day of the last reminder about that week; one query."""
    rows = Reminder.objects.filter(unit=unit, week__in=[week.start for week in weeks])
    ordered = rows.order_by("day").values_list("person", "week", "day")
    return {(person, week): day for person, week, day in ordered}
