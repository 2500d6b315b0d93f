"""The occurrences of events that repeat, within bounds of time and of work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import recurring_ical_events  # type: ignore[import-untyped]
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from icalendar import Calendar, Event
from icalendar.prop import vDDDTypes, vRecur

from timetracking.core.ical_text import ODD
from timetracking.core.rows import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timetracking.core.ical_events import Read

# Work and length of a step, in days, by how often something repeats.
_STEP = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
MOST_A_DAY = 24
MOST_OCCURRENCES = 4000
# Steps of all series of a file together: a few seconds' work.
MOST_STEPS = 1_000_000
_PLACE = "X-PLACE"
_EARLIEST = 1970
_WEEK = 7
_PARTS = frozenset(
    {
        *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS"),
        *("BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"),
        "BYMONTH",
    }
)
# Enough years for every weekday to have been every date, the last that there are: a search that
# finds nothing ends with them.
_LAST_YEARS = 9972


class TooMuch(ValueError):
    """The series of a file are more than anybody attends."""


@dataclass(slots=True)
class Budget:
    """The work that is left for the series of one file."""

    steps: int = MOST_STEPS

    def take(self, steps: int) -> None:
        """Take some off, or say that too little is left."""
        self.steps -= steps
        if self.steps < 0:
            message = "stands after more repeating events than can be counted: export fewer years"
            raise TooMuch(message)


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when, in wall-clock time of the unit; ``stop`` is exclusive."""

    start: dt.datetime
    stop: dt.datetime


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One of a series.

    Attributes:
        event: the event, or the exception, that says what it is.
        original: when the series would have had it begin, whatever an exception made of it.
        start: when it begins.
        end: when it ends.
    """

    event: Read
    original: dt.datetime
    start: dt.datetime
    end: dt.datetime


def occurrences(
    master: Read, exceptions: Sequence[Read], window: Window, budget: Budget
) -> Iterator[Occurrence]:
    """Yield the occurrences of a series that begin within a window, in order of their begin.

    It repeats by the clocks of its zone: nine stays nine over a change of daylight saving.

    Raises:
        ValueError: its rule cannot be followed; the text is the reason for people.
    """
    zone = master.zone
    if master.start.year < _EARLIEST:
        message = f"repeats since the year {master.start.year}"
        raise ValueError(message)
    reads = [master, *exceptions]
    calendar = Calendar()
    for place, one in enumerate(reads):
        calendar.add_component(_bare(one, place, zone))
    stop = window.stop + dt.timedelta(days=1)
    for rule in master.rules:
        calendar.subcomponents[0].add("RRULE", _bounded(rule, master, stop, budget))
    budget.take(len(master.extra) + len(exceptions))
    try:
        found = recurring_ical_events.of(calendar).between(
            window.start - dt.timedelta(days=1), stop
        )
    except ODD as error:
        raise ValueError(_no_rule(error)) from error
    told = []
    for one in found:
        event = reads[int(one[_PLACE])]
        start, end = one["DTSTART"].dt, one["DTEND"].dt
        original = start
        if event.original is not None:
            original = start - (_wall(event.start, zone) - _wall(event.original, zone))
        told.append(
            Occurrence(
                event,
                original.replace(tzinfo=zone),
                start.replace(tzinfo=zone),
                end.replace(tzinfo=zone),
            )
        )
    if len(told) > MOST_OCCURRENCES:
        message = f"repeats more than {MOST_OCCURRENCES} times"
        raise ValueError(message)
    yield from sorted(told, key=lambda one: (one.start, one.event.row))


def _wall(moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _bare(one: Read, place: int, zone: dt.tzinfo) -> Event:
    """Return what of an event counts for repeating, in wall-clock time of the series' zone."""
    event = Event()
    event.add("UID", "of-the-series")
    event.add("DTSTART", _wall(one.start, zone))
    event.add("DTEND", _wall(one.end, zone))
    event.add("SEQUENCE", one.sequence)
    event.add(_PLACE, str(place))
    if one.original is not None:
        original = vDDDTypes(_wall(one.original, zone))
        if one.onwards:
            original.params["RANGE"] = "THISANDFUTURE"
        event["RECURRENCE-ID"] = original
        return event
    gone = [
        _wall(day, zone) if isinstance(day, dt.datetime) else day for day in one.without
    ]  # fmt: skip
    for day in gone:
        event.add("EXDATE", day)
    for begin, length in one.extra:
        wall = _wall(begin, zone)
        event.add("RDATE", wall if length is None else (wall, length))
    return event


