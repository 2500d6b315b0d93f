"""The runs that hold, one for each period and method that was valued."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from costsharing.queries.run_standing import TASK
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from costsharing.models import ValuationRun


# What of a run tells whether it holds.
FIELDS = ("pk", "unit_id", "start", "end", "method", "created", "supersedes_id")
OLD = dt.datetime.min.replace(tzinfo=dt.UTC)


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
    corrected = Q(superseded_by__isnull=False) | Q(supersedes__isnull=False)
    return exceptions_among(runs.order_by().filter(corrected).values_list(*FIELDS, named=True))


def exceptions_among(rows: Iterable[Any]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """Return the same of rows that were read already; one query, only where runs were corrected.

    Args:
        rows: with ``FIELDS``, none of whose successors is left out.
    """
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.unit_id, row.start, row.end, row.method].append(row)
    groups = {
        group: listed
        for group, listed in groups.items()
        if any(row.supersedes_id is not None for row in listed)
    }
    if not groups:
        return set(), set()
    last = _last_given({str(row.pk) for listed in groups.values() for row in listed})
    again: set[uuid.UUID] = set()
    displaced: set[uuid.UUID] = set()
    for listed in groups.values():
        superseded = {row.supersedes_id for row in listed}
        newest = max(row.created for row in listed)
        given = [(last[row.pk], row.pk) for row in listed if last.get(row.pk, OLD) >= newest]
        if not given:
            continue
        holder = max(given)[1]
        again |= {holder} & superseded
        displaced |= {row.pk for row in listed} - superseded - {holder}
    return again, displaced


def holding(rows: Sequence[Any]) -> set[uuid.UUID]:
    """Return the identities of the runs that hold among rows, as for :func:`exceptions_among`."""
    again, displaced = exceptions_among(rows)
    superseded = {row.supersedes_id for row in rows}
    return {row.pk for row in rows} - superseded - displaced | again


def _last_given(runs: set[str]) -> dict[uuid.UUID, dt.datetime]:
    """Return run → when a valuation last gave it, of those that a kept job gave."""
    jobs = Job.objects.filter(
        task=TASK, state=Job.State.DONE, result__in=runs, finished__isnull=False
    ).order_by("finished")
    return {uuid.UUID(result): at for result, at in jobs.values_list("result", "finished")}
