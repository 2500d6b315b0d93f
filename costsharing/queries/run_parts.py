"""Runs that cover a period, and what is kept of their parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from costsharing.models import RunPart, ValuationRun
from costsharing.queries.runs_that_hold import holding

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Sequence

    from secretariats.models import Person, Unit


def runs_of_months(person: Person, unit: Unit) -> list[ValuationRun]:
    """Return the runs of whole months that hold and a person may see, newest first.

    One query, and one more where runs were corrected. Snapshots and results are left in the
    database.
    """
    rows = list(
        ValuationRun.objects.visible_to(person)
        .filter(unit=unit, whole_months=True)
        .select_related("unit")
        .defer("snapshot", "results", "differences")
        .order_by("-created", "pk")
    )
    held = holding(rows)
    return [run for run in rows if run.pk in held]


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


@dataclass(slots=True)
class Kept:
    """What is kept of runs: their own results, and parts of them that were worked out."""

    figures: dict[tuple[uuid.UUID, dt.date, dt.date], dict[str, Any]] = field(default_factory=dict)
    months: dict[uuid.UUID, list[dict[str, Any]]] = field(default_factory=dict)


def kept_of(wanted: Sequence[tuple[ValuationRun, dt.date, dt.date]]) -> Kept:
    """Return what is kept of parts of runs, and of the months of these runs; two queries at most.

    Args:
        wanted: run, first and last day; the whole of a run is its results.
    """
    kept = Kept()
    whole = {run.pk for run, start, end in wanted if (run.start, run.end) == (start, end)}
    parts = Q(run__in={run.pk for run, _, _ in wanted}, form=RunPart.Form.MONTHS)
    for run, start, end in wanted:
        if run.pk not in whole:
            parts |= Q(run=run.pk, form=RunPart.Form.FIGURES, start=start, end=end)
    for row in RunPart.objects.filter(parts):
        if row.form == RunPart.Form.MONTHS:
            kept.months[row.run_id] = row.document
        else:
            kept.figures[row.run_id, row.start, row.end] = row.document
    if whole:
        rows = ValuationRun.objects.filter(pk__in=whole)
        for pk, start, end, results in rows.values_list("pk", "start", "end", "results"):
            kept.figures[pk, start, end] = results
    return kept
