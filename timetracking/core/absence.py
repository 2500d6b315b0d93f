"""Absence as people speak of it: from a day to a day, the first and the last perhaps half.

What is stored are entries, one a day, of whole minutes; an absence is read off them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import days
from secretariats.core.exact import half_up
from secretariats.core.expected import expected_minutes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class AbsentDay:
    """A day of an absence; ``part`` of its expected time, None where nothing is expected."""

    entries: tuple[Absent, ...]
    part: Fraction | None

    @property
    def day(self) -> dt.date:
        """Which day."""
        return self.entries[0].day

    @property
    def minutes(self) -> int:
        """All its minutes."""
        return sum(entry.minutes for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Absence:
    """Days of one kind of absence with nothing expected between them: one absence."""

    activity: str
    days: tuple[AbsentDay, ...]

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.days[0].day

    @property
    def end(self) -> dt.date:
        """The last day."""
        return self.days[-1].day

    @property
    def half_first(self) -> bool:
        """Whether half of the first day is meant."""
        return self.days[0].part == HALF

    @property
    def half_last(self) -> bool:
        """Whether half of the last day is meant; a single day is told by the first."""
        return len(self.days) > 1 and self.days[-1].part == HALF

    @property
    def minutes(self) -> int:
        """All its minutes."""
        return sum(one.minutes for one in self.days)

    @property
    def length(self) -> Fraction:
        """Its days, exact: each its minutes of what is expected."""
        return sum((one.part or Fraction(0) for one in self.days), Fraction(0))

    @property
    def odd(self) -> bool:
        """Whether a day is neither whole nor half, such as two hours at the doctor's."""
        return any(one.part not in {WHOLE, HALF} for one in self.days)

    @property
    def version(self) -> str:
        """What tells whether it was changed elsewhere."""
        return version_of(self.entries)

    @property
    def entries(self) -> tuple[Absent, ...]:
        """All its entries, by day."""
        return tuple(entry for one in self.days for entry in one.entries)

    @property
    def note(self) -> str:
        """The note that all its days have, empty where they differ."""
        notes = {entry.note for entry in self.entries}
        return notes.pop() if len(notes) == 1 else ""

    @property
    def wish(self) -> Wish:
        """What one would have asked for."""
        return Wish(self.activity, self.start, self.end, self.half_first, self.half_last)


def version_of(entries: Sequence[Absent]) -> str:
    """Return the version of entries; each change makes it another one for good."""
    told = "-".join(f"{entry.pk}.{entry.version}" for entry in entries)
    return hashlib.blake2s(told.encode(), digest_size=16).hexdigest() if told else ""


def absences(entries: Sequence[Absent], workdays: Workdays) -> list[Absence]:
    """Return the absences that entries make up, by first day and kind.

    Days of one kind belong together where nothing is expected between them, as long as one can
    say it in one sentence: all whole, but perhaps the first and the last.
    """
    by_day: dict[tuple[str, dt.date], list[Absent]] = {}
    for entry in sorted(entries, key=lambda one: (one.activity, one.day, one.pk)):
        by_day.setdefault((entry.activity, entry.day), []).append(entry)
    found: list[list[AbsentDay]] = []
    for here in by_day.values():
        day = _absent_day(tuple(here), workdays)
        if found and _goes_on(found[-1], day, workdays.expected):
            found[-1].append(day)
        else:
            found.append([day])
    made = [Absence(run[0].entries[0].activity, tuple(run)) for run in found]
    return sorted(made, key=lambda one: (one.start, one.activity))


def _absent_day(entries: tuple[Absent, ...], workdays: Workdays) -> AbsentDay:
    expected = workdays.expected(entries[0].day)
    minutes = sum(entry.minutes for entry in entries)
    if not expected:
        return AbsentDay(entries, None)
    for part in (WHOLE, HALF):
        if minutes == part_minutes(expected, part):
            return AbsentDay(entries, part)
    return AbsentDay(entries, minutes / expected)


def _goes_on(
    run: Sequence[AbsentDay], day: AbsentDay, expected: Callable[[dt.date], Fraction]
) -> bool:
    """Return whether a day carries an absence on."""
    last = run[-1]
    if last.entries[0].activity != day.entries[0].activity:
        return False
    if day.part not in {WHOLE, HALF} or last.part not in {WHOLE, HALF}:
        return False
    if last.part == HALF and len(run) > 1:
        return False
    between = [one for one in days(last.day, day.day) if last.day < one < day.day]
    return len(between) < MOST_DAYS and not any(expected(one) for one in between)
