"""What workers do here: load, call an action, stop."""

from typing import Any

from celery import shared_task

from costsharing.actions import measure_limitations as measuring
from costsharing.actions import value_period, work_out_parts
from secretariats.actions.run_job import carry_out_or_retry


@shared_task(name=value_period.TASK, bind=True, max_retries=None)
def value(self: Any, job_id: str) -> None:
    """Carry out a valuation; delivered twice, the second delivery waits for or finds the first."""
    carry_out_or_retry(self, job_id, value_period.carry_out)


@shared_task(name=measuring.TASK, bind=True, max_retries=None)
def measure_limitations(self: Any, job_id: str) -> None:
    """Measure and keep the limitations of a period; delivered twice, it is measured once."""
    carry_out_or_retry(self, job_id, measuring.carry_out)


@shared_task(name=work_out_parts.TASK, bind=True, max_retries=None)
def work_out(self: Any, job_id: str) -> None:
    """Work out and keep the parts of a run; delivered twice, they are kept once."""
    carry_out_or_retry(self, job_id, work_out_parts.carry_out)
