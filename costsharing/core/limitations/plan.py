"""Expected minutes of a whole period, day by day, made once for all who work alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import Span, days
from secretariats.core.expected import Presence, expected_minutes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from secretariats.core.expected import WorkCalendar


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What is expected of a person on each day of a period, absence not yet taken off.

    Counted in equal parts of a minute, so that the days add up as whole numbers.

    Attributes:
        parts: parts to a minute.
        by_day: day → expected parts, days on which nothing is expected left out.
        total: their sum.
    """

    parts: int
    by_day: Mapping[dt.date, int]
    total: int

    def minutes(self, parts: int) -> Fraction:
        """Return a number of parts as minutes."""
        return Fraction(parts, self.parts)


class PlanBook:
    """Makes plans for one calendar and period; equal assignments share one plan."""

    def __init__(self, calendar: WorkCalendar, start: dt.date, end: dt.date) -> None:
        """Keep the calendar and the period, both ends included."""
        self._calendar = calendar
        self._start = start
        self._end = end
        self._plans: dict[frozenset[tuple[Presence, int]], DayPlan] = {}

    def plan(self, presences: Iterable[Presence]) -> DayPlan:
        """Return the plan of a person with these assignments, in any order."""
        # Days outside the period make no difference; equal assignments count once each.
        inside: dict[Presence, int] = {}
        for presence in presences:
            clipped = self._clip(presence)
            if clipped is not None:
                inside[clipped] = inside.get(clipped, 0) + 1
        key = frozenset(inside.items())
        if key not in self._plans:
            everything = [presence for presence, times in key for _ in range(times)]
            self._plans[key] = self._make(everything)
        return self._plans[key]

    def _clip(self, presence: Presence) -> Presence | None:
        start = max(presence.span.start, self._start)
        end = self._end if presence.span.end is None else min(presence.span.end, self._end)
        if start > end:
            return None
        return Presence(Span(start, end), presence.share, presence.pattern)

    def _make(self, presences: list[Presence]) -> DayPlan:
        expected: dict[dt.date, Fraction] = {}
        if presences:
            for day in days(self._start, self._end):
                minutes = expected_minutes(self._calendar, presences, day)
                if minutes:
                    expected[day] = minutes
        parts = math.lcm(1, *(minutes.denominator for minutes in expected.values()))
        by_day = {
            day: minutes.numerator * (parts // minutes.denominator)
            for day, minutes in expected.items()
        }
        return DayPlan(parts=parts, by_day=by_day, total=sum(by_day.values()))
