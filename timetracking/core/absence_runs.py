"""Absences read off entries: which days belong together, and how long they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import days
from timetracking.core.absence import HALF, MOST_DAYS, WHOLE, Wish, part_minutes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from timetracking.core.absence import Absent, Workdays


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
