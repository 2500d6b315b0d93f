"""The mail of a person's waiting reminders: sent once, however often it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from secretariats.models import Person
from timetracking.core.reminding import lack_of, lacks
from timetracking.core.weeks import Week
from timetracking.models import Reminder
from timetracking.off_links import off_path
from timetracking.queries.coverage import coverage, today_of
from timetracking.queries.reminding import is_day, is_reachable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariats.models import Unit
    from timetracking.core.reminding import Lack
    from timetracking.queries.coverage import Coverage

TEMPLATE = "timetracking/mail/reminder"


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail says of one week in one unit; ``asked_by`` is empty where the clock asked."""

    unit: Unit
    lack: Lack
    link: str
    asked_by: str


def mail_reminders(person: Person, *, now: dt.datetime | None = None) -> int:
    """Send a person one mail about all their waiting reminders; return how many that were.

    What is said is looked up anew: whatever is filled in meanwhile is not mentioned, and a
    reminder of which nothing is left goes. Outside of the person's working hours they wait. The
    reminders are marked as sent before the mail server has the mail: a worker that dies between
    loses a mail rather than sending it twice.

    Args:
        person: whom.
        now: an instant with zone; None: this one.

    Raises:
        OSError: the mail server did not take it; the reminders wait again.
    """
    now = now or timezone.now()
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        waiting = list(
            Reminder.objects.filter(person=person, sent__isnull=True)
            .select_related("unit", "sent_by")
            .order_by("unit__code", "week", F("sent_by").asc(nulls_first=True), "pk")
        )
        if not is_reachable(person):
            Reminder.objects.filter(pk__in=[row.pk for row in waiting]).delete()
            return 0
        told: list[Told] = []
        marked: list[int] = []
        for unit in dict.fromkeys(row.unit for row in waiting):
            rows = [row for row in waiting if row.unit_id == unit.pk]
            record = _record(person, unit, rows, now)
            if record.people and not is_day(record.people[0], record, now):
                continue
            kept = _told(record, rows)
            marked += [row.pk for row in rows]
            # Of a week asked for twice, by hand and by the clock, there is one thing to say.
            told += {one.lack.week: one for one in kept.values()}.values()
            Reminder.objects.filter(pk__in=[row.pk for row in rows if row.pk not in kept]).delete()
        Reminder.objects.filter(pk__in=marked).update(sent=now)
    if told:
        try:
            _mail(person, told)
        except OSError:
            Reminder.objects.filter(pk__in=marked).update(sent=None)
            raise
    return len(told)


def _record(person: Person, unit: Unit, rows: Sequence[Reminder], now: dt.datetime) -> Coverage:
    """Return the person's record from the first week of the reminders to the next one."""
    today = today_of(unit, now=now)
    weeks = [min(Week.of(min(row.week for row in rows)), Week.of(today))]
    while weeks[-1] < Week.of(today).after:
        weeks.append(weeks[-1].after)
    return coverage(unit, weeks, today=today, person=person)


def _told(record: Coverage, rows: Sequence[Reminder]) -> dict[int, Told]:
    """Return key of the reminder → what is left to say of its week."""
    if not record.people:
        return {}
    weeks = record.people[0].weeks
    by_clock = {lack.week: lack for lack in lacks(weeks)}
    by_hand = {week.week: lack for week in weeks if (lack := lack_of(week))}
    found = {}
    for row in rows:
        week = Week.of(row.week)
        # A reminder of another day by the clock is out of date: each morning looks for itself.
        stale = row.sent_by is None and row.day != record.today
        lack = None if stale else (by_hand if row.sent_by else by_clock).get(week)
        if lack is not None:
            query = urlencode({"unit": record.unit.code, "week": str(week)})
            link = f"{settings.SITE_URL}{reverse('week')}?{query}"
            found[row.pk] = Told(record.unit, lack, link, str(row.sent_by or ""))
    return found


def _mail(person: Person, told: Sequence[Told]) -> None:
    off = f"{settings.SITE_URL}{off_path(person)}"
    values = {
        "person": person,
        "told": told,
        "several": len({one.unit.pk for one in told}) > 1,
        "days": sum(len(one.lack.days) for one in told),
        "askers": list(dict.fromkeys(one.asked_by for one in told if one.asked_by)),
        "off": off,
        "account": f"{settings.SITE_URL}{reverse('account')}",
    }
    with translation.override(person.language):
        subject = render_to_string(f"{TEMPLATE}_subject.txt", values).strip()
        body = render_to_string(f"{TEMPLATE}.txt", values)
    headers = {
        # One press of a button of the mail program (RFC 2369, RFC 8058).
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(subject, body, None, [person.email], headers=headers).send()
