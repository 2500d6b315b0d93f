"""A person's own calendar: an address or a file, kept for suggestions, read anew, let go."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from celery import current_app
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError

from secretariats.actions.count_attempt import count_attempt
from secretariats.actions.record_change import record_change
from secretariats.core.errors import Problem, Refused
from secretariats.models import Change, Person
from timetracking.core.calendar_address import BadAddress, plain_address
from timetracking.core.ical import Bounds, Happening, happenings
from timetracking.core.ical_text import read_text
from timetracking.core.minutes import elapsed_seconds, minutes_of
from timetracking.core.rows import clean
from timetracking.models import CalendarEvent, OwnCalendar
from timetracking.queries.own_calendar import to_be_read, zone_of
from timetracking.remote_calendar import MOST_BYTES, address_problem, read_address

if TYPE_CHECKING:
    from collections.abc import Callable

LOG = logging.getLogger(__name__)
READ = "timetracking.read_calendar"
BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=30)
MOST_EVENTS = 2000
LONGEST_TITLE, LONGEST_NAME, LONGEST_PROBLEM = 300, 200, 500


def keep_address(address: str, *, actor: Person) -> OwnCalendar:
    """Keep the address of the actor's calendar in place of what was there, and have it read.

    Args:
        address: https or webcal; whether anything answers there the reading will tell.
        actor: whose calendar it is.

    Raises:
        Refused: it is no such address, or was asked for too often.
    """
    try:
        plain = plain_address(address)
    except BadAddress as error:
        raise Refused([Problem("address", address_problem(error))]) from error
    _count(actor)
    with transaction.atomic():
        row = _replaced(actor, address=plain)
        _record(row, actor, Change.Kind.CREATED, "address")
        transaction.on_commit(lambda: hand_out(actor.pk))
    return row


def keep_file(data: bytes, *, actor: Person, name: str = "") -> int:
    """Keep the events of a file in place of what was there, and return how many there are.

    Args:
        data: the calendar; of it only the events of the last and next weeks are kept.
        actor: whose calendar it is.
        name: that of the file.

    Raises:
        Refused: it is no calendar, or too large.
    """
    if len(data) > MOST_BYTES:
        text = _("The file is larger than %(most)d MB. Export fewer months.")
        raise Refused([Problem("file", text % {"most": MOST_BYTES // 1024**2})])
    try:
        events, called = _events(data, actor)
    except Refused as refused:
        raise Refused([Problem("file", one.message) for one in refused.problems]) from refused
    with transaction.atomic():
        row = _replaced(actor, name=(clean(name) or called)[:LONGEST_NAME], read=timezone.now())
        CalendarEvent.objects.bulk_create(events)
        _record(row, actor, Change.Kind.CREATED, "file")
    return len(events)


def ask_to_read(*, actor: Person) -> None:
    """Have the actor's calendar read once more.

    Raises:
        Refused: there is none with an address, or it was asked for too often.
    """
    if not OwnCalendar.objects.filter(person=actor).exclude(address="").exists():
        raise Refused([_("There is no address to read: give one, or bring the file again.")])
    _count(actor)
    hand_out(actor.pk)


def drop_calendar(*, actor: Person) -> bool:
    """Let the actor's calendar go with its address and events; return whether there was one."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        CalendarEvent.objects.filter(person=actor).delete()
        row = OwnCalendar.objects.filter(person=actor).first()
        if row is None:
            return False
        _record(row, actor, Change.Kind.REMOVED, "address" if row.address else "file")
        row.delete()
    return True


def read_calendar(person: Person, *, read: Callable[[str], bytes] = read_address) -> int | None:
    """Read a person's address, and return how many events are kept now.

    What went wrong stays with the calendar for the person to see, beside the events read before.
    None: nothing was kept, for want of an answer or of an address.

    Args:
        person: whose calendar.
        read: address → its content.
    """
    address = OwnCalendar.objects.filter(person=person).values_list("address", flat=True).first()
    if not address:
        return None
    events: list[CalendarEvent] | None = None
    problem = called = ""
    try:
        events, called = _events(read(address), person)
    except Refused as refused:
        problem = str(refused)[:LONGEST_PROBLEM]
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        # Another address may have been given meanwhile; its own reading is on its way.
        row = OwnCalendar.objects.filter(person=person, address=address).first()
        if row is None:
            return None
        row.problem = problem
        if events is not None:
            CalendarEvent.objects.filter(person=person).delete()
            CalendarEvent.objects.bulk_create(events)
            row.read, row.name = timezone.now(), called[:LONGEST_NAME]
        row.save(update_fields=["problem", "read", "name"])
    return None if events is None else len(events)


def hand_out_due() -> int:
    """Have the calendars read of all who were here lately, and return how many they are."""
    people = to_be_read(timezone.now())
    for person in people:
        hand_out(person)
    return len(people)


def hand_out(person: int) -> None:
    """Give the reading of a person's calendar to the queue; the clock asks for it again."""
    try:
        current_app.send_task(READ, [person], expires=3600)
    except (OperationalError, OSError) as error:
        LOG.warning("a calendar waits: the queue does not answer: %s", error)


def _count(actor: Person) -> None:
    wait = count_attempt("calendar", str(actor.pk))
    if wait is not None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        text = ngettext(
            "Your calendar was read often enough for now. Try again in %(minutes)d minute.",
            "Your calendar was read often enough for now. Try again in %(minutes)d minutes.",
            minutes,
        )
        raise Refused([text % {"minutes": minutes}])


def _replaced(
    actor: Person, *, address: str = "", name: str = "", read: dt.datetime | None = None
) -> OwnCalendar:
    Person.objects.select_for_update().get(pk=actor.pk)
    CalendarEvent.objects.filter(person=actor).delete()
    row, _made = OwnCalendar.objects.update_or_create(
        person=actor,
        defaults={"address": address, "name": name, "read": read, "problem": ""},
    )
    return row


def _record(row: OwnCalendar, actor: Person, kind: Change.Kind, what: str) -> None:
    """Write that there is a calendar, never where: the address lets its reader in."""
    told = {"from": what}
    gone = kind == Change.Kind.REMOVED
    record_change(
        row,
        kind=kind,
        actor=actor,
        unit=None,
        before=told if gone else None,
        after=None if gone else told,
    )


def _events(data: bytes, person: Person) -> tuple[list[CalendarEvent], str]:
    """Return the events of a calendar that are kept, and its name.

    Raises:
        Refused: it is no calendar.
    """
    zone = zone_of(person)
    today = timezone.localdate(timezone=ZoneInfo(zone))
    called = {person.username, person.email}
    bounds = Bounds(
        zone,
        first=today - BACK,
        last=today + AHEAD,
        person=frozenset(one.casefold() for one in called if one),
        within=True,
    )
    told = happenings(data, bounds)
    found = [one for one in told if isinstance(one, Happening) and one.day is None]
    found.sort(key=lambda one: one.begin)
    events = [
        CalendarEvent(
            person=person,
            date=one.begin.astimezone(ZoneInfo(zone)).date(),
            begin=one.begin,
            minutes=minutes,
            title=one.title[:LONGEST_TITLE],
        )
        for one in found
        if one.title and (minutes := minutes_of(elapsed_seconds(one.begin, one.end)))
    ]
    # Of too many, those nearest to today.
    events.sort(key=lambda one: abs((one.date - today).days))
    return sorted(events[:MOST_EVENTS], key=lambda one: one.begin), read_text(data).name
