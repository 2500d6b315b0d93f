"""Periods of whole months: the one asked for, and the ones beside it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from secretariats.core.dates import is_whole_months, month_end, month_start, months

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER, _YEAR = 3, 12
BEFORE, YEAR, NOTHING = "before", "year", "none"
COMPARISONS = (BEFORE, YEAR, NOTHING)


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months, from the first day of one to the last day of one."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if not is_whole_months(self.start, self.end) or self.end < self.start:
            message = f"{self.start} to {self.end} are no whole months"
            raise ValueError(message)

    @property
    def count(self) -> int:
        """How many months it has."""
        return (self.end.year - self.start.year) * _YEAR + self.end.month - self.start.month + 1

    def moved(self, number: int) -> Months:
        """Return as many months, later by a number of months, or earlier."""
        return Months(_moved(self.start, number), month_end(_moved(month_start(self.end), number)))

    def inside(self, start: dt.date, end: dt.date) -> bool:
        """Return whether it lies in a period."""
        return start <= self.start and self.end <= end

    def last_month(self) -> Months:
        """Return its last month."""
        return Months(month_start(self.end), self.end)

    def quarter(self) -> Months:
        """Return the quarter of its last month."""
        first = self.end.month - (self.end.month - 1) % _QUARTER
        start = self.end.replace(month=first, day=1)
        return Months(start, month_end(_moved(start, _QUARTER - 1)))

    def year_to_date(self) -> Months:
        """Return the year of its last month, up to that."""
        return Months(self.end.replace(month=1, day=1), self.end)

    def compared(self, how: str) -> Months | None:
        """Return the months that it is compared with; None for no comparison."""
        if how == YEAR:
            return self.moved(-_YEAR)
        return self.moved(-self.count) if how == BEFORE else None

    def each(self) -> list[Months]:
        """Return its months one by one."""
        return [Months(first, month_end(first)) for first in months(self.start, self.end)]


def _moved(first: dt.date, number: int) -> dt.date:
    """Return the first day of the month so many months after that of ``first``."""
    count = first.year * _YEAR + first.month - 1 + number
    return dt.date(count // _YEAR, count % _YEAR + 1, 1)


def read_months(start: str, end: str) -> Months:
    """Return the months that two texts name: days or months, such as 2017-04-01 or 2017-04.

    Raises:
        ValueError: a text is no date or month, or the days are no whole months.
    """
    return Months(_day(start, last=False), _day(end, last=True))


def _day(text: str, *, last: bool) -> dt.date:
    if match := _MONTH.fullmatch(text):
        first = dt.date(int(match[1]), int(match[2]), 1)
        return month_end(first) if last else first
    return dt.date.fromisoformat(text)
