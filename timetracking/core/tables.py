"""Tables as text, as other programs and spreadsheets write them."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.errors import Refused
from timetracking.core.rows import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

DELIMITERS = (",", ";", "\t")
# More columns than any such program writes; what is wider is no table of time.
WIDEST = 500
UNKNOWN_SHOWN = 3
# Rows that are held as a table at once.
PIECE = 10_000


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table.

    Attributes:
        row: its number as a spreadsheet shows it: the header's is 1 if it stands first.
        cells: column → text without surrounding blanks; absent cells are empty.
        surplus: how many filled cells stand beyond the header's last column.
    """

    row: int
    cells: dict[str, str]
    surplus: int


def decode(data: bytes) -> str:
    """Return a file's text: UTF-8 or UTF-16, with or without byte order mark, or Windows-1252.

    Raises:
        Refused: the file is empty or not text.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise Refused(["The file is empty."])
    text = _decoded(data)
    if text is None or "\x00" in text:
        raise Refused(["The file is not text: export it again, as CSV or JSON text."])
    return text.removeprefix("\ufeff")


def _decoded(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries: tuple[str, ...] = ("utf-16",)
    elif data[1:2] == b"\x00":
        tries = ("utf-16-le",)
    elif data[:1] == b"\x00":
        tries = ("utf-16-be",)
    else:
        # Latin-1 takes the five bytes that Windows-1252 leaves out.
        tries = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_table(
    data: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    others: bool = False,
    called: Mapping[str, str] | None = None,
) -> Iterator[Record]:
    """Return the records under a header, empty rows left out but counted.

    Args:
        data: the file; comma, semicolon or tab between its cells.
        required: names of the columns that must be there, in any order and case.
        optional: names of those that may be there.
        others: whether columns of other names are left out; else they are refused.
        called: other names of columns, in small letters, such as those of another language → the
            name here.

    Raises:
        Refused: no text, no header, a column missing, doubled or unknown, quotes that never end.
    """
    called = called or {}
    lines = _cells(decode(data), {*required, *called})
    header = next((cells for row, cells in lines if any(cells)), list[str]())
    names = [called.get(cell.casefold(), cell.casefold()) for cell in header]
    columns = _columns(header, names, required, optional, others=others)
    width = max(place for place, cell in enumerate(header) if cell) + 1
    return (
        Record(
            row=row,
            cells={name: cells[place] for name, place in columns.items()},
            surplus=sum(1 for cell in cells[width:] if cell),
        )
        for row, cells in lines
        if any(cells)
    )


def _cells(text: str, wanted: Collection[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's number and cells, all rows equally wide."""
    # Imported when a table is read: it takes a second that no other command should pay.
    import pandas as pd

    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = _delimiter(first, wanted)
    try:
        # Told how wide to be, pandas neither drops cells beyond the header nor refuses the row.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        width = max((len(cells) for cells in reader), default=0)
        if width > WIDEST:
            raise Refused([f"A row has {width} columns: this is no table of time."])
        pieces = pd.read_csv(
            io.StringIO(text, newline=""),
            sep=delimiter,
            header=None,
            names=list(range(width)),
            index_col=False,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            chunksize=PIECE,
        )
        number = 0
        for piece in pieces:
            for cells in piece.itertuples(index=False, name=None):
                number += 1
                yield number, [str(cell).strip() for cell in cells]
    except (csv.Error, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        message = "The file is no table: a quotation mark opens a cell and never closes it."
        raise Refused([message]) from error


def _delimiter(first: str, wanted: Collection[str]) -> str:
    """Return the mark between cells: the one that makes the first line the wanted header."""

    def found(delimiter: str) -> tuple[int, int]:
        names = {cell.strip(' "').casefold() for cell in first.split(delimiter)}
        return len(names & set(wanted)), first.count(delimiter)

    return max(DELIMITERS, key=found)


def _columns(
    header: Sequence[str],
    names: Sequence[str],
    required: Sequence[str],
    optional: Sequence[str],
    *,
    others: bool,
) -> dict[str, int]:
    """Return column → its place, or refuse the header with everything that is wrong with it."""
    known = (*required, *optional)
    problems = [f"The column {name!r} is missing." for name in required if name not in names]
    twice = [repr(name) for name in known if names.count(name) > 1]
    if twice:
        more = " and others" if len(twice) > UNKNOWN_SHOWN else ""
        column = "column" if len(twice) == 1 else "columns"
        stands = "stands" if len(twice) == 1 else "stand"
        problems.append(
            f"The {column} {', '.join(twice[:UNKNOWN_SHOWN])}{more} {stands} there twice."
        )
    unknown = [
        shown(cell)
        for cell, name in zip(header, names, strict=True)
        if cell and name not in known and not others
    ]
    if unknown:
        more = " and others" if len(unknown) > UNKNOWN_SHOWN else ""
        problems.append(f"Not known: {', '.join(unknown[:UNKNOWN_SHOWN])}{more}.")
    if problems:
        wanted = ",".join(required if others else known)
        says = "The header holds at least" if others else "The header is"
        raise Refused([f"{' '.join(problems)} {says} {wanted}."])
    return {name: names.index(name) for name in known if name in names}
