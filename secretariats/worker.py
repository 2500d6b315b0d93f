"""Waiting for workers, and the worker inside a command where no broker is configured."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from celery import current_app
from celery.exceptions import WorkerTerminate
from celery.worker import state
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.run_job import send
from secretariats.core.errors import Refused
from secretariats.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A message that nobody took for this long is sent again: delivered twice, it does no harm.
RESEND = 15.0
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.5
LONGEST_STOP = 10
# A file of the queue that another process left half written stops a worker, but only one.
STARTS = 5
# Set when the worker of this process, the newest one, has ended.
_ended = threading.Event()


@contextmanager
def embedded_worker(*, see_it_end: bool = False) -> Iterator[None]:
    """Run a worker in a thread for the length of the block, unless a broker is configured.

    The same tasks as on Redis, with one difference: a thread cannot be stopped from outside, so
    the time limit of tasks does not hold here.

    Args:
        see_it_end: wait at the end until the thread is gone, up to two seconds; a command that
            ends anyway need not.
    """
    if not settings.EMBEDDED_WORKER:
        yield
        return
    global _ended
    ready, leaving, _ended = threading.Event(), threading.Event(), threading.Event()
    thread = threading.Thread(
        target=_work, args=(ready, leaving, _ended), name="worker", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        # Stopped before it has started, it would stumble over what it has not built yet.
        ready.wait(timeout=LONGEST_STOP)
        leaving.set()
        state.should_terminate = 0  # type: ignore[assignment] # Celery types it as None alone
        # It may have taken what another command asked for, which waits for it.
        if see_it_end or state.reserved_requests:
            thread.join(timeout=LONGEST_STOP)
        if see_it_end:
            state.should_terminate = None


def _work(ready: threading.Event, leaving: threading.Event, ended: threading.Event) -> None:
    logging.getLogger("celery.worker").addFilter(_in_one_line)
    try:
        for _start in range(STARTS):
            worker = current_app.WorkController(
                pool="solo",
                concurrency=1,
                without_heartbeat=True,
                without_mingle=True,
                without_gossip=True,
                ready_callback=lambda _worker: ready.set(),
            )
            with contextlib.suppress(WorkerTerminate, SystemExit):
                worker.start()
            if leaving.is_set():
                break
    finally:
        ended.set()
        ready.set()
        connection.close()


def _in_one_line(record: logging.LogRecord) -> bool:
    """Let a message pass without its traceback: it is read by who runs a command."""
    record.exc_info = None
    return True


def wait_for(job: Job, *, progress: Callable[[Job], None] | None = None) -> Job:
    """Wait until a job is done or failed and return it as it then is.

    A job whose message was lost, or whose worker died, is handed out again.

    Args:
        job: the job that was asked for; its transaction must be committed.
        progress: told the job at each look.

    Raises:
        Refused: the queue does not answer, or the worker inside this command has ended.
    """
    pause, sent = FIRST_PAUSE, time.monotonic()
    while True:
        now = Job.objects.get(pk=job.pk)
        if progress is not None:
            progress(now)
        if now.state in (Job.State.DONE, Job.State.FAILED):
            return now
        if settings.EMBEDDED_WORKER and _ended.is_set():
            text = _(
                "The worker inside this command ended too early; what it logged tells why. Check "
                "that %(folder)s can be written to, and ask again."
            )
            raise Refused([text % {"folder": settings.VAR}])
        idle = now.state == Job.State.WAITING or (
            now.lease_until is not None and now.lease_until < timezone.now()
        )
        if idle and time.monotonic() - sent > RESEND:
            send(now)
            sent = time.monotonic()
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_PAUSE)
