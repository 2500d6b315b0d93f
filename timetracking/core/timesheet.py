"""A person's time of some days, as a sheet to keep, to send on or to sign."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from timetracking.core.day_sums import DaySums
from timetracking.core.grid import ABSENCE, OVERHEAD, SERVICE, RowKey, Task, place_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

# The most days of one sheet: a leap year.
LONGEST = 366
KINDS = (SERVICE, OVERHEAD, ABSENCE)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as it is stored; begin and end carry a zone, where the clock times are known."""

    pk: int
    day: dt.date
    minutes: int
    task: Task
    key: RowKey
    note: str
    begin: dt.datetime | None
    end: dt.datetime | None
    saved: dt.datetime


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the sheet.

    Attributes:
        date: the work date.
        holiday: its name, empty where there is none.
        working: whether the unit works on it.
        whole: minutes expected, absence not taken off.
        recorded: minutes of service and overhead.
        absence: minutes of absence.
        state: of the week sheet it belongs to, empty where there is none.
    """

    date: dt.date
    holiday: str
    working: bool
    whole: Fraction
    recorded: int
    absence: int
    state: str

    @property
    def expected(self) -> Fraction:
        """Minutes expected less absence, never below zero."""
        return max(Fraction(0), self.whole - self.absence)


@dataclass(frozen=True, slots=True)
class RowLine:
    """An activity and beneficiary with its minutes of each day, in the days' order."""

    key: RowKey
    task: Task
    minutes: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of its days."""
        return sum(self.minutes)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What became of a week, or the part of it in a month; names and days as they are stored."""

    start: dt.date
    end: dt.date
    state: str
    submitted: dt.datetime | None
    decided: dt.datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class Timesheet(DaySums):
    """The time of a person in a unit from a day to a day.

    Attributes:
        person: their name.
        username: their login.
        unit: the unit's code.
        unit_name: its name.
        zone: its time zone.
        start: the first day.
        end: the last day.
        days: each of them, in order.
        rows: services, overhead and absence with time.
        entries: by date.
        sheets: of the weeks they lie in.
        synthetic: whether all of it is invented.
    """

    person: str
    username: str
    unit: str
    unit_name: str
    zone: str
    start: dt.date
    end: dt.date
    days: tuple[DayLine, ...]
    rows: tuple[RowLine, ...]
    entries: tuple[EntryLine, ...]
    sheets: tuple[SheetLine, ...]
    synthetic: bool

    @property
    def shares(self) -> dict[str, int]:
        """Beneficiary → minutes of service and overhead ("" is overhead), absence apart."""
        found = Counter[str]()
        for row in self.rows:
            if row.task.kind != ABSENCE:
                found[row.key.beneficiary] += row.total
        return {code: found[code] for code in sorted(found, key=place_of)}

    def digest(self) -> str:
        """Return the SHA-256 of its entries: whether two sheets say the same."""
        told = [
            [str(one.day), one.minutes, one.key.activity, one.key.beneficiary, one.note]
            for one in self.entries
        ]
        about = [self.username, self.unit, str(self.start), str(self.end)]
        text = json.dumps([about, sorted(told)], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def rows_of(entries: Sequence[EntryLine], days: Sequence[dt.date]) -> tuple[RowLine, ...]:
    """Return entries by activity and beneficiary, a cell for each day."""
    cells = Counter[tuple[RowKey, int]]()
    tasks: dict[RowKey, Task] = {}
    places = {day: place for place, day in enumerate(days)}
    for one in entries:
        cells[one.key, places[one.day]] += one.minutes
        tasks[one.key] = one.task
    ordered = sorted(
        tasks,
        key=lambda key: (KINDS.index(tasks[key].kind), key.activity, *place_of(key.beneficiary)),
    )
    return tuple(
        RowLine(key, tasks[key], tuple(cells[key, place] for place in range(len(days))))
        for key in ordered
    )
