"""Days of a person one by one, where shares are so odd that the database cannot count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetracking.models import DayTotal

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.queries.minutes import Expecting, Period
    from secretariats.core.expected import WorkCalendar


def days_one_by_one(
    period: Period, one: Expecting, calendar: WorkCalendar
) -> list[tuple[int, dt.date, int, int]]:
    """Return what ``sums_of_days`` returns, for one person's days and any denominator."""
    totals = DayTotal.objects.filter(
        unit=period.unit, person=one.row.person, date__gte=one.row.start, date__lte=one.row.end
    ).values_list("date", "minutes")
    found: list[tuple[int, dt.date, int, int]] = []
    for day, minutes in totals:
        taken = calendar.holidays.get(day, 0)
        if taken is not None:
            expected = max(0, one.parts[day.weekday()] - taken * one.denominator)
            covered = min(minutes * one.denominator, expected)
            found.append((one.row.block, day, one.denominator, covered))
    return found
