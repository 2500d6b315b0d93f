"""Long work: asked for in a transaction, claimed by one worker, told as it goes, ended once."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import threading
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psycopg2
from amqp.exceptions import ChannelError
from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, connections, transaction
from django.db import OperationalError as DatabaseAway
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from secretariats.core.errors import Refused
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper

    from secretariats.models import Person, Unit

# A worker that says nothing for this long is taken for dead, and another may go on.
LEASE = dt.timedelta(seconds=20)
BEAT = 5
# Seconds after which a second delivery looks again whether the first is still at work.
RETRY = 5
# A job that cost this many workers their life would cost the next one too.
TRIES = 3
# Seconds after the limit when the database is told to stop: Celery's own exception goes first.
GRACE = 1
# How often a file of the embedded queue is tried, and the seconds between.
ATTEMPTS, MOMENT = 4, 0.1
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
    for attempt in range(ATTEMPTS):
        try:
            current_app.send_task(job.task, [str(job.pk)])
        except (OperationalError, ChannelError, OSError, ValueError) as error:
            if not settings.EMBEDDED_WORKER:
                text = _(
                    "The queue does not answer, so the work waits: start Redis and the workers, "
                    "or check CELERY_BROKER_URL, and ask again."
                )
                raise Refused([text]) from error
            if attempt + 1 == ATTEMPTS:
                text = _(
                    "The queue cannot be used: %(reason)s. Check the folder %(folder)s (is it "
                    "full, may you write there?), remove it, and ask again."
                )
                values = {"reason": error, "folder": settings.VAR / "queue"}
                raise Refused([text % values]) from error
            # Another command may write the same file of the queue at this moment.
            time.sleep(MOMENT)
        else:
            return


def carry_out(job_id: str, work: Callable[[Job, Callable[[str, int, int], None]], str]) -> None:
    """Do a job's work as its one worker, and end the job with the result or a readable error.

    A job that is done or gone is left alone, so that a second delivery changes nothing.

    Args:
        job_id: the job.
        work: takes the job and a way to tell its progress (step, done, total), and returns the
            identity of what it made.

    Raises:
        Busy: another worker is at it, or the database is away: to be tried again later.
    """
    try:
        with contextlib.suppress(Job.DoesNotExist), working_on(job_id) as claim:
            if claim is not None:
                _work_and_end(claim, work)
    except (DatabaseAway, InterfaceError) as error:
        LOG.warning("job %s: the database is away: %s", job_id, error)
        raise Busy(job_id) from error


def carry_out_or_retry(task: Any, job_id: str, work: Callable[..., str]) -> None:
    """Do a job's work for a task of Celery; where another is at it, come back later.

    Args:
        task: the bound task.
        job_id: the job.
        work: takes the job and, by the name ``tell``, a way to tell its progress.
    """
    try:
        carry_out(job_id, lambda job, tell: work(job, tell=tell))
    except Busy as busy:
        raise task.retry(countdown=RETRY) from busy


def _work_and_end(
    claim: Claim, work: Callable[[Job, Callable[[str, int, int], None]], str]
) -> None:
    job, lease = claim.job, claim.lease

    def progress(step: str, done: int, total: int) -> None:
        tell(str(job.pk), lease, step=step, done=done, total=total)

    result = error = ""
    try:
        try:
            result = work(job, progress)
        finally:
            # From here on the database is not told to stop.
            claim.over.set()
    except Refused as refused:
        error = str(refused)
    except SoftTimeLimitExceeded:
        error = _out_of_time()
    except (DatabaseAway, InterfaceError):
        if not claim.out_of_time.is_set():
            raise
        error = _out_of_time()
    except Exception:
        LOG.exception("job %s (%s) failed", job.pk, job.task)
        text = _("It failed unexpectedly; nothing was stored. The log tells more under %(job)s.")
        error = text % {"job": job.pk}
    try:
        end_job(job, lease, result=result, error=error)
    except SoftTimeLimitExceeded:
        # It comes once, and the work was over already.
        end_job(job, lease, result=result, error=error)


def _out_of_time() -> str:
    text = _("It took longer than the %(seconds)d seconds allowed; nothing was stored.")
    return text % {"seconds": settings.CELERY_TASK_SOFT_TIME_LIMIT}


def tell(job_id: str, lease: str, *, step: str, done: int = 0, total: int = 0) -> None:
    """Say how far the job is, and that its worker lives."""
    Job.objects.filter(pk=job_id, lease=lease).update(
        step=step, done=done, total=total, lease_until=timezone.now() + LEASE
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is this worker's own for now.

    Attributes:
        job: the job, as it was when claimed.
        lease: proves whose it is; its number is that of the workers who have had the job.
        over: set when the work has ended, well or not.
        out_of_time: set when the work has gone on for longer than allowed.
    """

    job: Job
    lease: str
    over: threading.Event = field(default_factory=threading.Event)
    out_of_time: threading.Event = field(default_factory=threading.Event)


