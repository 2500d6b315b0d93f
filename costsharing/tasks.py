"""What workers do here: load, call an action, stop."""

from typing import Any

from celery import shared_task

from costsharing.actions import value_period
from secretariats.actions.run_job import RETRY, Busy, carry_out


@shared_task(name=value_period.TASK, bind=True, max_retries=None)
def value(self: Any, job_id: str) -> None:
    """Carry out a valuation; delivered twice, the second delivery waits for or finds the first."""
    try:
        carry_out(job_id, lambda job, tell: value_period.carry_out(job, tell=tell))
    except Busy as busy:
        raise self.retry(countdown=RETRY) from busy
