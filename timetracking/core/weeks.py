"""Weeks as people count them: Monday to Sunday, named by ISO 8601 (2017-W02)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from secretariats.core.dates import days
from timetracking.core.minutes import FIRST_YEAR, LAST_YEAR

_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")
_SUNDAY = 7


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week; the year is that of its Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Week:
        """Return the week of a day."""
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @classmethod
    def named(cls, text: str) -> Week:
        """Return the week of a name such as ``2017-W02``.

        Raises:
            ValueError: there is no such week.
        """
        match = _NAME.fullmatch(text)
        if match is None or not FIRST_YEAR <= int(match[1]) < LAST_YEAR:
            raise ValueError(text)
        week = cls(int(match[1]), int(match[2]))
        week.start  # noqa: B018 - raises where the year has no such week
        return week

    @property
    def start(self) -> dt.date:
        """The Monday."""
        return dt.date.fromisocalendar(self.year, self.number, 1)

    @property
    def end(self) -> dt.date:
        """The Sunday."""
        return dt.date.fromisocalendar(self.year, self.number, _SUNDAY)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """All seven days."""
        return tuple(days(self.start, self.end))

    @property
    def before(self) -> Week:
        """The week before."""
        return Week.of(self.start - dt.timedelta(days=1))

    @property
    def after(self) -> Week:
        """The week after."""
        return Week.of(self.end + dt.timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"
