"""iCalendar: an event for each entry, which the import of calendars reads back.

With clock times it stands where it was; without them it is of the whole day, its length in its
title and, for this program, in a property of its own. Activity and instruments are its categories.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from timetracking.core.ical_events import MINUTES
from timetracking.core.leaving import Renderer
from timetracking.core.typed import clock

if TYPE_CHECKING:
    from timetracking.core.timesheet import EntryLine, Timesheet


def render(sheet: Timesheet) -> bytes:
    """Return the calendar of a sheet."""
    calendar = Calendar()
    calendar.add("PRODID", "-//IMCA//Time//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", f"{sheet.person}, {sheet.unit}")
    for one in sheet.entries:
        calendar.add_component(_event(one, sheet))
    written: bytes = calendar.to_ical()
    return written


def _event(one: EntryLine, sheet: Timesheet) -> Event:
    event = Event()
    event.add("UID", f"entry-{one.pk}@{sheet.unit}.imca")
    event.add("DTSTAMP", one.saved.astimezone(dt.UTC))
    if one.begin is not None and one.end is not None and one.end > one.begin:
        event.add("DTSTART", one.begin.astimezone(dt.UTC))
        event.add("DTEND", one.end.astimezone(dt.UTC))
        event.add("SUMMARY", one.task.title)
    else:
        event.add("DTSTART", one.day)
        event.add("DTEND", one.day + dt.timedelta(days=1))
        event.add("SUMMARY", f"{clock(one.minutes)} {one.task.title}")
        event.add(MINUTES, str(one.minutes))
        event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [one.key.activity, *sorted(one.key.members)])
    if one.note:
        event.add("DESCRIPTION", one.note)
    return event


RENDERER = Renderer("ical", "text/calendar", ".ics", render)
