"""Workbooks (XLSX) from outside, read without trusting them, and plain ones written.

A workbook is a ZIP file of XML: how large it is unpacked, what entities it defines and how far its
rows reach is looked at before anything is built of it. Formulas are told from text and never run.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.errors import Refused
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Bytes of a file, and of all that is packed in it.
LARGEST = 2 * 1024**2
LARGEST_UNPACKED = 20 * 1024**2
MOST_PARTS = 200
MOST_ROWS = 2000
MOST_COLUMNS = 80
MOST_CELLS = 300_000
# No workbook has a row after it.
LAST_ROW = 1_048_576
# Formulas, and the errors that they left.
_COMPUTED = frozenset({"f", "e"})
_ENCODING = re.compile(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"'>]+)")
# A name of a sheet has no more characters, and none of these.
LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

_NO_WORKBOOK = gettext_noop("This is no workbook (XLSX): save it as one and try again.")
_TOO_LARGE = gettext_noop("The workbook is larger than %(most)s MB: leave pictures out.")
_TOO_MANY = gettext_noop("The sheet has more than %(most)s rows.")
_TOO_WIDE = gettext_noop("The sheet has more than %(most)s columns.")

Value = str | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | object | None


class BadWorkbook(Refused):
    """A file that is no workbook, or none that is read; ``told`` says why, to be translated."""

    def __init__(self, told: Message) -> None:
        """Keep the message; as a refusal it is English."""
        self.told = told
        super().__init__([str(told)])


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something.

    Attributes:
        address: such as ``C7``.
        column: from 0.
        value: text, number, truth value or time, as the workbook has it.
        formula: whether it is computed, so that its value is not known here.
    """

    address: str
    column: int
    value: Value
    formula: bool = False


def read_sheet(data: bytes) -> list[list[Cell]]:
    """Return the rows of the first sheet that hold something, with their cells that do.

    Raises:
        BadWorkbook: it is none, or larger than is read.
    """
    _check_parts(data)
    try:
        with warnings.catch_warnings():
            # It tells of styles and rules for cells that it leaves out; nobody here needs them.
            warnings.simplefilter("ignore")
            return list(_rows(data))
    except BadWorkbook:
        raise
    # The library has no class for what it cannot read: whatever it stumbles over is such a file.
    except Exception as error:
        raise BadWorkbook(message(_NO_WORKBOOK)) from error


def _check_parts(data: bytes) -> None:
    too_large = message(_TOO_LARGE, most=LARGEST // 1024**2)
    if len(data) > LARGEST:
        raise BadWorkbook(too_large)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            # More than it says no part unpacks to: reading stops there.
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED:
                raise BadWorkbook(too_large)
            for one in parts:
                if one.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(packed.read(one))
    except BadWorkbook:
        raise
    except Exception as error:
        raise BadWorkbook(message(_NO_WORKBOOK)) from error


def _check_xml(text: bytes) -> None:
    """Refuse what no workbook holds: definitions of a document type, and other alphabets."""
    encoding = _ENCODING.match(text)
    told = encoding[1].lower() if encoding else b"utf-8"
    plain = text.replace(b"<!--", b"").replace(b"<![CDATA[", b"")
    if b"<!" in plain or b"\0" in text or told not in {b"utf-8", b"us-ascii", b"iso-8859-1"}:
        raise BadWorkbook(message(_NO_WORKBOOK))


def _rows(data: bytes) -> Iterator[list[Cell]]:
    # Only who brings a workbook waits for it.
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    looked_at = 0
    try:
        sheet = book.worksheets[0]
        # What a sheet says of its size need not be true.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW), start=1):
            # Cells that are left out between two others count as well: they take as long.
            looked_at += len(row)
            if looked_at > MOST_CELLS:
                raise BadWorkbook(message(_TOO_LARGE, most=LARGEST // 1024**2))
            cells = [
                Cell(
                    f"{get_column_letter(column + 1)}{number}",
                    column,
                    _value(cell.value),
                    cell.data_type in _COMPUTED,
                )
                for column, cell in enumerate(row)
                if cell.value is not None and _value(cell.value) != ""
            ]
            if cells and number > MOST_ROWS:
                raise BadWorkbook(message(_TOO_MANY, most=MOST_ROWS))
            if cells and cells[-1].column >= MOST_COLUMNS:
                raise BadWorkbook(message(_TOO_WIDE, most=MOST_COLUMNS))
            if cells:
                yield cells
    finally:
        book.close()


def _value(value: object) -> Value:
    return value.strip() if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet that is written.

    Attributes:
        head: what stands over it, for people.
        code: what stands under that, for programs; empty on all columns: there is no such row.
        width: in characters.
        choices: what may be chosen, for a list in the cell.
        least: the smallest number that is taken, with ``most``; None: it holds no numbers.
        most: the largest.
    """

    head: str
    code: str = ""
    width: int = 14
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


def sheet_name(title: str) -> str:
    """Return a title as a sheet may be called."""
    return title.translate(_FORBIDDEN)[:LONGEST_NAME].strip().strip("'") or "-"


def write_sheet(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | int | Decimal | dt.date | None]],
    *,
    made: dt.datetime,
    lists: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (),
) -> bytes:
    """Return a workbook of one table; no text in it is taken for a formula or an address.

    Args:
        title: of the workbook and its sheet.
        columns: of the table.
        rows: text, numbers and days in the order of the columns; None and empty text are empty.
        made: what the workbook says of when it was made, so that the same gives the same bytes.
        lists: title and pairs of code and words of further sheets, which explain codes.
    """
    # Only who takes a workbook waits for it.
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    code = book.add_format({"font_color": "#63676b", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    sheet = book.add_worksheet(sheet_name(title))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head, head)
        if column.code:
            sheet.write_string(1, place, column.code, code)
    first = 2 if any(column.code for column in columns) else 1
    for line, row in enumerate(rows, start=first):
        for place, value in enumerate(row):
            if isinstance(value, str):
                if value:
                    sheet.write_string(line, place, value, text)
            elif isinstance(value, dt.date):
                sheet.write_datetime(line, place, value, day)
            elif value is not None:
                sheet.write_number(line, place, value, number)
    for place, column in enumerate(columns):
        _validate(sheet, column, first, place)
    sheet.freeze_panes(first, 2 if len(columns) > MANY else 0)
    for name, pairs in lists:
        other = book.add_worksheet(sheet_name(name))
        other.set_column(0, 0, 20)
        other.set_column(1, 1, 60)
        other.write_string(0, 0, name, head)
        for line, (left, right) in enumerate(pairs, start=1):
            other.write_string(line, 0, left, text)
            other.write_string(line, 1, right, text)
    book.close()
    return buffer.getvalue()


# Past so many columns the first two stay in sight.
MANY = 8
# A list of choices in a cell has no more characters.
LONGEST_LIST = 255


def _validate(sheet: object, column: Column, first: int, place: int) -> None:
    rule: dict[str, object] = {}
    if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
        rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
    elif column.least is not None:
        rule = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": column.least,
            "maximum": column.most,
            "error_type": "warning",
        }
    if rule:
        sheet.data_validation(first, place, MOST_ROWS, place, rule)  # type: ignore[attr-defined]
