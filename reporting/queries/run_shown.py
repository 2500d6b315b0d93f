"""A run as pages show it: its figures, with the range and the coverage behind them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.cache import cache

from reporting.queries.record_of_time import team_limitations
from reporting.sections.facts import Facts
from secretariats.queries.palette import palette
from timetracking.models import Activity, WorkArea

if TYPE_CHECKING:
    from costsharing.models import ValuationRun

# The record is measured anew after this time; measuring a large one takes seconds.
FRESH = timedelta(minutes=10)


def run_facts(run: ValuationRun, *, titles: bool = False) -> Facts:
    """Return the facts of a run, to be shown as a report shows its own.

    The limitations are those of the record of time as it now is, or was within ten minutes.

    Args:
        run: with its unit.
        titles: whether the names of activities and work areas are read too; two queries.
    """
    unit, results = run.unit, run.results
    activities: dict[str, str] = {}
    areas: dict[str, str] = {}
    if titles:
        codes = {row["activity"] for row in results["activities"]}
        found = Activity.objects.of_unit(unit).filter(code__in=codes)
        activities = dict(found.values_list("code", "title"))
        areas = dict(WorkArea.objects.of_unit(unit).values_list("code", "name"))
    return Facts({
        "unit": {"code": unit.code, "name": unit.name, "synthetic": unit.synthetic},
        "activities": activities,
        "areas": areas,
        "period": {"from": results["from"], "to": results["to"]},
        "results": results,
        "palette": palette(results["instruments"]),
        "limitations": _limitations(run),
    })  # fmt: skip


def _limitations(run: ValuationRun) -> dict[str, Any]:
    key = f"limitations-{run.pk}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = team_limitations(run.unit, run.start, run.end)
        cache.set(key, found, FRESH.total_seconds())
    return found
