"""A programme as a workbook: what is written reads back, and traps are told by their cell."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from timetracking.core import workbook
from timetracking.core.milestones import Milestone
from timetracking.core.programme import Planned, Strategy
from timetracking.core.programme_sheet import Sheet, columns_of, read_items, row_of
from timetracking.core.workbook import BadWorkbook, Column, read_sheet, write_sheet

CODES = ("AEWA", "CMS")
MADE = dt.datetime(2017, 1, 1, tzinfo=dt.UTC)
ITEM = Planned(
    "2.10",
    "=cmd|' /C calc'!A0",
    activity="WEB",
    outputs="Up to date\nin two languages",
    mandate="+1",
    days=(("AEWA", Fraction(5)), ("CMS", Fraction(21, 2))),
    categories=(("P", Fraction(10)), ("G", Fraction(11, 2))),
    milestones=(
        Milestone(dt.date(2017, 5, 10), "Main day: 300 events"),
        Milestone(dt.date(2017, 10, 14), ": – second, in autumn"),
    ),
    strategies=(Strategy("CMS", "Goal 2", "https://example.org/plan#2"),),
)
PLAIN = Planned("3", "News")


def written(*items: Planned) -> bytes:
    columns = [Column(f"Words of {code}", code) for code in columns_of(CODES)]
    return write_sheet("x", columns, [row_of(item, CODES) for item in items], made=MADE)


def read(data: bytes) -> Sheet:
    return read_items(read_sheet(data), CODES)


def made(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def told(data: bytes) -> dict[str, str]:
    return {address: str(what) for address, what in read(data).problems}


def test_what_is_written_reads_back_and_no_text_is_a_formula() -> None:
    data = written(ITEM, PLAIN)
    sheet = read(data)
    assert not sheet.problems
    assert [row.item for row in sheet.rows] == [ITEM, PLAIN]
    assert sheet.rows[0].address("title") == "B3"
    assert sheet.rows[0].address("days.CMS") == "K3"
    assert sheet.rows[1].address("days.CMS") == "4", "an empty cell is told by its row"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert written(ITEM, PLAIN) == data, "the same programme gives the same bytes"


def test_columns_come_in_any_order_and_empty_rows_are_none() -> None:
    data = made(
        ["title", "days.CMS", None, "number"], [], ["Web", "10,5", None, 2.1], [None, " "], [],
        ["News", 3, None, "2"],
    )  # fmt: skip
    sheet = read(data)
    assert not sheet.problems
    assert [row.item for row in sheet.rows] == [
        Planned("2.1", "Web", days=(("CMS", Fraction(21, 2)),)),
        Planned("2", "News", days=(("CMS", Fraction(3)),)),
    ]
    assert [row.row for row in sheet.rows] == [3, 6]


def test_numbers_that_a_spreadsheet_computed_are_exact() -> None:
    data = made(["number", "title", "days.CMS"], ["1", "a", 0.1 + 0.2], ["2", "b", 1 / 3])
    sheet = read(data)
    assert sheet.rows[0].item.days == (("CMS", Fraction(3, 10)),)
    assert list(told(data)) == ["C3"]


def test_traps_are_told_by_their_cell() -> None:
    data = made(
        ["number", "title", "days.CMS", "days.BATS", "title", "milestones"],
        ["1", "=A1", "many", None, None, "10 May"],
        ["=1+1", dt.date(2017, 1, 1), dt.date(2017, 1, 1), None, None, "2017-02-30 x"],
        ["3", True, -1, None, None, dt.date(2017, 1, 1)],
    )
    assert told(data) == {
        "D1": "“days.BATS” is no column of a programme.",
        "E1": "The column title stands twice.",
        "B2": "This is a formula: write its value.",
        "C2": "“many” is not a number: write it like 1234.56 or 1 234,56.",
        "F2": "Write each milestone on a line of its own, its day first: 2017-05-10 Main day.",
        "A3": "This is a formula: write its value.",
        "B3": "Write text here, not a day or a time.",
        "C3": "“2017-01-01 00:00:00” is not a number of days.",
        "F3": "Write each milestone on a line of its own, its day first: 2017-05-10 Main day.",
        "B4": "Write text here, not a day or a time.",
        "F4": "Write each milestone on a line of its own, its day first: 2017-05-10 Main day.",
    }


def test_a_sheet_without_the_codes_is_told_what_to_do() -> None:
    assert "export a programme" in told(made(["Nr", "Titel"], ["1", "a"]))[""]
    assert not read(made(["number", "title"])).rows


def packed(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"number;title\n1;a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an older workbook",
        packed(xl__workbook=b"<workbook/>"),
        packed(xl__workbook=b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
        packed(xl__workbook="<workbook/>".encode("utf-16")),
        packed(xl__workbook=b'<?xml version="1.0" encoding="cp037"?>' + "<x/>".encode("cp037")),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(BadWorkbook, match="no workbook"):
        read_sheet(data)


def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    bomb = packed(xl__workbook=b" " * (workbook.LARGEST_UNPACKED + 1))
    assert len(bomb) < 100_000
    with pytest.raises(BadWorkbook, match="larger than 2 MB"):
        read_sheet(bomb)
    with pytest.raises(BadWorkbook, match="larger than 2 MB"):
        read_sheet(b" " * (workbook.LARGEST + 1))


def test_rows_and_columns_far_away_are_told() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"], book.active["A90000"] = "number", "x"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(BadWorkbook, match="more than 2000 rows"):
        read_sheet(buffer.getvalue())
    with pytest.raises(BadWorkbook, match="more than 80 columns"):
        read_sheet(made([None] * 90 + ["x"]))


def test_no_spoiled_workbook_ends_in_anything_but_a_refusal() -> None:
    good, chance = written(ITEM, PLAIN), random.Random(5)  # noqa: S311
    for _number in range(150):
        data = bytearray(good)
        for _time in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read(bytes(data))
        except BadWorkbook:
            continue
