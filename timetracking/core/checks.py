"""What must hold for time that enters, from a file or by hand, entry by entry."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timetracking.core.pieces import Values

DAY_MINUTES = 1440
YEAR_AHEAD = dt.timedelta(days=366)


class Barrier(Enum):
    """Why time on a day may not be entered or changed."""

    FUTURE = "future"
    NEVER_HERE = "never_here"
    NOT_YET_HERE = "not_yet_here"
    NOT_HERE = "not_here"
    LOCKED = "locked"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known about a person before time enters or changes.

    Attributes:
        today: the date in the unit's zone.
        employed: the spans of the person's assignments and contracts in the unit.
        locked: the spans of approved weeks.
        absences: the codes of activities that are absence, which may be planned ahead.
        submitted: the spans of weeks that wait for a decision, until they are taken back.
    """

    today: dt.date
    employed: Sequence[Span]
    locked: Sequence[Span]
    absences: frozenset[str]
    submitted: Sequence[Span] = ()

    def barriers(self, day: dt.date, activity: str) -> list[Barrier]:
        """Return why time on an activity may not be entered for a day, empty if it may."""
        found = [self._future(day, activity), self._employment(day), self._lock(day)]
        return [barrier for barrier in found if barrier]

    def reasons(self, values: Values) -> list[str]:
        """Return why an entry may not be stored, empty if it may."""
        return [
            self._text(barrier, values.date)
            for barrier in self.barriers(values.date, values.activity)
        ]

    def lock(self, day: dt.date) -> str:
        """Return why nothing on a day may change, empty if it may."""
        barrier = self._lock(day)
        return self._text(barrier, day) if barrier else ""

    def _lock(self, day: dt.date) -> Barrier | None:
        if any(span.contains(day) for span in self.locked):
            return Barrier.LOCKED
        if any(span.contains(day) for span in self.submitted):
            return Barrier.SUBMITTED
        return None

    def _future(self, day: dt.date, activity: str) -> Barrier | None:
        ahead = YEAR_AHEAD if activity in self.absences else ONE_DAY
        return Barrier.FUTURE if day > self.today + ahead else None

    def _employment(self, day: dt.date) -> Barrier | None:
        if any(span.contains(day) for span in self.employed):
            return None
        if not self.employed:
            return Barrier.NEVER_HERE
        first = min(span.start for span in self.employed)
        return Barrier.NOT_YET_HERE if day < first else Barrier.NOT_HERE

    def _text(self, barrier: Barrier, day: dt.date) -> str:
        """Return a barrier as a reason of the import, which speaks English."""
        match barrier:
            case Barrier.FUTURE:
                return f"{day} lies in the future"
            case Barrier.LOCKED:
                return f"{day} is in an approved week, which is locked"
            case Barrier.SUBMITTED:
                return f"{day} is in a submitted week: take the week back to change it"
            case Barrier.NEVER_HERE:
                return f"{day}: the person has no assignment or contract in this unit"
            case Barrier.NOT_HERE:
                return f"{day}: the person has no assignment or contract on this date"
            case Barrier.NOT_YET_HERE:
                first = min(span.start for span in self.employed)
                return f"{day} is before the person's first assignment or contract, from {first}"


class DayRoom:
    """The minutes that days still have, filled entry by entry in the file's order."""

    def __init__(self, recorded: dict[dt.date, int]) -> None:
        """Start from the minutes of each day in all units."""
        self._minutes = Counter(recorded)

    def free(self, entries: Iterable[Values]) -> None:
        """Give back what entries took that will be replaced."""
        for values in entries:
            self._minutes[values.date] -= values.minutes

    def take(self, entries: Iterable[Values]) -> list[str]:
        """Take the minutes of one row's entries; all, or none and the reasons why not."""
        wanted = list(entries)
        together = Counter[dt.date]()
        for values in wanted:
            together[values.date] += values.minutes
        over = [
            f"would bring {day} to {self._minutes[day] + minutes} minutes; a day has {DAY_MINUTES}"
            for day, minutes in sorted(together.items())
            if self._minutes[day] + minutes > DAY_MINUTES
        ]
        if not over:
            self._minutes.update(together)
        return over
