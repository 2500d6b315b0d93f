"""What a command of this house brought into a unit, and whether people changed it since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.models import Statement, StatementFile, ValuationRun
from reporting.models import Report
from secretariats.models import Change, Signature

if TYPE_CHECKING:
    from secretariats.models import Unit

# What is made from the unit's records and changes none of them.
RESULTS = (ValuationRun, Report, Statement, StatementFile, Signature)


def brought_in(unit: Unit, mark: str) -> Change | None:
    """Return the newest row of history that says under ``mark`` what was brought in."""
    rows = Change.objects.filter(unit=unit, kind=Change.Kind.LOADED, after__has_key=mark)
    return rows.order_by("-pk").first()


def is_changed_since(row: Change) -> bool:
    """Return whether the unit's own records were changed after a row of history.

    Runs, reports, statements and signatures are no such changes.
    """
    results = [model._meta.db_table for model in RESULTS]  # noqa: SLF001 - the documented way
    later = Change.objects.filter(unit=row.unit_id, pk__gt=row.pk)
    return later.exclude(table__in=results).exists()
