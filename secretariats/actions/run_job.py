"""Long work: asked for in a transaction, claimed by one worker, told as it goes, ended once."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from secretariats.core.errors import Refused
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariats.models import Person, Unit

# A worker that says nothing for this long is taken for dead, and another may go on.
LEASE = dt.timedelta(seconds=20)
BEAT = 5
# Seconds after which a second delivery looks again whether the first is still at work.
RETRY = 5
LOG = logging.getLogger(__name__)


class Busy(Exception):
    """Another worker holds the job: come back later."""


def ask_for(task: str, *, unit: Unit, actor: Person | None, asked: dict[str, Any]) -> Job:
    """Store a job and hand it to a worker when the transaction is committed.

    Args:
        task: the name of the Celery task that does such work; it takes the job's identity.
        unit: the unit it is for.
        actor: who asks; None is the operator at the command line or a timed task.
        asked: what is asked, as plain JSON values.
    """
    job = Job.objects.create(task=task, unit=unit, actor=actor, asked=asked)
    transaction.on_commit(lambda: send(job))
    return job


def send(job: Job) -> None:
    """Hand a stored job to the broker; sending it twice does no harm.

    Raises:
        Refused: the broker does not answer. The job stays and waits.
    """
    try:
        current_app.send_task(job.task, [str(job.pk)])
    except OperationalError as error:
        text = _(
            "The queue does not answer, so the work waits: start Redis and the workers, or check "
            "CELERY_BROKER_URL, and ask again."
        )
        raise Refused([text]) from error


def carry_out(job_id: str, work: Callable[[Job, Callable[[str, int, int], None]], str]) -> None:
    """Do a job's work as its one worker, and end the job with the result or a readable error.

    A job that is done or gone is left alone, so that a second delivery changes nothing.

    Args:
        job_id: the job.
        work: takes the job and a way to tell its progress (step, done, total), and returns the
            identity of what it made.

    Raises:
        Busy: another worker is at it.
    """
    with contextlib.suppress(Job.DoesNotExist), working_on(job_id) as claim:
        if claim is None:
            return
        job, lease = claim

        def progress(step: str, done: int, total: int) -> None:
            tell(job_id, lease, step=step, done=done, total=total)

        try:
            end_job(job, lease, result=work(job, progress))
        except Refused as refused:
            end_job(job, lease, error=str(refused))
        except SoftTimeLimitExceeded:
            end_job(job, lease, error=_out_of_time())
        except DatabaseError:
            # The database may be back in a moment: the lease runs out and another tries again.
            raise
        except Exception:
            LOG.exception("job %s (%s) failed", job_id, job.task)
            text = _(
                "It failed unexpectedly; nothing was stored. The log tells more under %(job)s."
            )
            end_job(job, lease, error=text % {"job": job_id})


def _out_of_time() -> str:
    text = _("It took longer than the %(seconds)d seconds allowed; nothing was stored.")
    return text % {"seconds": settings.CELERY_TASK_SOFT_TIME_LIMIT}


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
