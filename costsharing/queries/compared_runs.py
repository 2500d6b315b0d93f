"""A run beside another: which other, and what differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from costsharing.core.compared import Pair, pair, together
from costsharing.core.differences import FIGURES
from costsharing.models import ValuationRun
from secretariats.core.dates import ONE_DAY, is_whole_months, month_end, months

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

_TOTALS = ("received", "funded", "unallocated", "unrecorded", "not_logged")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs of a unit, figure by figure.

    Attributes:
        instruments: code → figure → both values, by code; the figures of ``FIGURES``.
        activities: code → instrument → both values of direct and joint work, by code.
        total: name → both values, of all instruments together.
    """

    instruments: Mapping[str, Mapping[str, Pair]]
    activities: Mapping[str, Mapping[str, Pair]]
    total: Mapping[str, Pair]

    def of_activity(self, code: str) -> Pair:
        """Return the value of an activity for all instruments."""
        return together(self.activities[code].values())

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as JSON values."""
        return {
            "instruments": {
                code: {name: one.as_json() for name, one in figures.items()}
                for code, figures in self.instruments.items()
            },
            "activities": [
                {
                    "activity": activity,
                    "value": {code: one.as_json() for code, one in cells.items()},
                    "total": self.of_activity(activity).as_json(),
                }
                for activity, cells in self.activities.items()
            ],
            "total": {name: one.as_json() for name, one in self.total.items()},
        }


def comparison(run: ValuationRun, other: ValuationRun) -> Comparison:
    """Return a run beside another of the same currency; what one of them lacks is 0 there."""
    return compared(other.results, run.results)


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> Comparison:
    """Return the results of one valuation beside those of another, as :func:`comparison` does."""
    codes = sorted({*before["instruments"], *after["instruments"]})
    old = {row["activity"]: row["value"] for row in before["activities"]}
    new = {row["activity"]: row["value"] for row in after["activities"]}
    return Comparison(
        instruments={
            code: {
                name: pair(
                    before["instruments"].get(code, {}), after["instruments"].get(code, {}), name
                )
                for name in FIGURES
            }
            for code in codes
        },
        activities={
            activity: {
                code: pair(old.get(activity, {}), new.get(activity, {}), code) for code in codes
            }
            for activity in sorted({*old, *new})
        },
        total={name: pair(before["total"], after["total"], name) for name in _TOTALS},
    )


def others_of(run: ValuationRun) -> QuerySet[ValuationRun]:
    """Return the other runs of the unit, the latest period first, without figures."""
    return (
        ValuationRun.objects.filter(unit=run.unit_id)
        .exclude(pk=run.pk)
        .select_related("superseded_by")
        .defer("snapshot", "results", "superseded_by__snapshot", "superseded_by__results")
        .order_by("-end", "-start", "-created")
    )


def counterpart(run: ValuationRun) -> ValuationRun | None:
    """Return the run that one most likely wants beside a run; at most two queries.

    The one that it supersedes. Else, of those that were not superseded, the newest of the same
    method and as many months just before, or of the same period a year before. Else the newest
    other one of the unit.
    """
    rows = ValuationRun.objects.select_related("unit", "superseded_by").defer(
        "snapshot", "superseded_by__snapshot", "superseded_by__results"
    )
    if run.supersedes_id:
        before: ValuationRun = rows.get(pk=run.supersedes_id)
        return before
    others = list(others_of(run))
    likely = [
        other.pk
        for start, end in (_just_before(run), _year_before(run))
        for other in others
        if (other.start, other.end, other.method) == (start, end, run.method)
        and not hasattr(other, "superseded_by")
    ]
    chosen = [*likely, *(other.pk for other in others)]
    found: ValuationRun | None = rows.filter(pk__in=chosen[:1]).first()
    return found


def _just_before(run: ValuationRun) -> tuple[dt.date, dt.date]:
    end = run.start - ONE_DAY
    if not is_whole_months(run.start, run.end):
        return end - (run.end - run.start), end
    start = end
    for _month in months(run.start, run.end):
        start = start.replace(day=1) - ONE_DAY
    return start + ONE_DAY, end


def _year_before(run: ValuationRun) -> tuple[dt.date, dt.date]:
    start, end = (_moved(day, -1) for day in (run.start, run.end))
    whole = is_whole_months(run.start, run.end)
    return start, month_end(end) if whole else end


def _moved(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # 29 February.
        return day.replace(year=day.year + years, day=28)
