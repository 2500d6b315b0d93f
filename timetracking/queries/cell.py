"""One cell of a person's week as it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from timetracking.core.grid import RowKey
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit
    from timetracking.models import Amendment, Timer


def key_of_row(row: TimeEntry | Amendment | Timer) -> RowKey:
    """Return activity and beneficiary of a row, which were read along with it."""
    return RowKey(row.activity.code, row.beneficiary.code if row.beneficiary else "")


def of_key(key: RowKey) -> Q:
    """Return the condition that a row of the database has a key's activity and beneficiary."""
    if key.beneficiary:
        return Q(activity__code=key.activity, beneficiary__code=key.beneficiary)
    return Q(activity__code=key.activity, beneficiary__isnull=True)


def entries_of_cell(person: Person, unit: Unit, key: RowKey, day: dt.date) -> list[TimeEntry]:
    """Return the entries of a cell, in the order of their keys; one query."""
    rows = TimeEntry.objects.filter(of_key(key), person=person, unit=unit, date=day)
    return list(rows.select_related("activity", "beneficiary", "unit").order_by("pk"))
