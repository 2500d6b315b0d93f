"""What is kept of the causes of a difference, and the work that finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Sum
from django.db.models.functions import Length

from costsharing.core.causes_document import FORMAT
from costsharing.models import RunCauses, ValuationRun
from secretariats.models import Job

if TYPE_CHECKING:
    import uuid

# The task of ``costsharing.actions.work_out_causes``, which stands above this floor.
TASK = "costsharing.work_out_causes"


def kept_causes(run: ValuationRun, other: ValuationRun) -> dict[str, Any] | None:
    """Return the document of why a run differs from another, if it is kept; one query."""
    kept = RunCauses.objects.filter(before=other.pk, after=run.pk).first()
    if kept is None or kept.document.get("format") != FORMAT:
        return None
    found: dict[str, Any] = kept.document
    return found


def asked_of(run: ValuationRun, other: ValuationRun) -> dict[str, str]:
    """Return what a job is asked that finds why a run differs from another."""
    return {"run": str(run.pk), "with": str(other.pk)}


def last_asked(run: ValuationRun, other: ValuationRun) -> Job | None:
    """Return the newest job that finds why a run differs from another, or None; one query."""
    jobs = Job.objects.filter(unit=run.unit_id, task=TASK, asked=asked_of(run, other))
    newest: Job | None = jobs.order_by("-created").first()
    return newest


def size_of(*runs: uuid.UUID) -> int:
    """Return how many characters the snapshots of runs have together; one query."""
    found = ValuationRun.objects.filter(pk__in=runs).aggregate(size=Sum(Length("snapshot")))
    return int(found["size"] or 0)
