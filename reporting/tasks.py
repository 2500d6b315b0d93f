"""What workers do here: load, call an action, stop."""

from typing import Any

from celery import shared_task

from reporting.actions import hand_over_report as hand_over
from reporting.actions import make_report as action
from secretariats.actions.run_job import carry_out_or_retry


@shared_task(name=action.TASK, bind=True, max_retries=None)
def make_report(self: Any, job_id: str) -> None:
    """Make a report; delivered twice, the second delivery waits for or finds the first."""
    carry_out_or_retry(self, job_id, action.carry_out)


@shared_task(name=hand_over.TASK, bind=True, max_retries=None)
def hand_over_report(self: Any, job_id: str) -> None:
    """Hand over a report; delivered twice, the second delivery waits for or finds the first."""
    carry_out_or_retry(self, job_id, hand_over.carry_out)
