"""The run that an address names, and the one that it is compared with."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import Http404

from costsharing.models import ValuationRun
from costsharing.queries.compared_runs import counterpart
from secretariats.context import person_of
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from django.http import HttpRequest


def run_of(request: HttpRequest, pk: uuid.UUID) -> ValuationRun:
    """Return a run that the person may see, without its snapshot.

    Raises:
        Http404: there is none, or it is none of theirs.
        PermissionDenied: none of their roles may see it.
    """
    runs = ValuationRun.objects.select_related("unit", "superseded_by").defer(
        "snapshot", "superseded_by__snapshot", "superseded_by__results"
    )
    run: ValuationRun = visible_or_denied(runs, person_of(request), pk=pk)
    return run


def other_of(run: ValuationRun, asked: str) -> ValuationRun | None:
    """Return the run to compare with: the one asked for, or the one that is most likely wanted.

    Raises:
        Http404: what is asked for names no run of the unit.
    """
    if not asked:
        return counterpart(run)
    try:
        found: ValuationRun | None = (
            ValuationRun.objects.filter(unit=run.unit, pk=uuid.UUID(asked))
            .select_related("unit", "superseded_by")
            .defer("snapshot", "superseded_by__snapshot", "superseded_by__results")
            .first()
        )
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def run_and_other(
    request: HttpRequest, pk: uuid.UUID, asked: str
) -> tuple[ValuationRun, ValuationRun]:
    """Return a run and the other.

    Raises:
        Http404: either is not there, or none of theirs, or both are the same.
        PermissionDenied: none of their roles may see it.
    """
    run = run_of(request, pk)
    other = other_of(run, asked)
    if other is None or other.pk == run.pk:
        raise Http404
    return run, other