def _bounded(rule: vRecur, master: Read, stop: dt.datetime, budget: Budget) -> vRecur:
    """Return a rule that ends when its count or its end is reached, or the window's."""
    parts = {str(name).upper(): list(values) for name, values in rule.items()}
    often = str(parts.get("FREQ", [""])[0]).upper()
    if often not in _STEP:
        message = f"repeats {often.lower() or 'without saying how often'}: bring in single events"
        raise ValueError(message)
    if not _PARTS.issuperset(parts):
        message = f"repeats by a rule that is not known: {shown(min(set(parts) - _PARTS))}"
        raise ValueError(message)
    if any(not isinstance(one, int) or one < 1 for one in parts.get("INTERVAL", [1])):
        message = f"repeats every {shown(parts['INTERVAL'][0])}: that is no interval"
        raise ValueError(message)
    a_day = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        a_day *= max(1, len(parts.get(name, [])))
    if a_day > MOST_A_DAY:
        message = f"repeats {a_day} times a day"
        raise ValueError(message)
    begin = _wall(master.start, master.zone)
    ends = [stop, *(_until(until, master.zone) for until in parts.pop("UNTIL", []))]
    count = parts.pop("COUNT", None)
    last = max(min(ends), begin)
    if not _ever(parts, begin):
        message = "repeats by a rule that fits no day"
        raise ValueError(message)
    budget.take(a_day * ((last - begin).days // _STEP[often] + 1))
    if count is not None and isinstance(count[0], int):
        last = _counted(vRecur(parts), begin, last, max(count[0], 1))
    return vRecur({**parts, "UNTIL": [last]})


def _ever(parts: Mapping[str, list[object]], begin: dt.datetime) -> bool:
    """Return whether a rule without end ever fits: looking for what never comes takes long."""
    filters = {name for name in parts if name.startswith("BY")}
    if not filters:
        return True
    often, every = str(parts["FREQ"][0]).upper(), parts.get("INTERVAL", [1])[0]
    if often == "DAILY" and isinstance(every, int) and every % _WEEK == 0 and "BYDAY" in filters:
        weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[begin.weekday()]
        if weekday not in {str(day).upper()[-2:] for day in parts["BYDAY"]}:
            return False
    each = {name: one for name, one in parts.items() if name != "INTERVAL"}
    text = _written(vRecur(each))
    try:
        found = rrulestr(text, dtstart=begin.replace(year=_LAST_YEARS))
        return next(iter(found), None) is not None
    except ODD as error:
        raise ValueError(_no_rule(error)) from error


def _counted(rule: vRecur, begin: dt.datetime, last: dt.datetime, count: int) -> dt.datetime:
    """Return the begin of the last occurrence of a rule that ends after so many."""
    text = _written(vRecur({**rule, "UNTIL": [last]}))
    try:
        found = list(islice(rrulestr(text, dtstart=begin), count))
    except ODD as error:
        raise ValueError(_no_rule(error)) from error
    return found[-1] if len(found) == count else last


def _until(until: object, zone: dt.tzinfo) -> dt.datetime:
    """Return the end of a rule in wall-clock time; a date is meant with the whole of its day."""
    if isinstance(until, dt.datetime):
        return until.astimezone(zone).replace(tzinfo=None) if until.tzinfo else until
    if isinstance(until, dt.date):
        return dt.datetime.combine(until, dt.time(23, 59, 59))
    message = f"repeats until {shown(str(until))}, which is no time"
    raise ValueError(message)


def _no_rule(error: Exception) -> str:
    return f"repeats by a rule that cannot be followed: {shown(' '.join(str(error).split()))}"


def _written(rule: vRecur) -> str:
    text: bytes = rule.to_ical()  # type: ignore[no-untyped-call]
    return text.decode()
