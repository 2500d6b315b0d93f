"""One event of a calendar, read: when it is, how it repeats, what it is called."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from icalendar import Event
from icalendar.prop import vBroken, vRecur

from timetracking.core.ical_text import ODD
from timetracking.core.rows import clean, shown

if TYPE_CHECKING:
    from timetracking.core.ical_text import Block
    from timetracking.core.ical_zones import Zones

# The zone of a time is looked up here, where the file's own descriptions are known.
_DATED = re.compile(r"(DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE)(?=[;:])", re.IGNORECASE)
_TZID = re.compile(r";TZID=", re.IGNORECASE)
LONGEST_NOTE = 500
# What the export of one's time says of entries without clock times.
MINUTES = "X-IMCA-MINUTES"


@dataclass(frozen=True, slots=True)
class Read:
    """An event; its instants carry their zones.

    Attributes:
        row: its number in the file.
        uid: its identity, which its exceptions share; may be empty.
        sequence: which of several versions it is: the highest holds.
        start: when it begins.
        end: when it ends; never before it begins.
        zone: the zone of its begin, in which it repeats.
        original: of an exception, when it would have begun.
        onwards: whether an exception moves all that follow as well.
        rules: how it repeats.
        extra: further begins; each with a length of its own, None for the event's.
        without: begins that are left out; a date leaves out the whole day.
        title: its summary.
        categories: in the file's order.
        note: its description.
        minutes: of work on its day, where this program wrote them without clock times; else 0.
        why_not: why it is no time to be stored, such as a cancelled one; empty for most.
    """

    row: int
    uid: str
    sequence: int
    start: dt.datetime
    end: dt.datetime
    zone: dt.tzinfo
    original: dt.datetime | None
    onwards: bool
    rules: tuple[vRecur, ...]
    extra: tuple[tuple[dt.datetime, dt.timedelta | None], ...]
    without: tuple[dt.datetime | dt.date, ...]
    title: str
    categories: tuple[str, ...]
    note: str
    minutes: int
    why_not: str

    @property
    def repeats(self) -> bool:
        """Whether it stands for several occurrences."""
        return self.original is None and bool(self.rules or self.extra)


def read_event(block: Block, zones: Zones, person: frozenset[str]) -> Read:
    """Return an event.

    Args:
        block: its lines.
        zones: of its file.
        person: in small letters, what the file may call the person whose calendar it is.

    Raises:
        ValueError: it cannot be read; the text is the reason for people.
    """
    event = _parsed(block)
    reading = _Reading(event, zones)
    start = reading.moment("DTSTART")
    if start is None:
        message = "has no begin (DTSTART)"
        raise ValueError(message)
    minutes = 0 if isinstance(start, dt.datetime) else reading.minutes()
    why_not = reading.why_not(person, free=bool(minutes))
    if isinstance(start, dt.datetime):
        end = reading.end(start)
        if end == start:
            why_not = why_not or "is a moment: it begins and ends at once"
    else:
        if not minutes:
            why_not = why_not or "is for whole days: it has no hours"
        start = dt.datetime.combine(start, dt.time.min, zones.usual)
        end = start + dt.timedelta(days=1)
    if end.astimezone(dt.UTC) < start.astimezone(dt.UTC):
        message = "ends before it begins"
        raise ValueError(message)
    original = reading.moment("RECURRENCE-ID")
    if original is not None and not isinstance(original, dt.datetime):
        original = dt.datetime.combine(original, dt.time.min, start.tzinfo)
    values = reading.values("RECURRENCE-ID")
    onwards = bool(values) and str(_params(values[0]).get("RANGE", "")).upper() == "THISANDFUTURE"
    return Read(
        row=block.row,
        uid=clean(reading.text("UID")),
        sequence=reading.sequence(),
        start=start,
        end=end,
        zone=start.tzinfo or zones.usual,
        original=original,
        onwards=onwards,
        rules=tuple(reading.rules()),
        extra=tuple(reading.extra()),
        without=tuple(reading.without()),
        title=clean(reading.text("SUMMARY")),
        categories=tuple(reading.categories()),
        # The text of an invitation is nobody's note.
        note=_short(clean(reading.text("DESCRIPTION"))),
        minutes=minutes,
        why_not=why_not,
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else ""


def _parsed(block: Block) -> Event:
    lines = [
        _TZID.sub(";X-TZID=", line, count=1) if _DATED.match(line) else line
        for line in block.lines
    ]
    try:
        found = Event.from_ical("\r\n".join(lines) + "\r\n")
    except ODD as error:
        message = f"cannot be read: {_cut(str(error))}"
        raise ValueError(message) from error
    if not isinstance(found, Event):
        message = "cannot be read: it is no event"
        raise ValueError(message)
    return found


def _cut(text: str) -> str:
    return shown(" ".join(text.split()) or "it is broken")


def _part(value: object, name: str) -> object:
    """Return what a property holds; nothing of one that could not be read."""
    return None if isinstance(value, vBroken) else getattr(value, name, None)


def _words(value: object) -> list[object]:
    found = _part(value, "cats")
    return found if isinstance(found, list) else [value]


def _params(value: object) -> dict[str, object]:
    found = getattr(value, "params", None)
    return {str(key).upper(): one for key, one in found.items()} if found else {}


class _Reading:
    """The properties of an event as values."""

    def __init__(self, event: Event, zones: Zones) -> None:
        self._event = event
        self._zones = zones

    def values(self, name: str) -> list[object]:
        """Return the properties of a name, one or several."""
        found: object = self._event.get(name)
        if found is None:
            return []
        return list(found) if isinstance(found, list) else [found]

    def text(self, name: str) -> str:
        found = self.values(name)
        return str(found[0]) if found else ""

    def moment(self, name: str) -> dt.datetime | dt.date | None:
        found = self.values(name)
        return self._moment(found[0], name) if found else None

    def _moment(self, value: object, name: str, params: object = None) -> dt.datetime | dt.date:
        told: object = _part(value, "dt")
        if isinstance(told, dt.datetime):
            return self._placed(told, params if params is not None else value)
        if isinstance(told, dt.date):
            return told
        message = f"{name}: {shown(str(value))} is not a time such as 20170109T090000"
        raise ValueError(message)

    def _placed(self, told: dt.datetime, beside: object) -> dt.datetime:
        """Return a time with its zone: as named beside it, else the usual one."""
        if told.tzinfo is not None:
            return told.astimezone(dt.UTC)
        name = str(_params(beside).get("X-TZID", ""))
        return told.replace(tzinfo=self._zones.named(name) if name else self._zones.usual)

    def end(self, start: dt.datetime) -> dt.datetime:
        """Return when an event ends, by its end or its length."""
        found = self.moment("DTEND")
        if found is None:
            lengths = self.values("DURATION")
            length: object = _part(lengths[0], "dt") if lengths else dt.timedelta(0)
            if not isinstance(length, dt.timedelta):
                message = f"DURATION: {shown(str(lengths[0]))} is not a length such as PT1H30M"
                raise ValueError(message)
            found = (start.astimezone(dt.UTC) + length).astimezone(start.tzinfo)
        elif not isinstance(found, dt.datetime):
            found = dt.datetime.combine(found, dt.time.min, start.tzinfo)
        return found

    def sequence(self) -> int:
        text = self.text("SEQUENCE")
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0

    def minutes(self) -> int:
        """Return the minutes that this program wrote beside a whole day, 0 where it wrote none."""
        text = self.text(MINUTES)
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 5 else 0

    def rules(self) -> list[vRecur]:
        found = []
        for one in self.values("RRULE"):
            if not isinstance(one, vRecur):
                message = f"RRULE: {shown(str(one))} is not a rule such as FREQ=WEEKLY;COUNT=10"
                raise ValueError(message)
            found.append(one)
        return found

    def _several(self, name: str) -> list[tuple[object, object]]:
        """Return each date of lists of dates with the list it stands in."""
        found: list[tuple[object, object]] = []
        for listed in self.values(name):
            dates = _part(listed, "dts")
            if not isinstance(dates, list):
                message = f"{name}: {shown(str(listed))} is no list of times"
                raise ValueError(message)
            found += [(one, listed) for one in dates]
        return found

    def without(self) -> list[dt.datetime | dt.date]:
        return [self._moment(one, "EXDATE", listed) for one, listed in self._several("EXDATE")]

    def extra(self) -> list[tuple[dt.datetime, dt.timedelta | None]]:
        found: list[tuple[dt.datetime, dt.timedelta | None]] = []
        for one, listed in self._several("RDATE"):
            told: object = _part(one, "dt")
            begin, length = told, None
            if isinstance(told, tuple):
                begin, until = told
                if isinstance(until, dt.datetime) and isinstance(begin, dt.datetime):
                    length = self._placed(until, listed) - self._placed(begin, listed)
                elif isinstance(until, dt.timedelta):
                    length = until
            if isinstance(begin, dt.datetime):
                found.append((self._placed(begin, listed), length))
            # A date alone says no hour at which something could begin.
        return found

    def categories(self) -> list[str]:
        words = [str(word) for one in self.values("CATEGORIES") for word in _words(one)]
        found = [clean(word.replace("\\,", ",").replace("\\;", ";")) for word in words]
        return [text for text in dict.fromkeys(found) if text]

    def why_not(self, person: frozenset[str], *, free: bool) -> str:
        """Return why an event is no time; ``free``: being marked as free is no reason."""
        if self.text("STATUS").strip().upper() == "CANCELLED":
            return "was cancelled"
        if not free and self.text("TRANSP").strip().upper() == "TRANSPARENT":
            return "is marked as free"
        for one in self.values("ATTENDEE"):
            who = str(one).casefold().removeprefix("mailto:")
            if who in person and str(_params(one).get("PARTSTAT", "")).upper() == "DECLINED":
                return "was declined"
        return ""
