"""One cell of a person's week as it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetracking.models import TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit
    from timetracking.core.grid import RowKey


def entries_of_cell(person: Person, unit: Unit, key: RowKey, day: dt.date) -> list[TimeEntry]:
    """Return the entries of a cell, in the order of their keys; one query."""
    rows = TimeEntry.objects.filter(
        person=person, unit=unit, date=day, activity__code=key.activity
    ).select_related("activity", "beneficiary", "unit")
    if key.beneficiary:
        rows = rows.filter(beneficiary__code=key.beneficiary)
    else:
        rows = rows.filter(beneficiary__isnull=True)
    return list(rows.order_by("pk"))
