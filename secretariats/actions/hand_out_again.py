"""Work that nobody took, or whose worker died, goes to the queue once more."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone

from secretariats.actions.run_job import send
from secretariats.models import Job

if TYPE_CHECKING:
    from secretariats.models import Job as JobRow

PATIENCE = dt.timedelta(seconds=15)


def hand_out_again(job: JobRow) -> bool:
    """Send a job again that waits too long or whose worker is gone; return whether it was sent.

    Whoever looks at a job may cause it: a second delivery changes nothing, and within the time
    of patience a process sends only once.

    Raises:
        Refused: the broker does not answer.
    """
    now = timezone.now()
    if job.state == Job.State.WAITING:
        lost = job.created < now - PATIENCE
    else:
        expired = job.lease_until is not None and job.lease_until < now
        lost = job.state == Job.State.RUNNING and expired
    if not lost or not cache.add(f"job-sent-{job.pk}", 1, PATIENCE.total_seconds()):
        return False
    send(job)
    return True
