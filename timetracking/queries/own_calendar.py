"""A person's own calendar: what is kept of it, whose are to be read, what is on a day."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Assignment, Role, Unit
from timetracking.core.calendar_address import masked
from timetracking.models import CalendarEvent, OwnCalendar

if TYPE_CHECKING:
    from secretariats.models import Person

# Calendars of people who logged in within this time are read by the clock.
LATELY = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class CalendarKept:
    """What a person is shown of their calendar.

    Attributes:
        address: masked; empty where it came from a file.
        name: its own, or that of the file.
        read: when it was read last; None where it waits for the first time.
        problem: what went wrong at the last reading.
        events: how many of its events are kept.
        first: the first day of them.
        last: the last day of them.
    """

    address: str
    name: str
    read: dt.datetime | None
    problem: str
    events: int
    first: dt.date | None
    last: dt.date | None


def calendar_kept(person: Person) -> CalendarKept | None:
    """Return a person's calendar, or None without one; two queries."""
    row = OwnCalendar.objects.filter(person=person).first()
    if row is None:
        return None
    dates = list(
        CalendarEvent.objects.filter(person=person).order_by("date").values_list("date", flat=True)
    )
    return CalendarKept(
        masked(row.address) if row.address else "",
        row.name,
        row.read,
        row.problem,
        len(dates),
        dates[0] if dates else None,
        dates[-1] if dates else None,
    )


def events_on(person: Person, day: dt.date) -> list[CalendarEvent]:
    """Return the events of a person's calendar that begin on a day, in their order; one query."""
    return list(CalendarEvent.objects.filter(person=person, date=day))


def to_be_read(now: dt.datetime) -> list[int]:
    """Return the keys of the people whose addresses are to be read by the clock; one query."""
    rows = OwnCalendar.objects.exclude(address="").filter(
        person__is_active=True, person__last_login__gte=now - LATELY
    )
    return list(rows.order_by("person").values_list("person", flat=True))


def zone_of(person: Person) -> str:
    """Return the zone of a person's days: their own, else that of where they work.

    Two queries at most.
    """
    if person.timezone in zoneinfo.available_timezones():
        return person.timezone
    work = Assignment.objects.filter(person=person).order_by("-start")
    roles = Role.objects.in_force(timezone.localdate()).filter(person=person)
    for rows in (work, roles.order_by("unit__code")):
        unit: Unit | None = next((row.unit for row in rows.select_related("unit")[:1]), None)
        if unit is not None:
            return unit.timezone
    return "UTC"
