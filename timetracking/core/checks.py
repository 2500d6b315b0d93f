"""What must hold for time that enters from a file, entry by entry."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timetracking.core.pieces import Values

DAY_MINUTES = 1440
YEAR_AHEAD = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known about a person when a file comes in.

    Attributes:
        today: the date in the unit's zone.
        employed: the spans of the person's assignments and contracts in the unit.
        locked: the spans of approved weeks.
        absences: the codes of activities that are absence, which may be planned ahead.
    """

    today: dt.date
    employed: Sequence[Span]
    locked: Sequence[Span]
    absences: frozenset[str]

    def reasons(self, values: Values) -> list[str]:
        """Return why an entry may not be stored, empty if it may."""
        found = [self._future(values), self._employment(values.date), self.lock(values.date)]
        return [reason for reason in found if reason]

    def lock(self, day: dt.date) -> str:
        """Return why nothing on a day may change, empty if it may."""
        if any(span.contains(day) for span in self.locked):
            return f"{day} is in an approved week, which is locked"
        return ""

    def _future(self, values: Values) -> str:
        ahead = YEAR_AHEAD if values.activity in self.absences else ONE_DAY
        return f"{values.date} lies in the future" if values.date > self.today + ahead else ""

    def _employment(self, day: dt.date) -> str:
        if any(span.contains(day) for span in self.employed):
            return ""
        if not self.employed:
            return f"{day}: the person has no assignment or contract in this unit"
        first = min(span.start for span in self.employed)
        if day < first:
            return f"{day} is before the person's first assignment or contract, from {first}"
        return f"{day}: the person has no assignment or contract on this date"


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
