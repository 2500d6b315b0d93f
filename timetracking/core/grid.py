"""The week of one person as a grid: a row for each activity and beneficiary, a column a day."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from timetracking.core.checks import Barrier
from timetracking.core.day_sums import DaySums

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from timetracking.core.sheets import Sheet
    from timetracking.core.weeks import Week

SERVICE, OVERHEAD, ABSENCE = "service", "overhead", "absence"
SEPARATOR = "+"


@dataclass(frozen=True, slots=True, order=True)
class RowKey:
    """What a row is for: an activity's code and a beneficiary's, empty where it has none."""

    activity: str
    beneficiary: str = ""

    @classmethod
    def named(cls, text: str) -> RowKey:
        """Return the key of a text such as ``CMS-WEB:AEWA+CMS``; the order does not matter."""
        activity, _colon, beneficiary = text.rpartition(":")
        if not _colon:
            return cls(text)
        return cls.of(activity, beneficiary.split(SEPARATOR))

    @classmethod
    def of(cls, activity: str, members: list[str] | frozenset[str]) -> RowKey:
        """Return the key of an activity and the codes of instruments."""
        return cls(activity, SEPARATOR.join(sorted({code for code in members if code})))

    @property
    def members(self) -> frozenset[str]:
        """The codes of the beneficiary's instruments."""
        return frozenset(self.beneficiary.split(SEPARATOR)) - {""}

    @property
    def slug(self) -> str:
        """A short name that is safe as a part of an identity on a page."""
        return hashlib.blake2s(str(self).encode(), digest_size=5).hexdigest()

    def __str__(self) -> str:
        return f"{self.activity}:{self.beneficiary}"


@dataclass(frozen=True, slots=True)
class Task:
    """An activity as a row shows it; ``kind`` is service, overhead or absence."""

    code: str
    title: str
    area: str
    kind: str


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as a cell knows it; ``timed``: it carries begin and end, from where it came."""

    pk: int
    day: dt.date
    key: RowKey
    minutes: int
    version: int
    note: str = ""
    source: str = ""
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One activity and beneficiary on one day."""

    key: RowKey
    day: dt.date
    entries: tuple[Logged, ...]
    barrier: Barrier | None

    @property
    def minutes(self) -> int:
        """The sum of its entries."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def several(self) -> bool:
        """Whether it sums several entries, which cannot be changed as one."""
        return len(self.entries) > 1

    @property
    def open(self) -> bool:
        """Whether it may be changed here."""
        return self.barrier is None and not self.several

    @property
    def version(self) -> str:
        """What tells whether somebody else changed it; empty where nothing is stored."""
        return version_of(self.entries)

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes of its entries."""
        return tuple(entry.note for entry in self.entries if entry.note)


def version_of(entries: tuple[Logged, ...]) -> str:
    """Return the version of a cell from the identities and versions of its entries.

    An entry that was removed and made anew is another one, so that its version never comes back.
    """
    return "-".join(f"{entry.pk}.{entry.version}" for entry in entries)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells, in the order of the days; ``added``: it has no time this week yet."""

    key: RowKey
    task: Task
    cells: tuple[Cell, ...]
    asked: bool = False

    @property
    def minutes(self) -> int:
        """The sum of the week."""
        return sum(cell.minutes for cell in self.cells)

    @property
    def added(self) -> bool:
        """Whether nothing is logged in it, so that it can be taken away again."""
        return self.asked and not self.minutes


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid.

    Attributes:
        date: the work date.
        holiday: name of the holiday, empty where there is none.
        half: whether the holiday takes a part of the day only.
        state: of the week sheet it belongs to, empty where there is none.
        barrier: why nothing may be entered, absence apart.
        whole: minutes expected, absence not taken off.
        minutes: logged, by kind.
        shares: logged for each beneficiary ("" is overhead).
    """

    date: dt.date
    holiday: str
    half: bool
    state: str
    barrier: Barrier | None
    whole: Fraction
    minutes: Mapping[str, int]
    shares: Mapping[str, int]

    @property
    def recorded(self) -> int:
        """Minutes of service and overhead."""
        return self.minutes.get(SERVICE, 0) + self.minutes.get(OVERHEAD, 0)

    @property
    def absence(self) -> int:
        """Minutes of absence."""
        return self.minutes.get(ABSENCE, 0)

    @property
    def expected(self) -> Fraction:
        """Minutes expected less absence, never below zero (valuation.md, Limitations)."""
        return max(Fraction(0), self.whole - self.absence)

    @property
    def missing(self) -> Fraction:
        """Minutes still expected, never below zero."""
        return max(Fraction(0), self.expected - self.recorded)


@dataclass(frozen=True, slots=True)
class Grid(DaySums):
    """A person's week in a unit.

    Attributes:
        week: which one.
        today: the date in the unit's zone.
        days: the columns.
        rows: services, overhead and absence with time, then those that were asked for.
        joint: the instruments of the agreement in force on a day of the week, empty without one.
        here: whether the person has an assignment or contract on one of the days.
        sheets: what was handed in of it.
    """

    week: Week
    today: dt.date
    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    joint: frozenset[str]
    here: bool
    sheets: tuple[Sheet, ...] = ()

    @property
    def missing(self) -> Fraction:
        """Minutes still expected, day by day: too much on one does not fill another."""
        return sum((day.missing for day in self.days), Fraction(0))

    @property
    def shares(self) -> dict[str, int]:
        """Beneficiary → minutes: single instruments, then sets, then overhead."""
        total = Counter[str]()
        for day in self.days:
            total.update(day.shares)
        return {code: total[code] for code in sorted(total, key=place_of) if total[code]}

    def cells(self) -> Iterator[Cell]:
        """Yield every cell, row by row."""
        for row in self.rows:
            yield from row.cells


def place_of(beneficiary: str) -> tuple[int, str]:
    """Return where a beneficiary stands in an order: one instrument, several, none."""
    return (len(beneficiary.split(SEPARATOR)) if beneficiary else 99, beneficiary)
