"""Days against what was expected, and how soon they were saved."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from costsharing.core.limitations.tally import Tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from costsharing.core.limitations.plan import DayPlan
    from costsharing.core.limitations.records import SavedMinutes
    from secretariats.core.dates import Span
    from secretariats.core.expected import WorkCalendar

WEEK = 7


class WorkingDays:
    """Counts the unit's working days between dates, however far apart.

    They are its weekdays that are no holiday; half a holiday is a working day.
    """

    def __init__(self, calendar: WorkCalendar) -> None:
        """Prepare the count for a calendar."""
        self._before = [
            sum(1 for weekday in calendar.weekdays if weekday <= last) for last in range(WEEK)
        ]
        self._a_week = len(calendar.weekdays)
        self._holidays = sorted(
            day.toordinal()
            for day, minutes in calendar.holidays.items()
            if minutes is None and day.isoweekday() in calendar.weekdays
        )

    def lag(self, day: dt.date, saved_on: dt.date) -> int:
        """Return the working days after ``day`` up to and including ``saved_on``, never < 0."""
        return max(0, self._up_to(saved_on) - self._up_to(day)) if saved_on > day else 0

    def _up_to(self, day: dt.date) -> int:
        # Day 1 of the calendar, 1 January of year 1, was a Monday.
        ordinal = day.toordinal()
        weeks, rest = divmod(ordinal, WEEK)
        return weeks * self._a_week + self._before[rest] - bisect_right(self._holidays, ordinal)


def tally_days(
    plan: DayPlan,
    rows: Iterable[SavedMinutes],
    *,
    working: WorkingDays,
    approved: Sequence[Span],
    daily_minutes: int,
) -> Tally:
    """Return the sums of one person's days.

    Args:
        plan: what is expected of the person over the period.
        rows: the person's rows within the period, in the order of their work dates; read once.
        working: the unit's working days.
        approved: spans of approved days, sorted and apart from each other, ends given.
        daily_minutes: minutes of a full day of the unit.

    Returns:
        A tally of everything but batches, copied days, beneficiaries and removed entries.
    """
    starts = [span.start for span in approved]
    expected = missing = plan.total
    blank_days = len(plan.by_day)
    recorded_days = overlong_days = all_recorded = all_approved = in_advance = 0
    entries = on_hour = on_half_hour = on_quarter = corrected = 0
    lags: dict[int, int] = {}
    for day, group in groupby(rows, key=attrgetter("day")):
        recorded = absent = 0
        for row in group:
            absent += row.absent
            if not row.entries:
                continue
            recorded += row.recorded
            entries += row.entries
            on_hour += row.on_hour
            on_half_hour += row.on_half_hour
            on_quarter += row.on_quarter
            corrected += row.corrected
            lag = working.lag(day, row.saved_on)
            lags[lag] = lags.get(lag, 0) + row.recorded
            if row.saved_on < day:
                in_advance += row.recorded
        planned = plan.by_day.get(day, 0)
        if planned:
            left = max(0, planned - absent * plan.parts)
            expected -= planned - left
            missing -= planned - max(0, left - recorded * plan.parts)
            if recorded or not left:
                blank_days -= 1
        if recorded:
            all_recorded += recorded
            recorded_days += 1
            if 4 * recorded > 5 * daily_minutes:
                overlong_days += 1
            if _lies_in(day, starts, approved):
                all_approved += recorded
    return Tally(
        expected=plan.minutes(expected),
        missing=plan.minutes(missing),
        blank_days=blank_days,
        recorded=all_recorded,
        approved=all_approved,
        in_advance=in_advance,
        lags=lags,
        entries=entries,
        on_hour=on_hour,
        on_half_hour=on_half_hour,
        on_quarter=on_quarter,
        recorded_days=recorded_days,
        overlong_days=overlong_days,
        corrected=corrected,
    )


def _lies_in(day: dt.date, starts: list[dt.date], spans: Sequence[Span]) -> bool:
    """Return whether a day lies in one of the spans that begin with ``starts``."""
    begun = bisect_right(starts, day)
    return begun > 0 and spans[begun - 1].contains(day)
