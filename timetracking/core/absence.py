"""Absence as people speak of it: from a day to a day, the first and the last perhaps half.

What is stored are entries, one a day, of whole minutes; an absence is read off them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import days
from secretariats.core.exact import half_up
from secretariats.core.expected import expected_minutes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from secretariats.core.expected import Presence, WorkCalendar
    from timetracking.core.checks import Barrier, Rules

MOST_DAYS = 366
WHOLE, HALF = Fraction(1), Fraction(1, 2)


class LeftOut(Enum):
    """Why nothing is entered on a day of an absence."""

    NO_WORKDAY = "no_workday"
    HOLIDAY = "holiday"
    NOT_HERE = "not_here"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Wish:
    """An absence that somebody asks for, from a day to a day, both included."""

    activity: str
    start: dt.date
    end: dt.date
    half_first: bool = False
    half_last: bool = False

    @property
    def days(self) -> Iterator[dt.date]:
        """Its days, holidays and weekends among them."""
        return days(self.start, self.end)

    def part(self, day: dt.date) -> Fraction:
        """Return which part of a day's expected time it takes."""
        first = self.half_first and day == self.start
        last = self.half_last and day == self.end
        return HALF if first or last else WHOLE


@dataclass(frozen=True, slots=True)
class Workdays:
    """What is expected of a person in a unit, and on which days nothing is.

    Attributes:
        calendar: the unit's working days.
        holidays: date → name of the holiday.
        presences: the person's assignments.
    """

    calendar: WorkCalendar
    holidays: Mapping[dt.date, str]
    presences: Sequence[Presence]

    def expected(self, day: dt.date) -> Fraction:
        """Return the minutes expected on a day, absence not taken off."""
        return expected_minutes(self.calendar, self.presences, day)

    def left_out(self, day: dt.date) -> LeftOut | None:
        """Return why nothing is expected on a day, None where something is."""
        if self.expected(day):
            return None
        if day.isoweekday() not in self.calendar.weekdays:
            return LeftOut.NO_WORKDAY
        here = any(one.span.contains(day) for one in self.presences)
        if not here:
            return LeftOut.NOT_HERE
        return LeftOut.HOLIDAY if day in self.holidays else LeftOut.FREE


@dataclass(frozen=True, slots=True)
class Absent:
    """An entry of absence: its day, its minutes, and its version."""

    pk: int
    day: dt.date
    activity: str
    minutes: int
    version: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What an absence would enter on one day.

    Attributes:
        day: which.
        expected: minutes, absence not taken off.
        minutes: to be stored, 0 where the day is left out.
        left_out: why nothing is entered.
        holiday: name of the day's holiday, empty without one.
        barrier: why the day may not be changed.
        before: minutes of this kind of absence that are stored.
        several: whether they are several entries, which are not changed as one.
        other: minutes of work and of other absence in the unit, which stay.
    """

    day: dt.date
    expected: Fraction
    minutes: int
    left_out: LeftOut | None
    holiday: str
    barrier: Barrier | None
    before: int
    several: bool
    other: int

    @property
    def over(self) -> bool:
        """Whether the day would hold more than is expected."""
        return bool(self.minutes and self.other) and self.minutes + self.other > self.expected

    @property
    def changes(self) -> bool:
        """Whether something would be stored that is not there."""
        return self.minutes != self.before if self.left_out is None else False


def part_minutes(expected: Fraction, part: Fraction) -> int:
    """Return a part of a day's expected time in whole minutes, halves up."""
    return half_up(expected * part)


def plan(
    wish: Wish,
    workdays: Workdays,
    rules: Rules,
    *,
    stored: Mapping[dt.date, Sequence[Absent]],
    recorded: Mapping[dt.date, int],
) -> tuple[DayPlan, ...]:
    """Return what an absence would enter, day by day.

    Args:
        wish: what is asked for.
        workdays: what is expected.
        rules: what may be entered.
        stored: date → entries of the same kind of absence.
        recorded: date → all minutes of the person in the unit.
    """
    found = []
    for day in wish.days:
        expected = workdays.expected(day)
        there = stored.get(day, ())
        before = sum(one.minutes for one in there)
        found.append(
            DayPlan(
                day=day,
                expected=expected,
                minutes=part_minutes(expected, wish.part(day)),
                left_out=workdays.left_out(day),
                holiday=workdays.holidays.get(day, ""),
                barrier=next(iter(rules.barriers(day, wish.activity)), None),
                before=before,
                several=len(there) > 1,
                other=recorded.get(day, 0) - before,
            )
        )
    return tuple(found)
