"""How many minutes are expected of a person on a day, before absence is taken off."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The unit's working days.

    Attributes:
        weekdays: ISO weekdays on which the unit works, 1 is Monday.
        holidays: date → the minutes it takes from a day, None for the whole day.
        daily_minutes: whole minutes of a full day.
    """

    weekdays: frozenset[int]
    holidays: Mapping[dt.date, int | None]
    daily_minutes: int

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether the unit works on ``day``; a day that is half a holiday counts."""
        return day.isoweekday() in self.weekdays and self.holidays.get(day, 0) is not None


@dataclass(frozen=True, slots=True)
class Presence:
    """One assignment as far as expected time goes.

    Attributes:
        span: the days it is in force.
        share: the share of full time.
        pattern: expected minutes from Monday on, missing ones 0; None: daily minutes x share.
    """

    span: Span
    share: Fraction
    pattern: tuple[int, ...] | None

    def on_weekday(self, weekday: int, daily_minutes: int) -> Fraction:
        """Return the minutes expected on an ISO weekday, holidays apart."""
        return weekday_minutes(self.share, self.pattern, weekday, daily_minutes)


def presence_of(
    start: dt.date,
    end: dt.date | None,
    numerator: int,
    denominator: int,
    pattern: Sequence[int] | None,
) -> Presence:
    """Return the presence of an assignment as it is stored: its days, share and pattern."""
    minutes = None if pattern is None else tuple(pattern)
    return Presence(Span(start, end), Fraction(numerator, denominator), minutes)


def weekday_minutes(
    share: Fraction, pattern: tuple[int, ...] | None, weekday: int, daily_minutes: int
) -> Fraction:
    """Return the minutes an assignment expects on an ISO weekday, holidays apart.

    The pattern's, missing weekdays 0; without a pattern the daily minutes times the share.
    """
    if pattern is None:
        return daily_minutes * share
    return Fraction(pattern[weekday - 1] if weekday <= len(pattern) else 0)


def expected_minutes(
    calendar: WorkCalendar, presences: Iterable[Presence], day: dt.date
) -> Fraction:
    """Return the minutes expected on ``day``, absence not yet taken off, never below zero.

    The sum over the assignments in force, on the unit's weekdays less its holidays; a holiday
    that takes minutes takes them once from the person's day (valuation.md, Edges).
    """
    if not calendar.is_working_day(day):
        return Fraction(0)
    whole = sum(
        (
            presence.on_weekday(day.isoweekday(), calendar.daily_minutes)
            for presence in presences
            if presence.span.contains(day)
        ),
        Fraction(0),
    )
    return max(Fraction(0), whole - (calendar.holidays.get(day) or 0))
