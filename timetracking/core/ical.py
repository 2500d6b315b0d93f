"""What happened by a calendar, event by event: the basis of importing and of suggesting."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from timetracking.core.ical_events import Read, read_event
from timetracking.core.ical_series import Budget, Window, occurrences
from timetracking.core.ical_text import ODD, read_text
from timetracking.core.ical_zones import Zones
from timetracking.core.minutes import FIRST_YEAR, LAST_YEAR
from timetracking.core.rows import Rejected, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timetracking.core.ical_text import Block, CalendarText

DAY = dt.timedelta(days=1)
# Where nobody says until when, a series goes on for this long after its begin.
USUAL_YEARS = 10


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, or one occurrence of one that repeats.

    Attributes:
        row: the number of the event among those of the file.
        identity: what it is known by when it comes again, moved or not: at most 40 characters.
        begin: an instant in UTC.
        end: likewise, later, by a day at most.
        title: its summary.
        categories: in the file's order.
        note: its description, where it is short.
        day: of minutes of work without clock times, which an export of this program has; else
            None.
        minutes: those.
    """

    row: int
    identity: str
    begin: dt.datetime
    end: dt.datetime
    title: str
    categories: tuple[str, ...]
    note: str
    day: dt.date | None = None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """What of a calendar is wanted.

    Attributes:
        zone: IANA name of the zone of times that name none, and of the days here.
        first: the first day of series; None from their begin on.
        last: the last day; None for ten years of a series that does not end.
        person: in small letters, what the file may call the person whose calendar it is.
        within: whether single events before the first day are left out too, unread.
    """

    zone: str
    first: dt.date | None = None
    last: dt.date | None = None
    person: frozenset[str] = frozenset()
    within: bool = False


Line = Happening | Rejected | Skipped


def happenings(data: bytes, bounds: Bounds) -> Iterator[Line]:
    """Yield what happened by a calendar, and what of it does not count and why.

    In the order of the file, the occurrences of an event together. Tasks and journals are left
    out, and so are occurrences of a series beyond the bounds. A single event is there whenever
    it was, unless it lies ahead of them.

    Raises:
        Refused: it is no calendar.
    """
    return _Calendar(read_text(data), bounds).lines()


@dataclass(slots=True)
class _Calendar:
    """A file on its way from events to what happened."""

    text: CalendarText
    bounds: Bounds
    budget: Budget = field(default_factory=Budget)
    seen: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[Line]:
        zones = Zones(self.text.zones, self.bounds.zone)
        told: dict[int, list[Line]] = defaultdict(list)
        known: dict[str, list[Read]] = defaultdict(list)
        for block in self.text.events:
            if self.bounds.within and _lies_before(block, self.bounds.first):
                continue
            try:
                read = read_event(block, zones, self.bounds.person)
            except ODD as error:
                told[block.row].append(Rejected(block.row, _reason(error)))
                continue
            known[read.uid or f"\0{read.row}"].append(read)
        for reads in known.values():
            self._series(reads, zones.usual, told)
        for row in sorted(told):
            yield from told[row]

    def _series(
        self, reads: Sequence[Read], usual: dt.tzinfo, told: dict[int, list[Line]]
    ) -> None:
        """Tell of the events that share an identity: one, its versions and its exceptions."""
        masters = [one for one in reads if one.original is None]
        exceptions = [one for one in reads if one.original is not None]
        master = max(masters, key=lambda one: (one.sequence, -one.row), default=None)
        for one in masters:
            if master is not None and one is not master:
                told[one.row].append(_version(one, master))
        if master is None or master.why_not:
            alone = [*([master] if master else []), *exceptions]
        elif master.repeats or exceptions:
            alone = []
            try:
                for line in self._occurrences(master, exceptions, usual):
                    told[line.row].append(line)
            except ODD as error:
                told[master.row].append(Rejected(master.row, _reason(error)))
        else:
            alone = [master]
        for one in alone:
            try:
                told[one.row].append(self._line(one, one.original, one.start, one.end, usual))
            except ODD as error:
                told[one.row].append(Rejected(one.row, _reason(error)))

    def _occurrences(
        self, master: Read, exceptions: Sequence[Read], usual: dt.tzinfo
    ) -> list[Line]:
        first, last = self.bounds.first, self.bounds.last
        begin = master.start.astimezone(usual).date()
        first = begin if first is None else first
        last = begin.replace(year=begin.year + USUAL_YEARS, day=1) if last is None else last
        # A zone is at most a day away from another.
        window = Window(_midnight(first) - DAY, _midnight(last) + 2 * DAY)
        found = [
            self._line(one.event, one.original, one.start, one.end, usual)
            for one in occurrences(master, exceptions, window, self.budget)
            if first <= one.start.astimezone(usual).date() <= last
        ]
        if not found:
            text = "does not happen within the time that is looked at"
            found.append(Skipped(master.row, text))
        return found

    def _line(
        self,
        read: Read,
        original: dt.datetime | None,
        start: dt.datetime,
        end: dt.datetime,
        usual: dt.tzinfo,
    ) -> Line:
        begin, stop = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
        day = start.astimezone(usual).date()
        if read.why_not:
            return Skipped(read.row, read.why_not)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return Rejected(read.row, f"lies in the year {day.year}")
        if self.bounds.within and self.bounds.first is not None and day < self.bounds.first:
            return Skipped(read.row, f"lies before, on {day}")
        if self.bounds.last is not None and day > self.bounds.last:
            return Skipped(read.row, f"lies ahead, on {day}")
        if stop - begin > DAY:
            return Skipped(read.row, "lasts longer than a day, so its hours are not those of work")
        return Happening(
            read.row,
            self._identity(read, original),
            begin,
            stop,
            read.title,
            read.categories,
            read.note,
            day if read.minutes else None,
            read.minutes,
        )

    def _identity(self, read: Read, original: dt.datetime | None) -> str:
        """Return what an event is known by, moved or not: its own name and its place in a series.

        Without a name of its own, when it is and what it is called must do.
        """
        place = original.astimezone(dt.UTC).isoformat() if original else ""
        parts = [read.uid, place]
        if not read.uid:
            parts = [place or read.start.astimezone(dt.UTC).isoformat(), read.title]
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
        self.seen[digest] += 1
        return digest if self.seen[digest] == 1 else f"{digest}.{self.seen[digest]}"


def _lies_before(block: Block, first: dt.date | None) -> bool:
    """Return whether a single event lies wholly before a day, as far as its lines tell at once."""
    begin = ""
    for line in block.lines:
        word = line[:13].upper()
        if word.startswith(("RRULE", "RDATE", "RECURRENCE-ID")):
            return False
        if word.startswith("DTSTART"):
            begin = line.rpartition(":")[2][:8]
    # A zone is at most a day away from another, and nothing kept lasts longer than a day.
    return first is not None and begin.isdecimal() and begin < f"{first - 2 * DAY:%Y%m%d}"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min)


def _version(one: Read, master: Read) -> Rejected | Skipped:
    """Say what becomes of an event that another one of the same identity stands for."""
    if replace(one, row=master.row) == master:
        return Skipped(one.row, f"is event {master.row} again")
    if one.sequence < master.sequence:
        return Skipped(one.row, f"was replaced by event {master.row}")
    return Rejected(one.row, f"has the identity (UID) of event {master.row}, and differs from it")


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError) and str(error):
        return str(error)
    return "has a time that no calendar knows"
