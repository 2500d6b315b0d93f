"""The runs that hold, one for each period and method that was valued."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from costsharing.queries.run_standing import TASK
from secretariats.models import Job

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from costsharing.models import ValuationRun


def runs_that_hold(runs: QuerySet[ValuationRun]) -> QuerySet[ValuationRun]:
    """Return those of the runs that hold, one for each unit, period and method.

    As ``run_standing`` tells it of one run: the run that its period gave when it was last valued.
    Mostly that is the one that was not superseded; where a correction was taken back it is the
    one of before. Two queries beside the one that is returned, the second only where any run was
    corrected.

    Args:
        runs: of whole units, so that no successor is left out.
    """
    again, displaced = exceptions(runs)
    return runs.filter(Q(superseded_by__isnull=True) & ~Q(pk__in=displaced) | Q(pk__in=again))


def exceptions(runs: QuerySet[ValuationRun]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """Return the superseded runs that hold again, and the newest ones that do not hold.

    Args:
        runs: as for :func:`runs_that_hold`.
    """
    corrected = (
        runs.order_by()
        .filter(Q(superseded_by__isnull=False) | Q(supersedes__isnull=False))
        .values_list("pk", "unit", "start", "end", "method", "created", "superseded_by")
    )
    groups: dict[tuple[Any, ...], list[tuple[uuid.UUID, dt.datetime, bool]]] = defaultdict(list)
    for pk, unit, start, end, method, created, successor in corrected:
        groups[unit, start, end, method].append((pk, created, successor is not None))
    if not groups:
        return set(), set()
    last = _last_given({str(pk) for listed in groups.values() for pk, _, _ in listed})
    again: set[uuid.UUID] = set()
    displaced: set[uuid.UUID] = set()
    for listed in groups.values():
        newest = max(created for _, created, _ in listed)
        given = [(last[pk], pk) for pk, _, _ in listed if pk in last and last[pk] >= newest]
        if not given:
            continue
        holder = max(given)[1]
        again |= {pk for pk, _, superseded in listed if superseded and pk == holder}
        displaced |= {pk for pk, _, superseded in listed if not superseded and pk != holder}
    return again, displaced


def _last_given(runs: set[str]) -> dict[uuid.UUID, dt.datetime]:
    """Return run → when a valuation last gave it, of those that a kept job gave."""
    jobs = Job.objects.filter(
        task=TASK, state=Job.State.DONE, result__in=runs, finished__isnull=False
    ).order_by("finished")
    return {uuid.UUID(result): at for result, at in jobs.values_list("result", "finished")}
