"""How far the evidence pack of a run is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage

from secretariats.models import Job

if TYPE_CHECKING:
    from costsharing.models import ValuationRun

EVIDENCE = "costsharing.make_evidence"


@dataclass(frozen=True, slots=True)
class Pack:
    """The newest pack of a run.

    Attributes:
        job: that made it, makes it or failed to.
        name: in the storage; empty where there is no file.
        size: in bytes.
    """

    job: Job
    name: str = ""
    size: int = 0

    @property
    def unfinished(self) -> bool:
        """Whether a worker has still to do."""
        return self.job.state in (Job.State.WAITING, Job.State.RUNNING)


def pack_name(job: Job) -> str:
    """Return where the pack of a job is stored."""
    return f"evidence/{job.pk}.zip"


def newest_pack(run: ValuationRun) -> Pack | None:
    """Return the newest pack that was asked for; None where none was; one query."""
    jobs = Job.objects.filter(unit=run.unit, task=EVIDENCE, asked__run=str(run.pk))
    job: Job | None = jobs.select_related("unit").order_by("-created").first()
    return None if job is None else _pack(job)


def ready_pack(run: ValuationRun) -> Pack | None:
    """Return the newest pack that can be taken along, though a newer one is being made."""
    jobs = Job.objects.filter(
        unit=run.unit, task=EVIDENCE, asked__run=str(run.pk), state=Job.State.DONE
    ).exclude(result="")
    for job in jobs.order_by("-created")[:5]:
        if (found := _pack(job)).name:
            return found
    return None


def _pack(job: Job) -> Pack:
    name = pack_name(job)
    if job.state != Job.State.DONE or not job.result or not default_storage.exists(name):
        return Pack(job)
    return Pack(job, name, default_storage.size(name))
