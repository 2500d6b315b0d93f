"""Sums of a week as bars: of each day, and of the whole, by beneficiary."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from timetracking.core.grid import OVERHEAD, SERVICE, place_of
from timetracking.web.shown import Mark, Marks, column

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """A day in head and foot of the grid."""

    day: Day
    css: str
    today: bool
    bar: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of a week: by day, and by beneficiary with its mark."""

    grid: Grid
    days: tuple[DayShown, ...]
    shares: tuple[tuple[Mark, int], ...]
    bar: tuple[Piece, ...]
    keys: tuple[Mark, ...]


def sums_of(grid: Grid) -> Sums:
    """Return the sums of a grid."""
    lengths = [Fraction(1)]
    for day in grid.days:
        lengths += [Fraction(day.recorded), day.expected]
    longest = max(lengths)
    marks = Marks(grid.joint)
    days = tuple(
        DayShown(
            day,
            column(day.date),
            day.date == grid.today,
            _bar(day.shares, longest, DAY_WIDTH, marks),
        )
        for day in grid.days
    )
    shares = tuple((_mark(code, marks), minutes) for code, minutes in grid.shares.items())
    return Sums(
        grid=grid,
        days=days,
        shares=shares,
        bar=_bar(grid.shares, max(1, grid.recorded), WEEK_WIDTH, marks),
        keys=tuple(mark for mark, _minutes in shares),
    )


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
