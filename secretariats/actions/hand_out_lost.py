"""Work whose message or worker was lost, and that nobody is looking at, goes on all the same."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from secretariats.actions.run_job import LEASE, send
from secretariats.models import Job

# Nobody having taken a job's message for this long, it may be lost.
LOST = dt.timedelta(minutes=2)


def hand_out_lost() -> int:
    """Hand out again every job that nobody works on, and return how many there were.

    Called from time to time; a second delivery changes nothing.

    Raises:
        Refused: the broker does not answer.
    """
    now = timezone.now()
    lost = Job.objects.filter(
        Q(state=Job.State.WAITING, created__lt=now - LOST)
        | Q(state=Job.State.RUNNING, lease_until__lt=now - LEASE)
    ).order_by("created")
    for job in lost:
        send(job)
    return len(lost)
