"""Tables of inputs as files: CSV and workbooks read as exact text.

Pandas reads CSV, every cell as the text that stands there. It would read a workbook's dates as
times, its truth values as numbers and its formulas as what they last gave, and unpack whatever it
is given: workbooks are read by :mod:`timetracking.core.workbook`, which looks before it unpacks.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from secretariats.core.errors import Refused
from secretariats.core.text import Message, gettext_noop, message
from timetracking.core.tables import decode
from timetracking.core.workbook import BadWorkbook, Cell, read_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Names the row of the database that a row of the file is about; it may be left out.
ID = "id"
LARGEST = 2 * 1024**2
MOST_ROWS = 2000
WIDEST = 80
DELIMITERS = (";", ",", "\t")
NAMED = 5
LONGEST_NAME = 40
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_HINT = re.compile(r'"?sep=(.)"?\s*')

_TOO_LARGE = gettext_noop("The file is larger than %(most)s MB: bring it in parts.")
_TOO_MANY = gettext_noop("The file has more than %(most)s rows: bring it in parts.")
_EMPTY = gettext_noop("The file is empty.")
_NO_TEXT = gettext_noop("The file is no table as text and no workbook: save it as CSV or XLSX.")
_OLD = gettext_noop("This is a workbook of the old kind (XLS): save it as XLSX or CSV.")
_QUOTES = gettext_noop(
    "The file is no table: a quotation mark opens a cell and never closes it, or a cell is longer "
    "than any text here."
)
_TOO_WIDE = gettext_noop("A row has %(number)s columns: this is no table of inputs.")
_NO_ROWS = gettext_noop("Under the names of the columns there is no row.")
_MISSING = gettext_noop(
    "The column “%(column)s” is missing. The first row names the columns: %(all)s."
)
_TWICE = gettext_noop("The column “%(column)s” is there twice: keep one of them.")
_UNKNOWN = gettext_noop("There is no column “%(column)s” here; there are %(all)s.")
_FORMULA = gettext_noop("Cell %(cell)s holds a formula or its error: write its value.")
_SURPLUS = gettext_noop(
    "The row has more cells than there are columns: is a comma without quotes?"
)
_INSTANT = gettext_noop("Cell %(cell)s holds a time of day or a duration: write a date or text.")


class BadFile(Refused):
    """A file that is no table of these columns; ``told`` says why, to be translated."""

    def __init__(self, told: Sequence[Message]) -> None:
        """Keep the messages; as a refusal they are English."""
        self.told = tuple(told)
        super().__init__([str(one) for one in told])


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a file.

    Attributes:
        row: its number as a spreadsheet shows it.
        cells: column → text without surrounding blanks, of the columns that the file has.
        wrong: column (empty: none) and what cannot be taken, to be translated.
    """

    row: int
    cells: dict[str, str]
    wrong: tuple[tuple[str, Message], ...] = ()


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A cell that holds no text, number or day."""

    why: Message


_Grid = list[tuple[int, "list[str | _Wrong]"]]


def read_records(
    data: bytes, *, names: Sequence[str], required: Sequence[str], called: Mapping[str, str]
) -> list[Record]:
    """Return the rows of a file that hold something.

    The columns are named by its first row, in any order and case. Where the row under that names
    them by code, as workbooks of ours do, the first one is for people.

    Args:
        data: CSV (comma, semicolon or tab; UTF-8, UTF-16 or Latin-1) or a workbook (XLSX).
        names: of the columns that may be there.
        required: of those that must.
        called: what else columns are called, in small letters → their name.

    Raises:
        BadFile: it is none, is too large, or its columns are not these.
    """
    if len(data) > LARGEST:
        raise BadFile([message(_TOO_LARGE, most=LARGEST // 1024**2)])
    if data.startswith(_OLD_EXCEL):
        raise BadFile([message(_OLD)])
    known = {*names, *called}
    grid = _workbook(data) if data.startswith(_ZIP) else _text(data, known)
    if not grid:
        raise BadFile([message(_EMPTY)])
    lines = _below_words(grid, set(names))
    (_row, head), *rows = lines
    places = _columns(head, names, required, called)
    if not rows:
        raise BadFile([message(_NO_ROWS)])
    return [_record(number, cells, places) for number, cells in rows]


def _workbook(data: bytes) -> _Grid:
    try:
        found = read_sheet(data)
    except BadWorkbook as bad:
        raise BadFile([bad.told]) from bad
    grid: _Grid = []
    for row in found:
        cells: list[str | _Wrong] = [""] * (row[-1].column + 1)
        for cell in row:
            cells[cell.column] = _cell(cell)
        grid.append((int(row[0].address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), cells))
    return grid


def _cell(cell: Cell) -> str | _Wrong:
    """Return what a cell of a workbook holds as text: exact numbers, days as ISO 8601."""
    value = cell.value
    if cell.formula:
        return _Wrong(message(_FORMULA, cell=cell.address))
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value)
    return _Wrong(message(_INSTANT, cell=cell.address))


def _number(value: float) -> str:
    """Return a number of a workbook as it was typed there.

    Workbooks keep numbers in binary with the fifteen digits that people see; the shortest numeral
    that stands for the same binary number is what was typed. Three decimals get a zero more, so
    that their point is not taken for one between thousands.
    """
    text = f"{Decimal(repr(value)):f}"
    whole, point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}{point}{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole


def _text(data: bytes, known: set[str]) -> _Grid:
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise BadFile([message(_EMPTY)])
    try:
        text = decode(data)
    except Refused as refused:
        raise BadFile([message(_NO_TEXT)]) from refused
    first = next((line for line in text.splitlines() if line.strip()), "")
    hint = _HINT.fullmatch(first)
    delimiter = hint[1] if hint and hint[1] in DELIMITERS else _delimiter(first, known)
    rows = [
        (number, list[str | _Wrong](cells))
        for number, cells in enumerate(_cells(text, delimiter), start=1)
        if any(cells)
    ]
    if hint and rows:
        del rows[0]
    return rows


def _delimiter(first: str, known: set[str]) -> str:
    """Return the mark between cells: the one that makes the first line the wanted header."""

    def found(delimiter: str) -> tuple[int, int]:
        names = {cell.strip(' "').casefold() for cell in first.split(delimiter)}
        return len(names & known), first.count(delimiter)

    return max(DELIMITERS, key=found)


def _cells(text: str, delimiter: str) -> list[list[str]]:
    """Return the cells of every row, empty ones too, all equally wide."""
    # Imported when a table is read: it takes a second that no other page should pay.
    import pandas as pd

    width = rows = 0
    try:
        # Told how wide to be, pandas neither drops cells beyond the header nor refuses the row.
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            width, rows = max(width, len(cells)), rows + any(map(str.strip, cells))
        if width > WIDEST:
            raise BadFile([message(_TOO_WIDE, number=width)])
        if rows > MOST_ROWS + 2:
            raise BadFile([message(_TOO_MANY, most=MOST_ROWS)])
        found = pd.read_csv(
            io.StringIO(text, newline=""),
            sep=delimiter,
            header=None,
            names=list(range(max(width, 1))),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
        )
    except (csv.Error, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise BadFile([message(_QUOTES)]) from error
    return [
        [str(cell).strip() for cell in cells] for cells in found.itertuples(index=False, name=None)
    ]


def _below_words(grid: _Grid, names: set[str]) -> _Grid:
    """Return the rows from the one that names the columns by code, if that is the second."""
    if len(grid) > 1:
        second = [cell for cell in grid[1][1] if cell]
        if len(second) > 1 and all(isinstance(one, str) and one in names for one in second):
            return grid[1:]
    return grid


def _columns(
    head: Sequence[str | _Wrong],
    names: Sequence[str],
    required: Sequence[str],
    called: Mapping[str, str],
) -> dict[str, int]:
    """Return column → its place, or refuse the header with everything that is wrong with it."""
    listed = ", ".join(names)
    places: dict[str, int] = {}
    told: list[Message] = []
    for place, cell in enumerate(head):
        text = cell if isinstance(cell, str) else "?"
        name = called.get(text.casefold(), text.casefold())
        if not text:
            continue
        if name not in names:
            if len(told) < NAMED:
                told.append(message(_UNKNOWN, column=text[:LONGEST_NAME], all=listed))
        elif name in places:
            told.append(message(_TWICE, column=name))
        else:
            places[name] = place
    told += [message(_MISSING, column=name, all=listed) for name in required if name not in places]
    if told:
        raise BadFile(told)
    return places


def _record(number: int, cells: list[str | _Wrong], places: Mapping[str, int]) -> Record:
    found: dict[str, str] = {}
    wrong: list[tuple[str, Message]] = []
    for name, place in places.items():
        cell = cells[place] if place < len(cells) else ""
        if isinstance(cell, _Wrong):
            wrong.append((name, cell.why))
            cell = ""
        found[name] = cell
    taken = set(places.values())
    if any(cell for place, cell in enumerate(cells) if place not in taken):
        wrong.append(("", message(_SURPLUS)))
    return Record(number, found, tuple(wrong))
