"""iCalendar (RFC 5545): what calendars and their programs export as ``.ics``.

Each event is a row, numbered among the events of the file; each occurrence of one that repeats
is a row of the event's number, up to today. Its summary and its categories say what it was. What
has no hours of work is left out and told: events for whole days or longer than one, moments, and
what was cancelled, declined or marked as free. Times without a zone are the unit's; an event is
known again by its UID and its place in its series, so that a moved one is a changed row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetracking.core.ical import Bounds, Happening, happenings
from timetracking.core.rows import Dated, Format, Name, Rejected, Row, Settings, Skipped, Timed

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(data: bytes, settings: Settings) -> Iterator[Row | Rejected | Skipped]:
    """Yield the events of a calendar; see ``Format`` of the rows."""
    bounds = Bounds(
        settings.zone, first=settings.since, last=settings.today, person=settings.person
    )
    return (_row(one) if isinstance(one, Happening) else one for one in happenings(data, bounds))


def _row(one: Happening) -> Row:
    names = dict.fromkeys(filter(None, [one.title, *one.categories]))
    when: Dated | Timed = Timed(one.begin, one.end)
    if one.day is not None:
        when = Dated(one.day, one.minutes * 60)
    return Row(
        row=one.row,
        source_id=one.identity,
        when=when,
        names=tuple(Name(name) for name in names),
        note=one.note,
    )


FORMAT = Format(name="ical", label="iCalendar (.ics)", endings=(".ics", ".ical"), read=read)
