"""Tables as documents and pages show them: a caption, a head, rows of finished text."""

from __future__ import annotations

from dataclasses import dataclass, replace

# Columns of figures that stand side by side on a page of A4.
WIDEST = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, then a text for each column; ``total`` rows stand out."""

    label: str
    cells: tuple[str, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    Attributes:
        caption: without its number.
        corner: what the labels of the rows are; may be empty.
        columns: the head of each column after the labels.
        rows: each with as many cells as there are columns.
        note: what stands under it.
        words: the columns, counted from 0, that hold words rather than figures.
        widest: how many columns have room side by side.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    note: str = ""
    words: frozenset[int] = frozenset()
    widest: int = WIDEST

    def parts(self) -> tuple[Table, ...]:
        """Return the table cut into tables that fit the page, the labels in each.

        The note stands under the last one.
        """
        count = -(-len(self.columns) // self.widest) or 1
        width = -(-len(self.columns) // count) or 1
        starts = range(0, len(self.columns), width)
        return tuple(
            replace(
                self,
                columns=self.columns[start : start + width],
                rows=tuple(
                    replace(row, cells=row.cells[start : start + width]) for row in self.rows
                ),
                words=frozenset(column - start for column in self.words),
                note=self.note if start + width >= len(self.columns) else "",
            )
            for start in starts
        )
