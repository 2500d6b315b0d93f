"""Sums of a week as bars: of each day, and of the whole, by beneficiary."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from secretariats.core.exact import half_up
from timetracking.core.grid import OVERHEAD, SERVICE, place_of
from timetracking.core.typed import clock
from timetracking.web.shown import Mark, Marks, column
from timetracking.web.totals_html import totals_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from timetracking.core.grid import Day, Grid

DAY_WIDTH, WEEK_WIDTH = 80, 280
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar; ``x`` and ``width`` are decimal text in the units of the drawing."""

    mark: Mark
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day in head and foot of the grid.

    Attributes:
        day: what is known of it.
        css: class of its column.
        classes: the same, and whether it is today.
        iso: its date as addresses have it.
        stamp: its date as identities have it.
        weekday: short, such as Mon.
        dated: day and month, short.
        recorded: hours and minutes, empty for none.
        expected: likewise.
        missing: likewise, still expected.
        late: whether what is missing lies in the past.
        bar: what was recorded, by beneficiary.
    """

    day: Day
    css: str
    classes: str
    iso: str
    stamp: str
    weekday: str
    dated: str
    recorded: str
    expected: str
    missing: str
    late: bool
    bar: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of a week: by day, and by beneficiary with its mark."""

    grid: Grid
    days: tuple[DayShown, ...]
    shares: tuple[tuple[Mark, int], ...]
    bar: tuple[Piece, ...]
    keys: tuple[Mark, ...]

    @property
    def totals(self) -> SafeString:
        """The foot of the grid."""
        return totals_html(self)


def sums_of(grid: Grid) -> Sums:
    """Return the sums of a grid."""
    lengths = [Fraction(1)]
    for day in grid.days:
        lengths += [Fraction(day.recorded), day.expected]
    longest = max(lengths)
    marks = Marks(grid.joint)
    days = tuple(_day(day, grid, longest, marks) for day in grid.days)
    shares = tuple((_mark(code, marks), minutes) for code, minutes in grid.shares.items())
    return Sums(
        grid=grid,
        days=days,
        shares=shares,
        bar=_bar(grid.shares, max(1, grid.recorded), WEEK_WIDTH, marks),
        keys=tuple(mark for mark, _minutes in shares),
    )


def _day(day: Day, grid: Grid, longest: Fraction, marks: Marks) -> DayShown:
    css, iso = column(day.date), day.date.isoformat()
    return DayShown(
        day=day,
        css=css,
        classes=f"{css} today" if day.date == grid.today else css,
        iso=iso,
        stamp=iso.replace("-", ""),
        weekday=date_format(day.date, "D"),
        dated=date_format(day.date, "j M"),
        recorded=_clock(day.recorded),
        expected=_clock(day.expected),
        missing=_clock(day.missing),
        late=day.date < grid.today,
        bar=_bar(day.shares, longest, DAY_WIDTH, marks),
    )


def _clock(minutes: Fraction | int) -> str:
    return clock(half_up(Fraction(minutes))) if minutes else ""


def _mark(code: str, marks: Marks) -> Mark:
    return marks.of(code, SERVICE if code else OVERHEAD)


def _bar(
    shares: Mapping[str, int], whole: Fraction | int, width: int, marks: Marks
) -> tuple[Piece, ...]:
    """Return the pieces of a bar of ``whole`` minutes, side by side."""
    found, minutes = [], 0
    for code in sorted(shares, key=place_of):
        start = minutes * width * _TENTHS // whole
        minutes += shares[code]
        end = minutes * width * _TENTHS // whole
        found.append(Piece(_mark(code, marks), _decimal(start), _decimal(end - start)))
    return tuple(found)


def _decimal(tenths: int) -> str:
    return f"{tenths // _TENTHS}.{tenths % _TENTHS}"
