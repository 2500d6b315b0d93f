"""How stays meet stretches: which months are whole, and how much is expected in each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, days, month_end, month_start
from secretariats.core.expected import weekday_minutes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from costsharing.core.presence import Expected
    from secretariats.core.expected import WorkCalendar

WEEK = 7


def whole_months(spans: Sequence[tuple[dt.date, dt.date]]) -> list[dt.date]:
    """Return the first days of the stretches that are whole calendar months."""
    return [start for start, end in spans if start.day == 1 and end == month_end(start)]


def cut_spans(
    spans: Sequence[tuple[dt.date, dt.date]],
) -> list[tuple[dt.date, dt.date]]:
    """Return the days outside whole months, neighbours put together."""
    found: list[tuple[dt.date, dt.date]] = []
    for start, end in spans:
        if start.day == 1 and end == month_end(start):
            continue
        if found and found[-1][1] + ONE_DAY == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def months_inside(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the first days of the first and last month that lie whole inside the days."""
    first = start if start.day == 1 else month_end(start) + ONE_DAY
    last = month_start(end) if end == month_end(end) else month_start(month_start(end) - ONE_DAY)
    return (first, last) if first <= last else None


def months_cut(
    stays: Sequence[tuple[dt.date, dt.date]], whole: frozenset[dt.date]
) -> set[dt.date]:
    """Return those of the months ``whole`` that a person's stays touch but none covers."""
    touched: set[dt.date] = set()
    covered: set[dt.date] = set()
    for start, end in stays:
        inside = months_inside(start, end)
        if start.day != 1:
            touched.add(month_start(start))
        if end != month_end(end):
            touched.add(month_start(end))
        if inside and touched:
            covered.update(month for month in touched if inside[0] <= month <= inside[1])
    return (touched - covered) & whole


@dataclass(frozen=True, slots=True)
class Expectation:
    """What rules expect, each in parts of a denominator of its own, so that numbers stay small.

    Attributes:
        denominators: rule → denominator of its parts.
        weekdays: rule → parts expected on each weekday from Monday on, holidays apart.
        running: rule → parts expected before each day of the period, and after its last.
    """

    denominators: list[int]
    weekdays: list[tuple[int, ...]]
    running: list[list[int]]


def expectation(
    calendar: WorkCalendar, rules: Sequence[Expected], start: dt.date, end: dt.date
) -> Expectation:
    """Work out what each rule expects on the days of a period (valuation.md, expected minutes)."""
    listed = [(day.weekday(), calendar.holidays.get(day, 0)) for day in days(start, end)]
    found = Expectation([], [], [])
    for rule in rules:
        exact = [_on_weekday(calendar, rule, weekday) for weekday in range(1, WEEK + 1)]
        denominator = lcm(*(part.denominator for part in exact))
        week = tuple(part.numerator * (denominator // part.denominator) for part in exact)
        sums = [0]
        for weekday, taken in listed:
            parts = 0 if taken is None else max(0, week[weekday] - taken * denominator)
            sums.append(sums[-1] + parts)
        found.denominators.append(denominator)
        found.weekdays.append(week)
        found.running.append(sums)
    return found


def _on_weekday(calendar: WorkCalendar, rule: Expected, weekday: int) -> Fraction:
    if weekday not in calendar.weekdays:
        return Fraction(0)
    return sum(
        (
            weekday_minutes(share, pattern, weekday, calendar.daily_minutes)
            for share, pattern in rule
        ),
        Fraction(0),
    )
