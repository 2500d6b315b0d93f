"""Reminders by the clock: at most one a day for each person, and never at night."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from secretariats.models import Person
from timetracking.models import Reminder
from timetracking.queries.reminding import due_now

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit
    from timetracking.queries.reminding import Due

LOG = logging.getLogger(__name__)
MAIL = "timetracking.mail_reminders"


def remind_due(
    *, now: dt.datetime | None = None, unit: Unit | None = None, dry_run: bool = False
) -> list[Due]:
    """Have everybody reminded who is to be at this moment, and return of what.

    Called from time to time; a second call changes nothing that day. A reminder and the handing
    out of its mail belong together: where the queue does not answer, a later call hands it out.

    Args:
        now: an instant with zone; None: this one.
        unit: this one alone, invented or not; None: all that are not invented.
        dry_run: whether to say who would be, and write nothing.
    """
    found = due_now(now or timezone.now(), unit=unit)
    if dry_run:
        return [one for due in found.values() for one in due]
    reminded = [one for due in found.values() for one in _remind(due)]
    told = {one.person.pk for one in reminded}
    waiting = Reminder.objects.filter(sent__isnull=True).exclude(person__in=told).order_by()
    for person in waiting.values_list("person", flat=True).distinct():
        hand_out(person)
    return reminded


def _remind(due: list[Due]) -> list[Due]:
    person = due[0].person
    with transaction.atomic():
        # Whoever comes second finds the first one's reminder.
        Person.objects.select_for_update().get(pk=person.pk)
        days = {one.day for one in due}
        if Reminder.objects.filter(person=person, day__in=days).exists():
            return []
        Reminder.objects.bulk_create(
            Reminder(unit=one.unit, person=person, week=lack.week.start, day=one.day)
            for one in due
            for lack in one.lacks
        )
        transaction.on_commit(lambda: hand_out(person.pk))
    return due


def hand_out(person: int) -> None:
    """Give the mail of a person's waiting reminders to the queue; without one they wait on."""
    try:
        current_app.send_task(MAIL, [person])
    except (OperationalError, OSError) as error:
        LOG.warning("a reminder waits: the queue does not answer: %s", error)
