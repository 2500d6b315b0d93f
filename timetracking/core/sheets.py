"""The parts of a week that are handed in and decided on: cut where a month ends."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, Span, pieces

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from timetracking.core.grid import Day, Grid
    from timetracking.core.weeks import Week

OPEN, SUBMITTED, RETURNED, APPROVED = "open", "submitted", "returned", "approved"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stored sheet.

    Attributes:
        pk: its number.
        start: its first day.
        end: its last day.
        state: ``open``, ``submitted``, ``returned`` or ``approved``.
        version: grows with every step.
        note: what the person said on submitting.
        reason: why it was sent back.
        submitted: when.
        decided: when it was approved or sent back.
        decided_by: name of who did.
    """

    pk: int
    start: dt.date
    end: dt.date
    state: str
    version: int = 1
    note: str = ""
    reason: str = ""
    submitted: dt.datetime | None = None
    decided: dt.datetime | None = None
    decided_by: str = ""

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Part:
    """The days of a week that lie in one month, with their sheet if there is one.

    Attributes:
        start: the first day.
        end: the last day.
        days: those that the grid shows.
        sheet: None where the part was never handed in.
        today: the date in the unit's zone.
    """

    start: dt.date
    end: dt.date
    days: tuple[Day, ...]
    sheet: Sheet | None
    today: dt.date

    @property
    def state(self) -> str:
        """Where it stands; open without a sheet."""
        return self.sheet.state if self.sheet else OPEN

    @property
    def logged(self) -> int:
        """Minutes stored on its days, absence included."""
        return sum(day.recorded + day.absence for day in self.days)

    @property
    def missing(self) -> Fraction:
        """Minutes still expected, day by day."""
        return sum((day.missing for day in self.days), Fraction(0))

    @property
    def gaps(self) -> tuple[Day, ...]:
        """The days on which time is still expected."""
        return tuple(day for day in self.days if day.missing)

    @property
    def until(self) -> dt.date | None:
        """The last day to come on which work is still expected; None: it can be handed in."""
        coming = [day.date for day in self.gaps if day.date > self.today]
        return coming[-1] if coming else None

    @property
    def waits_for_person(self) -> bool:
        """Whether it is the person's turn."""
        return self.state in {OPEN, RETURNED}

    @property
    def ready(self) -> bool:
        """Whether it may be handed in today, with gaps or without."""
        return self.waits_for_person and self.until is None


def parts_of(grid: Grid) -> tuple[Part, ...]:
    """Return the parts of the week of a grid; a sheet with other days is its own part."""
    found = []
    for start, end in _cut(grid.week, grid.sheets):
        sheet = next((one for one in grid.sheets if one.start <= start <= one.end), None)
        days = tuple(day for day in grid.days if start <= day.date <= end)
        found.append(Part(start, end, days, sheet, grid.today))
    return tuple(found)


def _cut(week: Week, sheets: Iterable[Sheet]) -> list[tuple[dt.date, dt.date]]:
    cuts = {day for sheet in sheets for day in (sheet.start, sheet.end + ONE_DAY)}
    return pieces(week.start, week.end, cuts)


def to_submit(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that go in together now; none where nothing is logged in any of them."""
    ready = [part for part in parts if part.ready]
    return ready if any(part.logged for part in ready) else []


def mark_of(grid: Grid) -> str:
    """Return what tells whether a week is still as it was looked at: its cells and its sheets."""
    entries = sorted((entry.pk, entry.version) for cell in grid.cells() for entry in cell.entries)
    sheets = sorted((sheet.pk, sheet.version) for sheet in grid.sheets)
    text = f"{grid.week} {entries} {sheets}"
    return hashlib.blake2s(text.encode(), digest_size=10).hexdigest()


def cells_of(grid: Grid, start: dt.date, end: dt.date) -> dict[str, int]:
    """Return ``2017-01-10 WEB:CMS`` → minutes, of the days of a part."""
    return {
        f"{cell.day.isoformat()} {cell.key}": cell.minutes
        for cell in grid.cells()
        if cell.minutes and start <= cell.day <= end
    }
