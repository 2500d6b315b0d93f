"""The grid of a week as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariats.core.exact import exact_text
from timetracking.core.sheets import mark_of, parts_of

if TYPE_CHECKING:
    from secretariats.models import Unit
    from timetracking.core.grid import Cell, Grid


def grid_document(unit: Unit, grid: Grid) -> dict[str, Any]:
    """Return a week: its days, its rows with their cells, and its sums."""
    return {
        "unit": unit.code,
        "week": str(grid.week),
        "days": [
            {
                "date": day.date.isoformat(),
                "holiday": day.holiday,
                "state": day.state,
                "recorded": day.recorded,
                "absence": day.absence,
                "expected": exact_text(day.expected),
                "missing": exact_text(day.missing),
            }
            for day in grid.days
        ],
        "rows": [
            {
                "activity": row.key.activity,
                "title": row.task.title,
                "area": row.task.area,
                "kind": row.task.kind,
                "for": sorted(row.key.members),
                "minutes": row.minutes,
                "cells": [_cell(cell) for cell in row.cells],
            }
            for row in grid.rows
        ],
        "recorded": grid.recorded,
        "expected": exact_text(grid.expected),
        "missing": exact_text(grid.missing),
        "shares": grid.shares,
        "parts": [
            {
                "start": part.start.isoformat(),
                "end": part.end.isoformat(),
                "state": part.state,
                "id": part.sheet.pk if part.sheet else None,
                "ready": part.ready,
                "reason": part.sheet.reason if part.sheet else "",
            }
            for part in parts_of(grid)
        ],
        "seen": mark_of(grid),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    why = cell.barrier.value if cell.barrier else "several" if cell.several else ""
    return {
        "date": cell.day.isoformat(),
        "minutes": cell.minutes,
        "version": cell.version,
        "notes": list(cell.notes),
        "entries": len(cell.entries),
        "open": cell.open,
        "why": why,
    }
