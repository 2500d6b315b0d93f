"""Time that can be copied: what was worked, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Sum

from timetracking.core.grid import RowKey, place_of
from timetracking.models import Kind, TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit


def worked(
    person: Person, unit: Unit, start: dt.date, end: dt.date
) -> dict[dt.date, dict[RowKey, int]]:
    """Return date → row → minutes of work, absence apart, by date; one query.

    Rows come as the grid shows them: services, then overhead, by code. Both days are included.
    """
    rows = TimeEntry.objects.filter(person=person, unit=unit, date__range=(start, end))
    rows = rows.exclude(kind=Kind.ABSENCE).order_by("date", "kind", "activity__code")
    found: dict[dt.date, dict[RowKey, int]] = defaultdict(dict)
    sums = rows.values_list("date", "kind", "activity__code", "beneficiary__code").annotate(
        sum=Sum("minutes")
    )
    for day, _kind, activity, beneficiary, minutes in sums:
        found[day][RowKey(activity, beneficiary or "")] = minutes
    return {
        day: dict(
            sorted(
                cells.items(),
                key=lambda one: (
                    not one[0].members,
                    one[0].activity,
                    place_of(one[0].beneficiary),
                ),
            )
        )
        for day, cells in found.items()
    }


def taken(person: Person, unit: Unit, start: dt.date, end: dt.date) -> set[tuple[RowKey, dt.date]]:
    """Return the cells that hold something from one day to another; one query."""
    rows = TimeEntry.objects.filter(person=person, unit=unit, date__range=(start, end))
    return {
        (RowKey(activity, beneficiary or ""), day)
        for activity, beneficiary, day in rows.order_by().values_list(
            "activity__code", "beneficiary__code", "date"
        )
    }
