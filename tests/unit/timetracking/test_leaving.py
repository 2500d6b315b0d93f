"""A sheet of time in each form in which it leaves: complete, harmless, read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from fractions import Fraction

import openpyxl
import pytest

from timetracking.core.grid import RowKey, Task
from timetracking.core.importers import formats
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.pieces import read_items
from timetracking.core.rows import Settings
from timetracking.core.timesheet import DayLine, EntryLine, Timesheet, rows_of
from timetracking.renderers import renderers

WEB, ADMIN = (
    Task("WEB", "Websites", "Information", "service"),
    Task("ADMIN", "=1+1", "", "overhead"),
)
MONDAY = dt.date(2017, 1, 9)
DAYS = [MONDAY + dt.timedelta(days=number) for number in range(7)]
SAVED = dt.datetime(2017, 1, 9, 17, tzinfo=dt.UTC)
FORMULA = '=cmd()|" /C calc"!A0'
ENTRIES = (
    EntryLine(
        1, MONDAY, 90, WEB, RowKey("WEB", "AEWA+CMS"), FORMULA,
        dt.datetime(2017, 1, 9, 8, tzinfo=dt.UTC), dt.datetime(2017, 1, 9, 9, 30, tzinfo=dt.UTC),
    SAVED),
    EntryLine(2, DAYS[1], 45, WEB, RowKey("WEB", "CMS"), "", None, None, SAVED),
    EntryLine(3, DAYS[1], 30, ADMIN, RowKey("ADMIN"), "@sum", None, None, SAVED),
)  # fmt: skip
MEANINGS = Meanings(Codes({"WEB": "service", "ADMIN": "overhead"}, frozenset({"CMS", "AEWA"})))


def sheet(entries: tuple[EntryLine, ...] = ENTRIES) -> Timesheet:
    days = tuple(
        DayLine(day, "", day.isoweekday() < 6, Fraction(480 if day.isoweekday() < 6 else 0),
                sum(one.minutes for one in entries if one.day == day), 0, "")
        for day in DAYS
    )  # fmt: skip
    return Timesheet(
        "Ada", "ada", "IMCA", "Joint unit", "Europe/Berlin", DAYS[0], DAYS[-1], days,
        rows_of(entries, DAYS), entries, (), synthetic=True,
    )  # fmt: skip


def read_back(name: str, data: bytes) -> list[tuple[str, int, str, list[str], str]]:
    rows = list(formats()[name].read(data, Settings("Europe/Berlin", today=DAYS[-1])))
    reading = read_items(rows, meanings=MEANINGS, joint_on=lambda _: None, zone="Europe/Berlin")
    assert not reading.rejected
    assert not reading.skipped
    return [
        (str(one.date), one.minutes, one.activity, sorted(one.members), one.note)
        for item in reading.items
        for one in item.parts.values()
    ]


def test_a_calendar_is_read_back_as_what_it_was() -> None:
    assert read_back("ical", renderers()["ical"].render(sheet())) == [
        ("2017-01-09", 90, "WEB", ["AEWA", "CMS"], FORMULA),
        ("2017-01-10", 45, "WEB", ["CMS"], ""),
        ("2017-01-10", 30, "ADMIN", [], "@sum"),
    ]


def test_csv_is_read_back_and_no_cell_is_a_formula() -> None:
    data = renderers()["csv"].render(sheet())
    assert data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    back = read_back("csv", data)
    assert [row[:4] for row in back] == [
        ("2017-01-09", 90, "WEB", ["AEWA", "CMS"]),
        ("2017-01-10", 45, "WEB", ["CMS"]),
        ("2017-01-10", 30, "ADMIN", []),
    ]


def test_the_workbook_adds_up_and_keeps_text_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(renderers()["xlsx"].render(sheet())))
    days, entries = book.worksheets
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    notes = [row[8].value for row in entries.iter_rows(min_row=2)]
    assert notes == [FORMULA, "", "@sum"]
    total = {row[0].value: row[10].value for row in days.iter_rows(min_row=5)}
    assert total["Recorded"] == dt.timedelta(minutes=165)
    assert total["Expected"] == dt.timedelta(hours=40)
    # By the clocks of the unit.
    assert [entries["B2"].value, entries["C2"].value] == [dt.time(9), dt.time(10, 30)]


def test_json_holds_exact_sums_and_every_entry() -> None:
    document = json.loads(renderers()["json"].render(sheet()))
    assert (document["recorded"], document["expected"]) == (165, "2400/1")
    assert [one["minutes"] for one in document["entries"]] == [90, 45, 30]


def test_the_digest_tells_whether_figures_are_the_same() -> None:
    assert sheet().digest() == sheet(ENTRIES[::-1]).digest()
    assert sheet().digest() != sheet(ENTRIES[:2]).digest()


@pytest.mark.parametrize("name", list(renderers()))
def test_every_form_takes_a_sheet_without_entries(name: str) -> None:
    assert renderers()[name].render(sheet(()))
