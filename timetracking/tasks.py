"""What workers do for time: load, call an action, stop."""

from typing import Any

from celery import shared_task

from secretariats.actions.run_job import carry_out_or_retry
from secretariats.models import Person
from timetracking.actions import export_own, work_on_upload
from timetracking.actions import keep_calendar as calendars
from timetracking.actions import mail_reminders as mailing
from timetracking.actions import remind_due as reminding


@shared_task(name="timetracking.remind")
def remind() -> int:
    """Have everybody reminded for whom it is time; return of how many people and units."""
    return len(reminding.remind_due())


# A mail server that does not answer is asked again, for half an hour in all.
@shared_task(name=reminding.MAIL, autoretry_for=(OSError,), retry_backoff=30, max_retries=6)
def mail_reminders(person: int) -> int:
    """Send a person the mail of their waiting reminders."""
    return mailing.mail_reminders(Person.objects.get(pk=person))


@shared_task(name=work_on_upload.READ, bind=True, max_retries=None)
def read_upload(self: Any, job_id: str) -> None:
    """Try what a file of time would do; delivered twice, the outcome is the same."""
    carry_out_or_retry(self, job_id, work_on_upload.carry_out)


@shared_task(name=work_on_upload.STORE, bind=True, max_retries=None)
def store_upload(self: Any, job_id: str) -> None:
    """Store the time of a file; delivered twice, it is stored once."""
    carry_out_or_retry(self, job_id, work_on_upload.carry_out)


@shared_task(name=calendars.READ)
def read_calendar(person: int) -> int | None:
    """Read a person's calendar from its address; the calendar tells what went wrong."""
    found = Person.objects.filter(pk=person, is_active=True).first()
    return calendars.read_calendar(found) if found else None


@shared_task(name="timetracking.read_calendars")
def read_calendars() -> int:
    """Have the calendars read of all who were here lately; return how many they are."""
    return calendars.hand_out_due()


@shared_task(name=export_own.TASK, bind=True, max_retries=None)
def export_own_data(self: Any, job_id: str) -> None:
    """Write everything stored about a person into a file; delivered twice, it is the same file."""
    carry_out_or_retry(self, job_id, export_own.carry_out)


@shared_task(name="timetracking.remove_exports")
def remove_exports() -> int:
    """Remove the files of own data that have been there for a week; return how many they were."""
    return export_own.remove_old()
