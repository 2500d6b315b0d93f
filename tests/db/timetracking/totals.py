"""The totals that the database keeps, compared with the entries one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from timetracking.models import DayTotal, MonthTotal, TimeEntry, UnitMonthTotal


def check_totals() -> None:
    """Compare every total with the entries; a total of nothing is not kept."""
    days: Counter[tuple[int, int, dt.date]] = Counter()
    months: Counter[tuple[int, int, dt.date, int, int]] = Counter()
    units: Counter[tuple[int, dt.date, int, int]] = Counter()
    for row in TimeEntry.objects.all():
        month, whom = row.date.replace(day=1), row.beneficiary_id or 0
        days[row.unit_id, row.person_id, row.date] += row.minutes
        months[row.unit_id, row.person_id, month, row.activity_id, whom] += row.minutes
        units[row.unit_id, month, row.activity_id, whom] += row.minutes
    assert {
        (row.unit_id, row.person_id, row.date): row.minutes for row in DayTotal.objects.all()
    } == dict(days)
    assert {
        (row.unit_id, row.person_id, row.month, row.activity_id, row.beneficiary): row.minutes
        for row in MonthTotal.objects.all()
    } == dict(months)
    kept: Counter[tuple[int, dt.date, int, int]] = Counter()
    for part in UnitMonthTotal.objects.all():
        assert part.minutes
        kept[part.unit_id, part.month, part.activity_id, part.beneficiary] += part.minutes
    assert kept == units


def check_parts() -> None:
    """Check that each total of a unit's month is in one part: nobody writes beside another."""
    keys = UnitMonthTotal.objects.values_list("unit", "month", "activity", "beneficiary")
    assert len(set(keys)) == len(keys)
