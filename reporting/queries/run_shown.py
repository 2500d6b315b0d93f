"""A run as pages show it: its figures, with the range and the coverage behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.sections.facts import Facts
from secretariats.queries.palette import palette
from timetracking.models import Activity, WorkArea

if TYPE_CHECKING:
    from costsharing.models import ValuationRun
    from costsharing.queries.measured import Measured


def run_facts(run: ValuationRun, found: Measured | None, *, titles: bool = False) -> Facts:
    """Return the facts of a run, to be shown as a report shows its own.

    Args:
        run: with its unit.
        found: the limitations of the run's period; None while they are being measured, and the
            facts then say so in place of every finding.
        titles: whether the names of activities and work areas are read too; two queries.
    """
    unit, results = run.unit, run.results
    activities: dict[str, str] = {}
    areas: dict[str, str] = {}
    if titles:
        codes = {row["activity"] for row in results["activities"]}
        listed = Activity.objects.of_unit(unit).filter(code__in=codes)
        activities = dict(listed.values_list("code", "title"))
        areas = dict(WorkArea.objects.of_unit(unit).values_list("code", "name"))
    return Facts({
        "unit": {"code": unit.code, "name": unit.name, "synthetic": unit.synthetic},
        "activities": activities,
        "areas": areas,
        "period": {"from": results["from"], "to": results["to"]},
        "results": results,
        "palette": palette(results["instruments"]),
        "limitations": found.figures if found else {},
    })  # fmt: skip
