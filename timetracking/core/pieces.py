"""From the rows of a file to what would be stored: one item a row, a part for each work date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from timetracking.core.minutes import (
    FIRST_YEAR,
    LAST_YEAR,
    elapsed_seconds,
    minutes_of,
    split_at_midnight,
)
from timetracking.core.rows import Dated, Name, Rejected, Row, Skipped, Timed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from timetracking.core.meanings import Meanings

DAY_SECONDS = 24 * 60 * 60
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Values:
    """What an entry says, stored or to be stored; instants are UTC, members instruments' codes."""

    date: dt.date
    minutes: int
    activity: str
    members: frozenset[str]
    note: str
    begin: dt.datetime | None
    end: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """A row as entries.

    Attributes:
        row: its number in the file.
        source_id: the row's identity; see :meth:`part_id`.
        parts: part number, from 1, → what the entry says; never empty.
        seconds: what the file says in all, pieces too short to be stored included.
    """

    row: int
    source_id: str
    parts: dict[int, Values]
    seconds: int

    @property
    def minutes(self) -> int:
        """Return the minutes of its entries."""
        return sum(values.minutes for values in self.parts.values())

    def part_id(self, part: int) -> str:
        """Return the source identity of a part; the first one has the row's own."""
        return self.source_id if part == 1 else f"{self.source_id}#{part}"


@dataclass(slots=True)
class Reading:
    """A whole file, read: every row is in one of the three lists.

    ``ignored`` counts the names of accepted rows that stand for nothing, ``names`` those of all.
    """

    items: list[Item] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    names: Counter[Name] = field(default_factory=Counter)


def read_items(
    rows: Iterable[Row | Rejected | Skipped],
    *,
    meanings: Meanings,
    joint_on: Callable[[dt.date], frozenset[str] | None],
    zone: str,
) -> Reading:
    """Return what a file's rows would store.

    Args:
        rows: what the format read.
        meanings: what names stand for.
        joint_on: work date → the instruments of the agreement in force, None without one.
        zone: IANA name of the unit's zone, which decides the work dates.
    """
    reading = Reading()
    here = ZoneInfo(zone)
    named, accepted = Counter[tuple[Name, ...]](), Counter[tuple[Name, ...]]()
    for row in rows:
        if isinstance(row, Rejected):
            reading.rejected.append(row)
        elif isinstance(row, Skipped):
            reading.skipped.append(row)
        else:
            named[row.names] += 1
            try:
                item = _item(row, meanings, joint_on, here)
            except ValueError as error:
                reading.rejected.append(Rejected(row.row, str(error)))
                continue
            reading.items.append(item)
            accepted[row.names] += 1
    for names, count in named.items():
        for name in names:
            if name.text:
                reading.names[name] += count
    for names, count in accepted.items():
        for name in names:
            if name.text and not meanings.understood(name):
                reading.ignored[name.text] += count
    return reading


def _item(
    row: Row,
    meanings: Meanings,
    joint_on: Callable[[dt.date], frozenset[str] | None],
    zone: ZoneInfo,
) -> Item:
    if len(row.note) > LONGEST_NOTE:
        message = f"has a note of {len(row.note)} characters: shorten it to {LONGEST_NOTE}"
        raise ValueError(message)
    seconds = _checked_seconds(row.when)
    parts: dict[int, Values] = {}
    for number, (day, part_seconds, begin, end) in enumerate(_pieces(row.when, zone), start=1):
        minutes = minutes_of(part_seconds)
        if minutes:
            target = meanings.target(row.names, joint_on(day))
            parts[number] = Values(
                day, minutes, target.activity, target.members, row.note, begin, end
            )
    if not parts:
        message = f"lasts {seconds} seconds, which is no whole minute"
        raise ValueError(message)
    return Item(row.row, row.source_id, parts, seconds)


def _checked_seconds(when: Dated | Timed) -> int:
    """Return how long it lasted, or say why that cannot be."""
    days = [when.day] if isinstance(when, Dated) else [when.begin, when.end]
    for day in days:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = f"lies in the year {day.year}"
            raise ValueError(message)
    seconds = when.seconds if isinstance(when, Dated) else elapsed_seconds(when.begin, when.end)
    if seconds < 0:
        message = f"lasts less than nothing: {_duration(seconds)} hours"
        raise ValueError(message)
    if seconds > DAY_SECONDS:
        message = f"lasts {_duration(seconds)} hours, longer than a day"
        raise ValueError(message)
    return seconds


def _duration(seconds: int) -> str:
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02d}"


def _pieces(
    when: Dated | Timed, zone: ZoneInfo
) -> Iterator[tuple[dt.date, int, dt.datetime | None, dt.datetime | None]]:
    """Yield work date, seconds, begin and end of each part."""
    if isinstance(when, Dated):
        yield when.day, when.seconds, None, None
        return
    for piece in split_at_midnight(when.begin, when.end, zone):
        yield piece.day, piece.seconds, piece.begin, piece.end
