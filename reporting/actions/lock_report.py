"""The one order in which reports are locked: the unit's row, then the report's."""

from __future__ import annotations

from reporting.models import Report
from secretariats.models import Unit


def lock_report(pk: int) -> Report:
    """Return a report as it is now, locked until the transaction ends; its unit is locked first.

    So one report of a unit is written at a time, whichever page or worker writes it.

    Raises:
        Report.DoesNotExist: it is gone.
    """
    unit = Report.objects.values_list("unit", flat=True).get(pk=pk)
    Unit.objects.select_for_update().get(pk=unit)
    row: Report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("unit", "committee__instrument", "run")
        .get(pk=pk)
    )
    return row
