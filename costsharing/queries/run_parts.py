"""Runs that cover a period, and what is kept of their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.models import RunPart, ValuationRun

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariats.models import Person, Unit


def runs_of_months(person: Person, unit: Unit) -> list[ValuationRun]:
    """Return the current runs of whole months that a person may see, newest first; one query.

    Snapshots and results are left in the database.
    """
    rows = (
        ValuationRun.objects.visible_to(person)
        .filter(unit=unit, whole_months=True, superseded_by__isnull=True)
        .select_related("unit")
        .defer("snapshot", "results")
        .order_by("-created", "pk")
    )
    return list(rows)


def covering(
    runs: Sequence[ValuationRun], start: dt.date, end: dt.date, *, method: str
) -> ValuationRun | None:
    """Return the run that speaks for a period: of the method, the shortest, the newest; or None.

    Args:
        runs: newest first.
        start: first day of the period.
        end: last day.
        method: the unit's own; a run of another stands in where there is none of it.
    """
    found = [run for run in runs if run.start <= start and end <= run.end]
    return min(
        found, key=lambda run: (run.method != method, (run.end - run.start).days), default=None
    )


def figures_of(run: ValuationRun, start: dt.date, end: dt.date) -> dict[str, Any] | None:
    """Return the document of a period of a run as far as it is kept; one query."""
    if (run.start, run.end) == (start, end):
        return run.results  # type: ignore[no-any-return]
    rows = RunPart.objects.filter(run=run, form=RunPart.Form.FIGURES, start=start, end=end)
    found: dict[str, Any] | None = rows.values_list("document", flat=True).first()
    return found


def months_of(run: ValuationRun) -> list[dict[str, Any]] | None:
    """Return the months of a run as far as they are kept; one query."""
    rows = RunPart.objects.filter(run=run, form=RunPart.Form.MONTHS)
    found: list[dict[str, Any]] | None = rows.values_list("document", flat=True).first()
    return found
