"""What the CSV exports of other programs have in common: users, dates, names, identities."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from secretariats.core.errors import Refused
from timetracking.core.rows import (
    Dated,
    Name,
    Rejected,
    Row,
    Settings,
    Skipped,
    Timed,
    clean,
    cut,
)
from timetracking.core.tables import Record, read_table
from timetracking.core.written import (
    READ_BEFORE,
    instants,
    order_of,
    read_clock,
    read_day,
    read_seconds,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


MOST_NAMED = 3


class StillRunning(ValueError):
    """A row whose timer has not been stopped."""


@dataclass(frozen=True, slots=True)
class Export:
    """How a program's table of time is read.

    Attributes:
        required: columns that must be there, in small letters; further ones are left out.
        optional: columns that are read where they are there.
        days: those that hold dates; together they may tell the order of their parts.
        people: those that say whose time a row is.
        names: those that say what it was logged against.
        note: that of the person's own words.
        when: record, order of dates and settings → when and how long.
        called: other names of columns, in small letters → the name here.
        tags: the column of several names in one cell, if there is one.
    """

    required: Sequence[str]
    optional: Sequence[str]
    days: Sequence[str]
    people: Sequence[str]
    names: Sequence[str]
    note: str
    when: Callable[[Record, str, Settings], Dated | Timed]
    called: Mapping[str, str] | None = None
    tags: str = ""

    def read(self, data: bytes, settings: Settings) -> Iterator[Row | Rejected | Skipped]:
        """Yield the rows of a file, numbered as a spreadsheet shows them; see ``Format``.

        Raises:
            Refused: the file cannot be read, leaves the order of its dates open, or is of several
                people none of whom is the one whose time is wanted.
        """
        records = list(
            read_table(
                data,
                required=self.required,
                optional=self.optional,
                others=True,
                called=self.called,
            )
        )
        order = order_of(
            (record.cells.get(name, "") for record in records for name in self.days),
            settings.order,
        )
        others = self._others(records, settings)
        seen: Counter[str] = Counter()
        for record in records:
            if record.row in others:
                yield Skipped(record.row, f"is the time of {cut(others[record.row])}")
                continue
            try:
                yield self._row(record, order, settings, seen)
            except StillRunning as running:
                yield Skipped(record.row, str(running))
            except (ValueError, OverflowError) as error:
                yield Rejected(record.row, str(error))

    def _row(self, record: Record, order: str, settings: Settings, seen: Counter[str]) -> Row:
        when = self.when(record, order, settings)
        cells = [clean(record.cells.get(name, "")) for name in self.names]
        tags = [clean(tag) for tag in record.cells.get(self.tags, "").split(",") if clean(tag)]
        note = clean(record.cells.get(self.note, ""))
        # Two intervals of a person rarely begin at once: the begin is what lasts when the rest is
        # corrected. Without clock times only the content tells rows apart.
        if isinstance(when, Timed):
            content = when.begin.isoformat()
        else:
            content = "\x1f".join([when.day.isoformat(), str(when.seconds), *cells, *tags, note])
        digest = hashlib.sha256(content.encode()).hexdigest()[:32]
        seen[digest] += 1
        return Row(
            row=record.row,
            source_id=f"{digest}.{seen[digest]}",
            when=when,
            names=_names((*cells, *tags)),
            note=note,
        )

    def _others(self, records: Sequence[Record], settings: Settings) -> dict[int, str]:
        """Return row → whose time it is, for the rows of other people."""
        called = {record.row: self._called(record) for record in records}
        people = {names for names in called.values() if names}
        if len(people) <= 1:
            return {}
        own = {names for names in people if settings.person & {one.casefold() for one in names}}
        if not own:
            who = ", ".join(sorted(cut(names[0]) for names in people)[:MOST_NAMED])
            message = (
                f"The file holds the time of several people ({who}), and none of them is the "
                "person it is brought in for: export that person's time alone."
            )
            raise Refused([message])
        return {row: names[0] for row, names in called.items() if names and names not in own}

    def _called(self, record: Record) -> tuple[str, ...]:
        cells = [clean(record.cells.get(name, "")) for name in self.people]
        return tuple(cell for cell in [" ".join(filter(None, cells)), *cells] if cell)


@lru_cache(READ_BEFORE)
def _names(texts: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(Name(text) for text in dict.fromkeys(texts) if text)


def timed(
    record: Record,
    order: str,
    settings: Settings,
    *,
    day: str,
    begin: str,
    end: str,
    last_day: str = "",
    durations: Sequence[str] = (),
) -> Dated | Timed:
    """Return when a row was: its clock times win, then the first duration that says anything.

    Args:
        record: the row.
        order: of the parts of its dates.
        settings: of the file.
        day: the column of the date.
        begin: that of the clock time at which it began.
        end: that of the clock time at which it ended.
        last_day: that of the date on which it ended, if there is one.
        durations: those of its duration, the most exact one first.

    Raises:
        ValueError: a date, time or duration is none; the text is the reason for people.
    """
    cells = record.cells
    first = read_day(cells.get(day, ""), order)
    told = [cells[name] for name in durations if cells.get(name)]
    if cells.get(begin) and cells.get(end):
        last = read_day(cells[last_day], order) if cells.get(last_day) else None
        lasted = _seconds(told)
        return Timed(
            *instants(
                first,
                read_clock(cells[begin]),
                last,
                read_clock(cells[end]),
                settings.zone,
                lasted,
            )
        )
    if cells.get(begin) and not any(_seconds([text]) for text in told):
        message = "still running: it comes in when it has ended"
        raise StillRunning(message)
    return Dated(first, read_seconds(told[0] if told else ""))


def _seconds(told: Sequence[str]) -> int | None:
    """Return a duration that stands beside clock times, where it can be read."""
    for text in told:
        try:
            return read_seconds(text)
        except ValueError:
            continue
    return None
