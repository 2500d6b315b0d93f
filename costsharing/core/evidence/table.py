"""A table of an evidence pack, and how its cells are written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from secretariats.core.exact import decimal_text, exact_text
from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Cell: TypeAlias = "str | int | bool | dt.date | Fraction | None"
_NUMBER = re.compile(r"-?[0-9]+(?:[./][0-9]+)?")
# About so many characters are held before they go on.
PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it stands in the pack, its columns, and its rows, read once."""

    name: str
    head: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


def csv_pieces(table: Table) -> Iterator[bytes]:
    """Yield a table as CSV, in pieces; no cell is taken for a formula by a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.head)
    for row in table.rows:
        writer.writerow([cell_text(cell) for cell in row])
        if buffer.tell() >= PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def cell_text(cell: Cell) -> str:
    """Return a cell as text: fractions as ``n/d``, days as ISO 8601, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, Fraction):
        return exact_text(cell)
    text = str(cell)
    return text if _NUMBER.fullmatch(text) else no_formula(text)


def plain(amount: Fraction) -> str:
    """Return an amount that somebody typed, as its decimals."""
    try:
        return decimal_text(amount)
    except ValueError:
        return exact_text(amount)


def members(whom: tuple[str, ...]) -> str:
    """Return a beneficiary: its codes joined by ``+``."""
    return "+".join(whom)
