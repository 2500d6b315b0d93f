"""Time from files for programs: the same action as command and page."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from secretariats.models import Job
from timetracking.actions import work_on_upload
from timetracking.models import Activity, Kind, TimeEntry, Upload

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

IMPORTS = "/api/v1/imports/"
HEADER = "date,minutes,activity,for,note\n"
GOOD = f"{HEADER}2017-01-09,60,WEB,CMS,home page\n2017-01-10,90,WEB,AEWA,\n"
BAD = f"{GOOD}2017-01-11,60,WEB,,\n"


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    """Give a client in which Ada is logged in; her unit has a website."""
    Activity.objects.create(unit=cast.unit, code="WEB", title="Web", kind=Kind.SERVICE)
    client.force_login(cast.ada)
    return client


def send(client: Client, text: str, query: str = "", *, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(IMPORTS + query, text.encode(), content_type="text/csv", headers=headers)


def test_a_file_is_answered_as_the_command_does(ada: Client, tmp_path: Path) -> None:
    path = tmp_path / "time.csv"
    path.write_text(GOOD, encoding="utf-8")
    out = io.StringIO()
    options = ["--format", "csv", "--person", "ada", "--json"]
    call_command("import_time", str(path), *options, "--dry-run", stdout=out)
    told = json.loads(out.getvalue())
    answer = send(ada, GOOD, "?dry_run=true")
    assert answer.status_code == 200
    document = answer.json()
    assert {key: document[key] for key in told} == told
    assert document["format"] == "csv"
    assert not TimeEntry.objects.exists()
    assert Upload.objects.get().content is None


def test_a_file_is_stored_once_with_the_body_or_a_form(ada: Client) -> None:
    first = send(ada, GOOD, "?format=csv")
    assert (first.status_code, first.json()["created"]) == (201, 2)
    file = SimpleUploadedFile("time.csv", GOOD.encode())
    again = ada.post(IMPORTS, {"file": file, "unit": "IMCA"})
    assert (again.status_code, again.json()["unchanged"]) == (200, 2)
    assert TimeEntry.objects.count() == 2
    kept = ada.get(first["Location"]).json()
    assert (kept["state"], kept["outcome"]["created"], kept["problems"]) == ("stored", 2, [])
    assert [one["id"] for one in ada.get(IMPORTS).json()][-1] == kept["id"]


def test_with_a_wrong_row_nothing_is_stored_and_nothing_of_the_file_kept(ada: Client) -> None:
    answer = send(ada, BAD)
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert errors[0]["path"] == "row 4"
    assert "names no instrument" in errors[0]["message"]
    assert not TimeEntry.objects.exists()
    assert not Upload.objects.exists()
    tried = send(ada, BAD, "?dry_run=true").json()
    assert [one["row"] for one in tried["rejected"]] == [4]
    assert (tried["created"], tried["acceptable"]) == (0, 2)


def test_a_map_says_what_names_stand_for(ada: Client) -> None:
    text = GOOD.replace("WEB", "Website")
    mapped = json.dumps({"Website": {"activity": "WEB"}})
    file = SimpleUploadedFile("time.csv", text.encode())
    assert ada.post(IMPORTS, {"file": file, "map": mapped}).json()["created"] == 2
    # It is remembered, so that the next file needs none.
    assert send(ada, text).json()["unchanged"] == 2
    wrong = json.dumps({"Website": {"activity": "NOTHING"}})
    file = SimpleUploadedFile("time.csv", text.encode())
    answer = ada.post(IMPORTS, {"file": file, "map": wrong})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "Website.activity"


@pytest.mark.parametrize(
    ("text", "query", "status", "words"),
    [
        ("", "", 422, "Send the file"),
        (GOOD, "?format=excel", 422, "no format"),
        (GOOD, "?dates=ydm", 400, "dates"),
        (GOOD, "?unit=NONE", 404, ""),
        ("no time\n", "", 422, "Which program"),
        (GOOD, "?format=toggl", 422, "column"),
    ],
)
def test_what_cannot_be_brought_says_why(
    text: str, query: str, status: int, words: str, ada: Client
) -> None:
    answer = send(ada, text, query)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")
    assert words in answer.json()["detail"]
    assert not Upload.objects.exists()


def test_under_one_key_a_file_is_brought_once(ada: Client) -> None:
    first = send(ada, GOOD, key="k").json()
    TimeEntry.objects.all().delete()
    assert send(ada, GOOD, key="k").json() == first
    assert not TimeEntry.objects.exists()
    assert send(ada, BAD, key="k").status_code == 422
    assert send(ada, BAD, key="other").status_code == 422
    # A key whose request failed is free again.
    assert send(ada, GOOD, key="other").status_code == 201


def test_a_large_file_is_handed_to_a_worker(ada: Client) -> None:
    days = [(2015, 1 + n // 28 % 12, 1 + n % 28, n) for n in range(2100)]
    text = HEADER + "".join(f"{y}-{m:02d}-{d:02d},1,WEB,CMS,{n}\n" for y, m, d, n in days)
    answer = send(ada, text, "?format=csv")
    assert answer.status_code == 202
    job = Job.objects.get(pk=answer.json()["job"])
    assert ada.get(answer.json()["url"]).json()["outcome"] is None
    work_on_upload.carry_out(job, tell=lambda *_: None)
    assert ada.get(answer.json()["url"]).json()["outcome"]["created"] == 2100
    assert TimeEntry.objects.count() == 2100
    # Delivered twice, it changes nothing.
    work_on_upload.carry_out(job, tell=lambda *_: None)
    assert TimeEntry.objects.count() == 2100


def test_files_of_others_are_not_there(ada: Client, cast: Cast) -> None:
    where = send(ada, GOOD)["Location"]
    for other in (cast.coordinator, cast.auditor, cast.administrator):
        ada.force_login(other)
        assert ada.get(where).status_code == 404
        assert ada.get(IMPORTS).json() == []
    assert reverse("api_imports") == IMPORTS
