"""What workers do here: load, call an action, stop."""

from typing import Any

from celery import shared_task

from costsharing.actions import check_runs as checking
from costsharing.actions import (
    make_evidence,
    value_months,
    value_period,
    work_out_causes,
    work_out_parts,
)
from costsharing.actions import make_statement_files as making
from costsharing.actions import measure_limitations as measuring
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


@shared_task(name=work_out_causes.TASK, bind=True, max_retries=None)
def find_causes(self: Any, job_id: str) -> None:
    """Find and keep why two runs differ; delivered twice, it is kept once."""
    carry_out_or_retry(self, job_id, work_out_causes.carry_out)


@shared_task(name=checking.TASK, bind=True, max_retries=None)
def check_runs(self: Any, job_id: str) -> None:
    """Compare a unit's runs with the inputs of today; delivered twice, the rows are the same."""
    carry_out_or_retry(self, job_id, checking.carry_out)


@shared_task(name=making.TASK, bind=True, max_retries=None)
def make_statement_files(self: Any, job_id: str) -> None:
    """Make the documents of a final statement; delivered twice, they are made once."""
    carry_out_or_retry(self, job_id, making.carry_out)


@shared_task(name="costsharing.check_all_runs")
def check_all_runs() -> int:
    """Have the runs of all units checked; return how many units that are."""
    return checking.check_all()


@shared_task(name="costsharing.value_month_before")
def value_month_before() -> int:
    """Have the month before valued where it is not; return how many units were asked for."""
    return len(value_months.value_month_before())


@shared_task(name=make_evidence.TASK, bind=True, max_retries=None)
def make_evidence_pack(self: Any, job_id: str) -> None:
    """Make the evidence pack of a run; delivered twice, the file is the same."""
    carry_out_or_retry(self, job_id, make_evidence.carry_out)


@shared_task(name="costsharing.remove_evidence")
def remove_evidence() -> int:
    """Remove evidence packs that were there for two days; return how many."""
    return make_evidence.remove_old()
