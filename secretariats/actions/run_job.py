"""Long work: asked for in a transaction, claimed by one worker, told as it goes, ended once."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariats.models import Person, Unit

# A worker that says nothing for this long is taken for dead, and another may go on.
LEASE = dt.timedelta(seconds=20)
BEAT = 5


class Busy(Exception):
    """Another worker holds the job: come back later."""


def ask_for(
    kind: str,
    *,
    unit: Unit,
    actor: Person | None,
    asked: dict[str, Any],
    enqueue: Callable[[str], Any],
) -> Job:
    """Store a job and hand it to the worker when the transaction is committed.

    Args:
        kind: what kind of work, such as ``"valuation"``.
        unit: the unit it is for.
        actor: who asks; None is the operator at the command line or a timed task.
        asked: what is asked, as plain JSON values.
        enqueue: called with the job's identity after the commit.
    """
    job = Job.objects.create(kind=kind, unit=unit, actor=actor, asked=asked)
    transaction.on_commit(lambda: enqueue(str(job.pk)))
    return job


def tell(job_id: str, lease: str, *, step: str, done: int = 0, total: int = 0) -> None:
    """Say how far the job is, and that its worker lives."""
    Job.objects.filter(pk=job_id, lease=lease).update(
        step=step, done=done, total=total, lease_until=timezone.now() + LEASE
    )


@contextmanager
def working_on(job_id: str) -> Iterator[tuple[Job, str] | None]:
    """Claim a job for the length of the block; None where it is done or failed already.

    The claim is a lease that a thread renews while the block runs, so that a worker that died is
    replaced soon and one that is slow is not.

    Raises:
        Busy: another worker's lease is still good.
        Job.DoesNotExist: no such job.
    """
    lease = uuid.uuid4().hex
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    claimed = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, lease=lease, lease_until=now + LEASE
    )
    job = Job.objects.select_related("unit", "actor").get(pk=job_id)
    if not claimed:
        if job.state == Job.State.RUNNING:
            raise Busy(job_id)
        yield None
        return
    stop = threading.Event()
    # SQLite has one writer: its embedded worker renews when it tells its progress.
    beat = threading.Thread(target=_renew, args=(job_id, lease, stop), daemon=True)
    if not settings.EMBEDDED_WORKER:
        beat.start()
    try:
        yield job, lease
    finally:
        stop.set()
        if beat.is_alive():
            beat.join()


def end_job(job: Job, lease: str, *, result: str = "", error: str = "") -> bool:
    """End a job with its result, or with an error that a person can read; once only.

    Returns whether this worker's lease was still the job's.
    """
    return bool(
        Job.objects.filter(pk=job.pk, lease=lease, state=Job.State.RUNNING).update(
            state=Job.State.FAILED if error else Job.State.DONE,
            result=result,
            error=error,
            lease_until=None,
            finished=timezone.now(),
        )
    )


def _renew(job_id: str, lease: str, stop: threading.Event) -> None:
    """Renew a lease until told to stop; runs in a thread with a connection of its own."""
    try:
        while not stop.wait(BEAT):
            Job.objects.filter(pk=job_id, lease=lease).update(lease_until=timezone.now() + LEASE)
    finally:
        connection.close()
