"""The figures of a document as tables for programs: exact, and told apart by names that stay."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with at most two decimals, and its exact value as text where it has another."""

    value: Decimal | int
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures.

    Attributes:
        name: stays the same in every language and document.
        title: what people read.
        unit: such as ``EUR`` or ``minutes``.
    """

    name: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row: what it is about, and a figure or nothing for each column."""

    code: str
    figures: tuple[Figure | None, ...]
    title: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of figures.

    Attributes:
        name: stays the same in every language and document.
        title: what people read.
        heads: what ``code``, ``title`` and ``group`` of a row are; an empty one is not used.
        columns: in order.
        rows: each with as many figures as there are columns.
    """

    name: str
    title: str
    heads: tuple[str, str, str]
    columns: tuple[Column, ...]
    rows: tuple[DataRow, ...]

    def has_exact(self, column: int) -> bool:
        """Return whether any figure of a column, counted from 0, has an exact value."""
        figures = (row.figures[column] for row in self.rows)
        return any(figure.exact for figure in figures if figure is not None)


@dataclass(frozen=True, slots=True)
class Data:
    """All tables of a document, and what tells which document they belong to.

    Attributes:
        about: name, what people read, and its value, such as the symbol or the run's digest.
        tables: in the order in which they are shown.
    """

    about: tuple[tuple[str, str, str], ...] = ()
    tables: tuple[DataTable, ...] = ()

    def digest(self) -> str:
        """Return the SHA-256 of everything in it."""
        text = json.dumps(asdict(self), default=str, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
