"""Files of inputs as they come: read as exact text, or refused with what to do."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from costsharing.core.input_sheet import (
    LARGEST,
    MOST_ROWS,
    BadFile,
    Record,
    read_records,
)
from costsharing.core.input_written import guard, unguard, write_csv
from timetracking.core.workbook import Column, write_sheet

NAMES = ("id", "grade", "annual", "note")
HEAD = "grade,annual,note\n"
PLAIN = HEAD + "P2,66000.00,NA\nNO,1.5,\n"
CELLS = [
    {"grade": "P2", "annual": "66000.00", "note": "NA"},
    {"grade": "NO", "annual": "1.5", "note": ""},
]


def read(data: bytes | str) -> list[Record]:
    return read_records(
        data.encode() if isinstance(data, str) else data,
        names=NAMES,
        required=("grade", "annual"),
        called={"besoldung": "grade", "jährlich": "annual"},
    )


def told(data: bytes | str) -> str:
    with pytest.raises(BadFile) as bad:
        read(data)
    return str(bad.value)


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PLAIN.encode(), id="commas"),
        pytest.param(PLAIN.replace(",", ";").encode(), id="semicolons"),
        pytest.param(PLAIN.replace(",", "\t").encode(), id="tabs"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="mark"),
        pytest.param(PLAIN.encode("utf-16"), id="utf-16"),
        pytest.param(PLAIN.encode("utf-16-le"), id="utf-16 without mark"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="windows"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), id="old mac"),
        pytest.param(PLAIN.replace("grade", " GRADE ").encode(), id="case"),
        pytest.param(PLAIN.replace("grade,annual", "Besoldung,Jährlich").encode(), id="labels"),
        pytest.param(
            PLAIN.replace("grade,annual", "Besoldung,Jährlich").encode("latin-1"), id="latin-1"
        ),
        pytest.param(("sep=;\n" + PLAIN.replace(",", ";")).encode(), id="hint"),
        pytest.param(("\n\n" + PLAIN + "\n,,\n").encode(), id="empty rows"),
        pytest.param(write_csv(NAMES[1:], [list(one.values()) for one in CELLS]), id="ours"),
    ],
)
def test_a_table_is_read_however_it_was_saved(data: bytes) -> None:
    assert [one.cells for one in read(data)] == CELLS


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    found = read('grade,annual,note\n\nP2,1,"two\nlines, one cell"\nP3,2,\n')
    assert [(one.row, one.cells["note"]) for one in found] == [
        (3, "two\nlines, one cell"),
        (4, ""),
    ]


def test_a_workbook_gives_exact_text() -> None:
    (found,) = read(
        workbook(
            ["Grade", "Annual", "Note"],
            ["grade", "annual", "note"],
            ["P2", 0.956, dt.datetime(2017, 1, 31)],  # noqa: DTZ001 - as workbooks have it
        )
    )
    assert (found.row, found.cells) == (
        3, {"grade": "P2", "annual": "0.9560", "note": "2017-01-31"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2017, "2017"), (2017.0, "2017"), (0.1, "0.1"), (66000.55, "66000.55"),
        (-12.5, "-12.5"), (99999999999.9999, "99999999999.9999"), (1e16, "10000000000000000"),
        (1.234, "1.2340"), (True, "yes"), (dt.date(2017, 2, 1), "2017-02-01"), ("0,50", "0,50"),
        ("=1", None), (dt.datetime(2017, 1, 1, 12, 30), None),  # noqa: DTZ001
        (dt.time(12, 30), None),
    ],
)  # fmt: skip
def test_each_kind_of_cell_of_a_workbook(value: Any, text: str | None) -> None:
    (found,) = read(workbook(["grade", "annual"], ["P2", value]))
    if text is None:
        assert [column for column, _why in found.wrong] == ["annual"]
        assert "B2" in str(found.wrong[0][1])
    else:
        assert found.cells["annual"] == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param("", "empty", id="nothing"),
        pytest.param(" \n\n", "empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="mark alone"),
        pytest.param(b"\x89PNG\x0d\x0a\x1a\x0a" + bytes(range(256)) * 3, "CSV or XLSX", id="png"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 512, "of the old kind", id="xls"),
        pytest.param(b"PK\x03\x04 broken", "no workbook", id="broken workbook"),
        pytest.param(HEAD, "no row", id="header alone"),
        pytest.param("grade,note\nP2,x\n", "“annual” is missing", id="missing"),
        pytest.param("grade,annual,colour\nP2,1,red\n", "no column “colour”", id="unknown"),
        pytest.param("grade,annual,grade\nP2,1,P3\n", "“grade” is there twice", id="twice"),
        pytest.param('grade,annual\nP2,"1\n', "quotation mark", id="open quote"),
        pytest.param(b"a" * (LARGEST + 1), "larger than 2 MB", id="too large"),
        pytest.param(HEAD + "P2,1,\n" * (MOST_ROWS + 3), "more than 2000 rows", id="too many"),
        pytest.param("," * 500 + "\n" + HEAD, "501 columns", id="too wide"),
        pytest.param("<html><body>Log in</body></html>", "no column", id="a page"),
        pytest.param("grade|annual\nP2|1\n", "“annual” is missing", id="another mark"),
    ],
)
def test_what_is_no_such_table_is_said_in_words(data: bytes | str, words: str) -> None:
    assert words in told(data)


def test_every_mistake_of_the_header_is_said_at_once() -> None:
    message = told("grad,anual\nP2,1\n")
    assert "“grad”" in message
    assert "“anual”" in message
    assert "“grade” is missing" in message
    assert "“annual” is missing" in message


def test_a_cell_too_many_is_told_with_its_row() -> None:
    first, second = read(HEAD + "P2,1,000.50,x\nP3,1,y\n")
    assert "a comma without quotes" in str(first.wrong[0][1])
    assert second.wrong == ()


def test_a_workbook_that_unpacks_to_too_much_is_refused_before() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (30 * 1024**2))
    assert "larger than 2 MB" in told(buffer.getvalue())


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-x", "@SUM", "'=1", "''=1", "'tis", "plain", "", "'", "''", "'+"]
)
def test_a_formula_is_kept_from_being_one_and_comes_back(text: str) -> None:
    kept = guard(text)
    assert not kept.startswith(("=", "+", "-", "@"))
    assert unguard(kept) == text


def test_a_number_of_fifteen_digits_survives_a_workbook() -> None:
    for text in ("99999999999.9999", "12345678901.2345", "0.0001", "-99999999999.9999"):
        data = write_sheet(
            "x",
            [Column("Grade", "grade"), Column("Annual", "annual")],
            [["P2", Decimal(text)]],
            made=dt.datetime(2017, 1, 1, tzinfo=dt.UTC),
        )
        assert Decimal(read(data)[0].cells["annual"]) == Decimal(text)
