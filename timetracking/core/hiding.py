"""A week without the kinds of its absence, for whom sickness is no business of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from timetracking.core.grid import ABSENCE, Cell, Row, RowKey, Task

if TYPE_CHECKING:
    import datetime as dt

    from timetracking.core.grid import Grid, Logged


def hide_kinds(grid: Grid, title: str) -> Grid:
    """Return a grid in which all absence is one row of a title, last and without notes."""
    hidden = [row for row in grid.rows if row.task.kind == ABSENCE]
    if not hidden:
        return grid
    entries: dict[dt.date, list[Logged]] = defaultdict(list)
    for row in hidden:
        for cell in row.cells:
            entries[cell.day] += [replace(entry, note="") for entry in cell.entries]
    key = RowKey("")
    cells = tuple(
        Cell(key, cell.day, tuple(entries[cell.day]), cell.barrier) for cell in hidden[0].cells
    )
    rest = tuple(row for row in grid.rows if row.task.kind != ABSENCE)
    return replace(grid, rows=(*rest, Row(key, Task("", title, "", ABSENCE), cells)))
