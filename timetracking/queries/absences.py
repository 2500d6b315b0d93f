"""A person's absence in a unit: what it rests on, a year of it, and one of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Sum

from secretariats.core.dates import Span
from secretariats.core.expected import Presence, WorkCalendar, presence_of
from secretariats.models import Assignment, Holiday
from timetracking.core.absence import Absent, Workdays, plan
from timetracking.core.absence_runs import Absence, absences
from timetracking.core.checks import Rules
from timetracking.models import Activity, DayTotal, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from secretariats.models import Person, Unit
    from timetracking.core.absence import DayPlan, Wish
    from timetracking.queries.workplaces import Workplace

# An absence that crosses the turn of the year is shown whole.
_AROUND = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class AbsentYear:
    """A person's absence in a year.

    Attributes:
        year: which.
        kinds: code → title of every kind of absence that the unit has.
        absences: those with a day in the year, newest first.
        lengths: kind → days in the year, exact, for those that have any.
        years: those with absence, newest first.
    """

    year: int
    kinds: Mapping[str, str]
    absences: tuple[Absence, ...]
    lengths: Mapping[str, Fraction]
    years: tuple[int, ...]


def kinds_of_absence(unit: Unit) -> dict[str, str]:
    """Return code → title of a unit's activities that are absence, by title; one query."""
    rows = Activity.objects.filter(unit=unit, kind=Kind.ABSENCE).order_by("title", "code")
    return dict(rows.values_list("code", "title"))


def workdays_of(
    unit: Unit, presences: Sequence[Presence], start: dt.date, end: dt.date
) -> Workdays:
    """Return what is expected between two days; one query."""
    rows = Holiday.objects.filter(unit=unit, date__range=(start, end))
    holidays = list(rows.values_list("date", "name", "minutes"))
    return Workdays(
        calendar=WorkCalendar(
            weekdays=frozenset(unit.weekdays),
            holidays={day: minutes for day, _name, minutes in holidays},
            daily_minutes=unit.daily_minutes,
        ),
        holidays={day: name for day, name, _minutes in holidays},
        presences=presences,
    )


def presences_of(unit: Unit, person: Person) -> tuple[Presence, ...]:
    """Return a person's assignments in a unit as far as expected time goes; one query."""
    rows = Assignment.objects.filter(unit=unit, person=person).order_by("start")
    return tuple(
        presence_of(*row)
        for row in rows.values_list("start", "end", "share_num", "share_den", "pattern")
    )


def absent(unit: Unit, person: Person, start: dt.date, end: dt.date) -> list[Absent]:
    """Return a person's entries of absence between two days; one query."""
    rows = TimeEntry.objects.filter(
        unit=unit, person=person, kind=Kind.ABSENCE, date__range=(start, end)
    )
    return [
        Absent(*row)
        for row in rows.order_by("date", "pk").values_list(
            "pk", "date", "activity__code", "minutes", "version", "note"
        )
    ]


def by_day(entries: Iterable[Absent], activity: str) -> dict[dt.date, list[Absent]]:
    """Return date → entries of one kind."""
    found: dict[dt.date, list[Absent]] = defaultdict(list)
    for entry in entries:
        if entry.activity == activity:
            found[entry.day].append(entry)
    return found


def recorded_here(unit: Unit, person: Person, start: dt.date, end: dt.date) -> dict[dt.date, int]:
    """Return date → all minutes of a person in a unit between two days; one query."""
    rows = DayTotal.objects.filter(unit=unit, person=person, date__range=(start, end))
    return dict(rows.values("date").annotate(sum=Sum("minutes")).values_list("date", "sum"))


def rules_shown(person: Person, place: Workplace, start: dt.date, end: dt.date) -> Rules:
    """Return what time may be entered between two days, to be shown and not held; two queries."""
    sheets = WeekSheet.objects.filter(
        unit=place.unit, person=person, start__lte=end, end__gte=start
    )
    spans: dict[str, list[Span]] = defaultdict(list)
    for first, last, state in sheets.values_list("start", "end", "state"):
        spans[state].append(Span(first, last))
    return Rules(
        today=place.today,
        employed=place.engaged,
        locked=spans[WeekSheet.State.APPROVED],
        absences=frozenset(kinds_of_absence(place.unit)),
        submitted=spans[WeekSheet.State.SUBMITTED],
    )


def plan_shown(person: Person, place: Workplace, wish: Wish) -> tuple[DayPlan, ...]:
    """Return what an absence would enter, day by day; five queries, however long it is."""
    unit, start, end = place.unit, wish.start, wish.end
    return plan(
        wish,
        workdays_of(unit, place.presences, start, end),
        rules_shown(person, place, start, end),
        stored=by_day(absent(unit, person, start, end), wish.activity),
        recorded=recorded_here(unit, person, start, end),
    )


def absent_year(person: Person, place: Workplace, year: int) -> AbsentYear:
    """Return a year of a person's absence in a unit; four queries, however much there is."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    start, end = first - _AROUND, last + _AROUND
    unit = place.unit
    workdays = workdays_of(unit, place.presences, start, end)
    found = [
        one
        for one in absences(absent(unit, person, start, end), workdays)
        if one.start <= last and one.end >= first
    ]
    lengths: dict[str, Fraction] = defaultdict(Fraction)
    for one in found:
        for day in one.days:
            if day.day.year == year:
                lengths[one.activity] += day.part or 0
    rows = TimeEntry.objects.filter(unit=unit, person=person, kind=Kind.ABSENCE)
    years = {day.year for day in rows.dates("date", "year")}
    return AbsentYear(
        year=year,
        kinds=kinds_of_absence(unit),
        absences=tuple(reversed(found)),
        lengths=dict(lengths),
        years=tuple(sorted(years | {place.today.year, year}, reverse=True)),
    )


def absence_at(
    unit: Unit, person: Person, presences: Sequence[Presence], activity: str, day: dt.date
) -> Absence | None:
    """Return the absence of a kind that a day belongs to; two queries."""
    start, end = day - _AROUND, day + _AROUND
    entries = absent(unit, person, start, end)
    here = [entry for entry in entries if entry.activity == activity]
    if not any(entry.day == day for entry in here):
        return None
    workdays = workdays_of(unit, presences, start, end)
    found = absences(here, workdays)
    return next(one for one in found if any(each.day == day for each in one.days))
