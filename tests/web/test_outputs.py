"""The page of outputs: one line adds one, the next line is nearly filled in."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.urls import reverse

from timetracking.models import Activity, Kind, Output

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

LINE = {
    "unit": "IMCA", "date": "2017-05-10", "kind": "press", "title": "=cmd()",
    "activity": "WEB", "address": "https://example.org/1", "instruments": ["CMS"],
}  # fmt: skip


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    Activity.objects.create(unit=cast.unit, code="WEB", title="Web", kind=Kind.SERVICE)
    client.force_login(cast.ada)
    return client


def text(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def test_one_line_records_one_and_the_next_begins_with_kind_activity_and_ticks(
    ada: Client,
) -> None:
    answer = ada.post(reverse("outputs"), LINE, follow=True)
    page = answer.content.decode()
    assert "Recorded: =cmd()" in page
    assert '<option value="press" selected>' in page
    assert '<option value="WEB" selected>' in page
    assert re.search(r'value="CMS" checked', page)
    assert not re.search(r'value="AEWA" checked', page)
    assert "1 output by kind press release 1 by instrument CMS 1" in text(answer.content).replace(
        " XLSX CSV", ""
    )


def test_what_nobody_ticks_is_for_all(ada: Client) -> None:
    ada.post(reverse("outputs"), {**LINE, "instruments": []})
    assert Output.objects.get().instruments.count() == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": " "}, "Say what was delivered."),
        ({"date": "3017-01-01"}, "has not come yet"),
        ({"kind": "song"}, "song"),
        ({"address": "example.org"}, "Write the whole address"),
        ({"activity": "NONE"}, "NONE"),
        ({"instruments": ["BATS"]}, "BATS"),
    ],
)
def test_mistakes_are_told_and_what_was_typed_is_kept(
    changed: dict[str, object], told: str, ada: Client
) -> None:
    answer = ada.post(reverse("outputs"), LINE | changed)
    assert answer.status_code == 422
    assert told in text(answer.content)
    assert 'value="https://example.org/1"' in answer.content.decode() or "address" in changed
    assert not Output.objects.exists()


def test_an_output_is_corrected_and_removed_if_nobody_was_there_before(ada: Client) -> None:
    ada.post(reverse("outputs"), LINE)
    row = Output.objects.get()
    own = reverse("output", args=[row.pk])
    changed = LINE | {"title": "Press release", "seen": "1"}
    assert ada.post(own, changed).status_code == 302
    again = ada.post(own, changed | {"title": "Other"})
    assert again.status_code == 409
    assert "Somebody changed this output" in text(again.content)
    gone = reverse("output_remove", args=[row.pk])
    for seen in ("1", "", "x", "9" * 40):
        assert ada.post(gone, {"seen": seen}).status_code == 409
    assert ada.post(gone, {"seen": "2"}).status_code == 302
    assert not Output.objects.exists()
    assert ada.get(own).status_code == 404


def test_readers_read_and_write_nothing(cast: Cast, ada: Client) -> None:
    ada.post(reverse("outputs"), LINE)
    ada.force_login(cast.cms_finance)
    page = ada.get(reverse("outputs")).content.decode()
    assert "Record it" not in page
    assert "=cmd()" in page
    assert ada.post(reverse("outputs"), LINE).status_code == 403
    ada.force_login(cast.cms_member)
    assert ada.get(reverse("outputs")).status_code == 403


def test_files_hold_what_is_listed_and_no_formula(ada: Client) -> None:
    ada.post(reverse("outputs"), LINE)
    ada.post(reverse("outputs"), LINE | {"date": "2018-01-02", "title": "News"})
    where = reverse("outputs_download")
    data = ada.get(where, {"unit": "IMCA", "year": "2017", "format": "csv"})
    assert data["Content-Disposition"] == 'attachment; filename="IMCA-outputs.csv"'
    assert list(csv.reader(io.StringIO(data.content.decode("utf-8-sig")))) == [
        ["date", "kind", "title", "address", "for", "activity"],
        ["2017-05-10", "press", "'=cmd()", "https://example.org/1", "CMS", "WEB"],
    ]
    data = ada.get(where, {"unit": "IMCA", "format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(data.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet["C"]] == ["What was delivered", "News", "=cmd()"]
    assert {cell.data_type for cell in sheet["C"]} == {"s"}
    assert ada.get(where, {"format": "exe"}).status_code == 404
    for wrong in ({"year": "0"}, {"year": "x"}, {"kind": "x" * 33}, {"activity": "\0"}):
        assert ada.get(reverse("outputs"), wrong).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_as_for_one(
    ada: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ada.post(reverse("outputs"), LINE)
    with django_assert_max_num_queries(20):
        ada.get(reverse("outputs"))
    for number in range(60):
        ada.post(reverse("outputs"), LINE | {"title": f"Press {number}"})
    with django_assert_max_num_queries(20):
        answer = ada.get(reverse("outputs") + "?year=2017")
    assert "Page 1 of 2" in text(answer.content)
