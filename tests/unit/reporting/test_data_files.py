"""The data of a report: what it shows, exact, the same bytes each time, never a formula."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from reporting.core.data import Column, Data, DataRow, DataTable, Figure
from reporting.documents import documents
from reporting.renderers import renderers
from tests.unit.reporting.reports import FIVE, TWO, context

if TYPE_CHECKING:
    from reporting.core.document import Source

DATA = sorted(name for name, one in renderers().items() if one.shows == "data")
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")')


def source(name: str = TWO, language: str = "en", **parts: Any) -> Source:
    return documents()["progress_report"].compose(context(name, **parts), language)


def sheets(made: Source) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(renderers()["xlsx"].render(made)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def lines(made: Source) -> list[dict[str, str]]:
    text = renderers()["csv"].render(made).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_report_comes_in_three_media_of_data() -> None:
    assert DATA == ["csv", "json", "xlsx"]
    assert renderers()["pdf"].shows == "document"


@pytest.mark.parametrize("name", [TWO, FIVE])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_workbook_has_a_sheet_for_each_table_with_numbers_and_exact_text(
    name: str, language: str
) -> None:
    made = source(name, language)
    found = sheets(made)
    assert len(found) == 1 + len(made.data.tables)
    assert all(len(title) <= 31 for title in found)
    about, value, *_rest = found.values()
    assert (made.title,) == about[0][:1]
    assert any("sha256:" in str(cell) for row in about for cell in row)
    results = context(name)["results"]["instruments"]
    head = value[0]
    for row in value[1:]:
        figures = results[str(row[0])]
        at = 3
        for part in ("direct", "joint", "overhead", "support", "received", "funded", "balance"):
            assert Decimal(str(row[at])) == Decimal(figures[part]["rounded"]), head[at]
            assert row[at + 1] == figures[part]["exact"]
            at += 2


def test_figures_of_a_workbook_show_two_decimals_and_whole_minutes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(renderers()["xlsx"].render(source())))
    sheet = book.worksheets[1]
    assert sheet["C2"].number_format == "#,##0"
    assert sheet["D2"].number_format == "#,##0.00"
    assert sheet["D2"].data_type == "n"
    assert sheet["E2"].data_type == "s"


@pytest.mark.parametrize("medium", DATA)
def test_the_same_report_gives_the_same_bytes_in_another_process(medium: str) -> None:
    script = (
        "import django, hashlib; django.setup();"
        "from tests.unit.reporting.test_data_files import renderers, source;"
        f"print(hashlib.sha256(renderers()[{medium!r}].render(source())).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        check=True, capture_output=True, text=True,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "", "TZ": "Asia/Tokyo"},
    )  # fmt: skip
    here = hashlib.sha256(renderers()[medium].render(source())).hexdigest()
    assert run.stdout.strip() == here


def test_every_figure_of_the_csv_stands_on_a_line_with_its_exact_value() -> None:
    made = source()
    found = {(line["table"], line["code"], line["figure"]): line for line in lines(made)}
    received = found["instruments", "CMS", "received"]
    wanted = context()["results"]["instruments"]["CMS"]["received"]
    assert (received["value"], received["exact"]) == (wanted["rounded"], wanted["exact"])
    assert received["unit"] == "EUR"
    assert Fraction(found["limitations", "coverage", "value"]["exact"]) == Fraction("451/500")
    assert found["limitations", "coverage", "value"]["value"] == "90.20"
    balance = found["instruments", "CMS", "balance"]["value"]
    assert balance.startswith("-"), "a number stays a number"


def with_text(text: str) -> Source:
    table = DataTable(
        name="t",
        title=text,
        heads=("Code", "Title", "Group"),
        columns=(Column("value", text, "EUR"),),
        rows=(DataRow(text, (Figure(Decimal("-1.50"), "-3/2"),), title=text, group=text),),
    )
    return replace(source(), data=Data(about=(("title", text, text),), tables=(table,)))


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_a_formula(text: str) -> None:
    made = with_text(text)
    line = lines(made)[-1]
    assert (line["code"], line["title"], line["group"]) == (f"'{text}",) * 3
    assert (line["value"], line["exact"]) == ("-1.50", "-3/2")
    assert lines(made)[0]["value"] == f"'{text}"
    book = openpyxl.load_workbook(io.BytesIO(renderers()["xlsx"].render(made)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_json_has_exact_and_rounded_amounts_as_text() -> None:
    made = json.loads(renderers()["json"].render(source()))
    rows = {row["code"]: row["figures"] for row in made["tables"]["instruments"]["rows"]}
    assert rows["CMS"]["received"] == context()["results"]["instruments"]["CMS"]["received"]
    assert isinstance(rows["CMS"]["minutes_direct"], int)
    assert made["about"]["digest"] == context()["run"]["digest"]


def test_names_of_sheets_differ_however_alike_their_titles_are() -> None:
    one = with_text("x" * 40)
    made = replace(one, data=replace(one.data, tables=one.data.tables * 3))
    assert len(sheets(made)) == 4


def test_what_the_document_withholds_is_not_in_its_data() -> None:
    withheld = source(limitations={"concentration_withheld": True, "concentration": "9/10"})
    for medium in ("csv", "json"):
        assert b"concentration" not in renderers()[medium].render(withheld)
    for medium in ("csv", "json"):
        assert b"concentration" in renderers()[medium].render(source())


def test_another_figure_gives_another_mark_and_the_document_keeps_its_own() -> None:
    one = source()
    other = replace(one, data=Data())
    assert one.digest() == other.digest()
    for medium in DATA:
        mark = renderers()[medium].fingerprint
        assert mark(one) != mark(other)
        assert mark(one) == mark(source())
