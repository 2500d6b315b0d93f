"""A workbook becomes the draft of a programme: looked at on a page, then confirmed once."""

from __future__ import annotations

import html
import io
import json
import re
from typing import TYPE_CHECKING, Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from timetracking.actions.edit_programme import add_item
from timetracking.core.programme import Planned, item_content
from timetracking.models import ProgrammeItem

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

YEAR = "2017"
# Numbers where text belongs.
WRONG = json.dumps([{**item_content(Planned("1", "x")), "number": 1}])
WHERE = {"unit": "IMCA", "year": YEAR}


def changed(data: bytes, **cells: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.active is not None
    for address, value in cells.items():
        book.active[address] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def exported(client: Client, cast: Cast) -> bytes:
    add_item(cast.unit, 2017, Planned("1.1", "Websites"), actor=cast.coordinator)
    client.force_login(cast.coordinator)
    answer = client.get(reverse("programme_export"), WHERE)
    assert answer["Content-Disposition"] == 'attachment; filename="IMCA-programme-2017.xlsx"'
    return answer.content


def send(client: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("p.xlsx", data)
    return client.post(reverse("programme_import"), {**WHERE, "file": file})


def test_it_is_looked_at_then_taken_over(cast: Cast, client: Client) -> None:
    data = exported(client, cast)
    data = changed(data, B3="Websites <b>and</b> apps", J3="4,5", A4="2", B4="News")
    answer = send(client, data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "New: 1, changed: 1, removed: 0, the same: 0." in page
    assert "Websites &lt;b&gt;and&lt;/b&gt; apps" in page
    assert ProgrammeItem.objects.get().title == "Websites", "nothing is changed yet"
    fields = dict(re.findall(r'name="(seen|content)" value="([^"]*)"', page))
    asked = WHERE | {name: html.unescape(value) for name, value in fields.items()}
    assert client.post(reverse("programme_import"), asked).status_code == 302
    found = list(ProgrammeItem.objects.order_by("number").values_list("title", "planned_days"))
    assert found == [("Websites <b>and</b> apps", {"AEWA": "4.5"}), ("News", {})]
    again = client.post(reverse("programme_import"), asked)
    assert again.status_code == 422, "what was looked at is another by now"
    assert "Somebody changed this programme" in again.content.decode()


def test_every_wrong_cell_is_named_and_nothing_changes(cast: Cast, client: Client) -> None:
    data = changed(exported(client, cast), B3="=HYPERLINK(1)", J3="many", A5="3")
    answer = send(client, data)
    page = re.sub(r"<[^>]+>", "", answer.content.decode())
    assert answer.status_code == 422
    assert "B3 This is a formula" in page
    assert "J3 “many” is not a number" in page
    data = changed(data, B3="Websites", J3=None)
    assert "row 5 Say what is done." in re.sub(r"<[^>]+>", "", send(client, data).content.decode())
    for other in (b"", b"x" * (2 * 1024**2 + 1)):
        assert send(client, other).status_code == 422
    assert client.post(reverse("programme_import"), WHERE).status_code == 422
    assert ProgrammeItem.objects.get().title == "Websites"


def test_what_comes_back_spoiled_is_refused(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    for content in ("", "x", "[1]", "{}", '[{"number": 1}]', "[" * 99_999, "null", WRONG):
        answer = client.post(
            reverse("programme_import"), WHERE | {"content": content, "seen": "x"}
        )
        assert answer.status_code == 422, content[:20]
    assert not ProgrammeItem.objects.exists()


def test_who_only_reads_takes_it_along_and_brings_nothing(cast: Cast, client: Client) -> None:
    data = exported(client, cast)
    client.force_login(cast.ada)
    assert client.get(reverse("programme_export"), WHERE).status_code == 200
    assert send(client, data).status_code == 403
    assert client.get(reverse("programme_export"), WHERE | {"version": "3"}).status_code == 404
