"""Small tables of numbers and days, written into a statement that joins them with large ones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell = int | dt.date


def values_table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table for ``WITH``; of whole numbers and days alone, nothing that anybody typed.

    Args:
        name: of the table.
        columns: their names.
        rows: in the order of the columns; none gives an empty table.
    """
    head = f"{name}({', '.join(columns)})"
    if not rows:
        nothing = ", ".join(
            f"CAST(NULL AS {'DATE' if column in ('first', 'last') else 'INTEGER'})"
            for column in columns
        )
        return f"{head} AS (SELECT {nothing} WHERE 1 = 0)"
    values = ", ".join(f"({', '.join(literal(cell) for cell in row)})" for row in rows)
    return f"{head} AS (VALUES {values})"


def literal(cell: Cell) -> str:
    """Return a whole number or a day as SQL of the database in use has it."""
    if isinstance(cell, dt.date):
        text = f"'{cell.isoformat()}'"
        return f"DATE {text}" if connection.vendor == "postgresql" else text
    return f"{cell:d}"


def day_of(value: dt.date | str) -> dt.date:
    """Return a day as the database gave it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
