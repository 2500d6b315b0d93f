"""Days and spans of days, both ends inclusive."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from ``start`` to ``end``, both included; ``end`` None is open."""

    start: dt.date
    end: dt.date | None

    def contains(self, day: dt.date) -> bool:
        """Return whether ``day`` lies in the span."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share a day."""
        return (self.end is None or other.start <= self.end) and (
            other.end is None or self.start <= other.end
        )

    def __str__(self) -> str:
        return f"{self.start} to {self.end or 'open'}"


def month_start(day: dt.date) -> dt.date:
    """Return the first day of the month of ``day``."""
    return day.replace(day=1)


def month_end(day: dt.date) -> dt.date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def is_whole_months(start: dt.date, end: dt.date) -> bool:
    """Return whether the period begins and ends with a month."""
    return start.day == 1 and end == month_end(end)


def days(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Yield each day from ``start`` to ``end``, both included."""
    for number in range((end - start).days + 1):
        yield start + dt.timedelta(days=number)


def months(start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """Yield the first day of each month that shares a day with the period."""
    month = month_start(start)
    while month <= end:
        yield month
        month = month_end(month) + ONE_DAY


def pieces(start: dt.date, end: dt.date, cuts: Iterable[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Return the period cut before each of ``cuts`` and before each month, in order."""
    starts = {start, *months(start, end), *cuts}
    inside = sorted(day for day in starts if start <= day <= end)
    ends = [day - ONE_DAY for day in inside[1:]] + [end]
    return list(zip(inside, ends, strict=True))