@contextmanager
def working_on(job_id: str) -> Iterator[Claim | None]:
    """Claim a job for the length of the block; None where it is done or failed.

    The claim is a lease that a thread renews while the block runs, so that a worker that died is
    replaced soon and one that is slow is not. A job that lost one worker after the other fails.

    Raises:
        Busy: another worker's lease is still good.
        Job.DoesNotExist: no such job.
    """
    claim = _claim(job_id)
    if claim is None:
        yield None
        return
    # SQLite has one writer: its embedded worker renews when it tells its progress.
    beat = threading.Thread(target=_renew, args=(claim, connections["default"]), daemon=True)
    if not settings.EMBEDDED_WORKER:
        beat.start()
    try:
        yield claim
    finally:
        claim.over.set()
        if beat.is_alive():
            beat.join()


def _claim(job_id: str) -> Claim | None:
    """Return the job with a new lease, or None where nothing is left to do."""
    job = Job.objects.select_related("unit", "actor").get(pk=job_id)
    now = timezone.now()
    if job.state not in (Job.State.WAITING, Job.State.RUNNING):
        return None
    if job.state == Job.State.RUNNING and job.lease_until and job.lease_until >= now:
        raise Busy(job_id)
    tries = int(job.lease.partition("-")[0] or 0) + 1
    lease = f"{tries}-{uuid.uuid4().hex}"
    claimed = Job.objects.filter(
        pk=job.pk, state=job.state, lease=job.lease, lease_until=job.lease_until
    ).update(state=Job.State.RUNNING, lease=lease, lease_until=now + LEASE)
    if not claimed:
        raise Busy(job_id)
    if tries > TRIES:
        text = _(
            "%(tries)d workers, one after the other, did not come to an end with it, so it was "
            "given up. Their log may tell why, or that of the machine: too little memory is one "
            "reason. Then ask again."
        )
        end_job(job, lease, error=text % {"tries": TRIES})
        return None
    return Claim(job, lease)


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


def _renew(claim: Claim, main: BaseDatabaseWrapper) -> None:
    """Renew a lease until the work is over; runs in a thread with a connection of its own.

    Out of time, it makes the database stop what it does on the connection ``main``: waiting for
    its answer, Python does not see Celery's exception.
    """
    end = time.monotonic() + settings.CELERY_TASK_SOFT_TIME_LIMIT + GRACE
    while not claim.over.wait(min(BEAT, max(end - time.monotonic(), GRACE))):
        try:
            Job.objects.filter(pk=claim.job.pk, lease=claim.lease).update(
                lease_until=timezone.now() + LEASE
            )
        except DatabaseError as error:
            # A moment without the database is shorter than a lease: try again.
            LOG.warning("job %s: its lease was not renewed: %s", claim.job.pk, error)
            connection.close()
        if time.monotonic() >= end:
            claim.out_of_time.set()
            if main.vendor == "postgresql" and main.connection is not None:
                with contextlib.suppress(psycopg2.Error):
                    main.connection.cancel()
    connection.close()
