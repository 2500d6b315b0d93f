"""Valuations of many units, and those that failed and were not made good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from costsharing.queries.run_standing import TASK
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from secretariats.models import Unit

# Whoever has let a failure be for so long does not want that period valued.
REMEMBERED = dt.timedelta(days=62)
_NAMES = ("from", "to", "method")


@dataclass(frozen=True, slots=True)
class UnitValued:
    """A unit and its newest valuation of a period; None where it was not asked for."""

    unit: Unit
    job: Job | None


@dataclass(frozen=True, slots=True)
class FailedValuation:
    """A valuation that failed, and that none of the same period and method came after.

    Attributes:
        job: which failed.
        start: first day of the period.
        end: last day.
        by_clock: whether the clock asked for it, or the operator, and no person.
    """

    job: Job
    start: dt.date
    end: dt.date
    by_clock: bool


def newest_jobs(
    units: Collection[Unit], start: dt.date, end: dt.date, method: str
) -> dict[int, Job]:
    """Return key of a unit → its newest valuation of a period; one query.

    Args:
        units: the units.
        start: first day of the period.
        end: last day.
        method: of all, or empty: each unit's own.
    """
    wanted = {unit.pk: method or unit.method for unit in units}
    rows = (
        Job.objects.filter(
            unit__in=wanted,
            task=TASK,
            asked__from=start.isoformat(),
            asked__to=end.isoformat(),
        )
        .select_related("unit")
        .order_by("created")
    )
    return {job.unit_id: job for job in rows if job.asked.get("method") == wanted[job.unit_id]}


def units_valued(
    units: Sequence[Unit], start: dt.date, end: dt.date, method: str
) -> list[UnitValued]:
    """Return each unit with its newest valuation of a period, in the order given; one query."""
    known = newest_jobs(units, start, end, method)
    return [UnitValued(unit, known.get(unit.pk)) for unit in units]


def failed_valuations(units: Collection[int]) -> list[FailedValuation]:
    """Return the valuations of units that failed lately and wait to be tried again; one query.

    By unit, the newest first. One that was asked for again since is left out, whether it waits,
    is done or has failed once more: then that one is listed.

    Args:
        units: keys of the units.
    """
    if not units:
        return []
    rows = (
        Job.objects.filter(unit__in=units, task=TASK, created__gt=timezone.now() - REMEMBERED)
        .select_related("unit")
        .order_by("unit__code", "-created")
    )
    newest: dict[tuple[object, ...], Job] = {}
    for job in rows:
        newest.setdefault((job.unit_id, *(job.asked.get(name) for name in _NAMES)), job)
    return [
        FailedValuation(
            job,
            dt.date.fromisoformat(job.asked["from"]),
            dt.date.fromisoformat(job.asked["to"]),
            job.actor_id is None,
        )
        for job in newest.values()
        if job.state == Job.State.FAILED
    ]
