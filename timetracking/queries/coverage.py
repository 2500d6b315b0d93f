"""How complete the record of a unit is: its people by week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Max, Q, Sum
from django.utils import timezone

from secretariats.core.dates import Span
from secretariats.core.expected import Presence, WorkCalendar, presence_of
from secretariats.models import Assignment, Holiday
from timetracking.core.coverage import PersonWeek, Sheet, person_week
from timetracking.core.weeks import Week
from timetracking.models import DayTotal, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person's weeks in a unit.

    Attributes:
        person: who.
        presences: their assignments there that touch the weeks.
        weeks: one record for each week asked for, in order.
    """

    person: Person
    presences: tuple[Presence, ...]
    weeks: tuple[PersonWeek, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The record of a unit over some weeks.

    Attributes:
        unit: which one.
        weeks: in order, without gap.
        today: the date in the unit's zone.
        calendar: the unit's, as far as the weeks go.
        people: everybody with an assignment in the weeks, by name.
    """

    unit: Unit
    weeks: tuple[Week, ...]
    today: dt.date
    calendar: WorkCalendar
    people: tuple[PersonRecord, ...]


def coverage(
    unit: Unit, weeks: Sequence[Week], *, today: dt.date, person: Person | None = None
) -> Coverage:
    """Return how complete the record of a unit is; five queries, whatever it holds.

    Args:
        unit: which one.
        weeks: consecutive ones, in order.
        today: the date in the unit's zone, from which on nothing can be missing.
        person: only this one; None: everybody who has an assignment.
    """
    start, end = weeks[0].start, weeks[-1].end
    only = {} if person is None else {"person": person}
    within = Q(unit=unit, date__range=(start, end), **only)
    presences, people = _presences(unit, start, end, only)
    calendar = _calendar(unit, start, end)
    totals = DayTotal.objects.filter(within).values_list("person", "date", "minutes")
    absences = TimeEntry.objects.filter(within, kind=Kind.ABSENCE).order_by()
    total = _by_person(totals)
    absence = _by_person(absences.values_list("person", "date").annotate(Sum("minutes")))
    sheets = _sheets(unit, start, end, only)
    return Coverage(
        unit=unit,
        weeks=tuple(weeks),
        today=today,
        calendar=calendar,
        people=tuple(
            PersonRecord(
                one,
                presences[one.pk],
                tuple(
                    person_week(
                        week,
                        calendar,
                        presences[one.pk],
                        total=total[one.pk],
                        absence=absence[one.pk],
                        sheets=_touching(sheets[one.pk], week),
                        today=today,
                    )
                    for week in weeks
                ),
            )
            for one in people
        ),
    )


def today_of(
    unit: Unit, *, now: dt.datetime | None = None, person: Person | None = None
) -> dt.date:
    """Return what day a unit takes for today when it looks for missing days.

    The date in its zone; in a demonstration, where nobody works any more, the day after the last
    one of the record (of a person's, where one is given). One query there, none else.
    """
    if unit.synthetic:
        only = {} if person is None else {"person": person}
        rows = DayTotal.objects.filter(unit=unit, minutes__gt=0, **only)
        last: dt.date | None = rows.aggregate(last=Max("date"))["last"]
        if last is not None:
            return last + dt.timedelta(days=1)
    return timezone.localdate(now, timezone=ZoneInfo(unit.timezone))


def weeks_until(last: Week, number: int) -> tuple[Week, ...]:
    """Return as many weeks as asked for, in order, with the last one given."""
    found = [last]
    while len(found) < number:
        found.append(found[-1].before)
    return tuple(reversed(found))


def _presences(
    unit: Unit, start: dt.date, end: dt.date, only: Mapping[str, Person]
) -> tuple[dict[int, tuple[Presence, ...]], list[Person]]:
    """Return person → assignments that touch the days, and the people by name; one query."""
    rows = (
        Assignment.objects.filter(unit=unit, start__lte=end, **only)
        .exclude(end__lt=start)
        .select_related("person")
        .order_by("person__name", "person__username", "start")
    )
    found: defaultdict[int, list[Presence]] = defaultdict(list)
    people: dict[int, Person] = {}
    for row in rows:
        people.setdefault(row.person_id, row.person)
        found[row.person_id].append(
            presence_of(row.start, row.end, row.share_num, row.share_den, row.pattern)
        )
    return {pk: tuple(several) for pk, several in found.items()}, list(people.values())


def _calendar(unit: Unit, start: dt.date, end: dt.date) -> WorkCalendar:
    holidays = Holiday.objects.filter(unit=unit, date__range=(start, end))
    return WorkCalendar(
        weekdays=frozenset(unit.weekdays),
        holidays=dict(holidays.values_list("date", "minutes")),
        daily_minutes=unit.daily_minutes,
    )


def _by_person(rows: object) -> defaultdict[int, dict[dt.date, int]]:
    found: defaultdict[int, dict[dt.date, int]] = defaultdict(dict)
    for person, day, minutes in rows:  # type: ignore[attr-defined]  # a query of three columns
        found[person][day] = minutes
    return found


def _sheets(
    unit: Unit, start: dt.date, end: dt.date, only: Mapping[str, Person]
) -> defaultdict[int, list[Sheet]]:
    """Return person → stored sheets that touch the days, in order; one query."""
    rows = (
        WeekSheet.objects.filter(unit=unit, start__lte=end, end__gte=start, **only)
        .order_by("person", "start")
        .values_list("person", "start", "end", "state", "pk")
    )
    found: defaultdict[int, list[Sheet]] = defaultdict(list)
    for person, first, last, state, pk in rows:
        found[person].append(Sheet(Span(first, last), state, pk))
    return found


def _touching(sheets: Sequence[Sheet], week: Week) -> list[Sheet]:
    span = Span(week.start, week.end)
    return [sheet for sheet in sheets if sheet.span.overlaps(span)]
