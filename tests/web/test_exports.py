"""Pages and interface of what one takes along: one's own time, nobody else's."""

from __future__ import annotations

import io
import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from secretariats.models import Job
from timetracking.actions import export_own
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind, WeekSheet
from timetracking.places import chosen_place
from timetracking.queries.timesheet import timesheet
from timetracking.queries.workplaces import workplaces

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

ADMIN = RowKey("ADMIN")


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    Activity.objects.create(unit=cast.unit, code="ADMIN", title="Running it", kind=Kind.OVERHEAD)
    day = timezone.localdate()
    for person, note in ((cast.ada, "=cmd()"), (cast.coordinator, "note of Cleo")):
        save_cell(ADMIN, day, 90, actor=person, unit=cast.unit, version="", note=note)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=day, end=day, state="approved",
        decided=timezone.now(), decided_by=cast.coordinator,
    )  # fmt: skip
    client.force_login(cast.ada)
    return client


def asked(form: str, **more: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {"from": today, "to": today, "format": form, **more}


def body(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize("where", ["/time/export/", "/api/v1/time/export/"])
@pytest.mark.parametrize("form", ["csv", "ical", "json", "xlsx"])
def test_ones_own_time_leaves_in_each_form_and_nobody_elses(
    form: str, where: str, ada: Client
) -> None:
    answer = ada.get(where, asked(form))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert b"note of Cleo" not in answer.content
    if form == "csv":
        assert "'=cmd()" in answer.content.decode()


@pytest.mark.program("pdftotext")
def test_the_timesheet_says_who_when_and_who_approved(ada: Client, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(ada.get("/time/export/", asked("pdf")).content)
    told = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    for text in ("Timesheet", "Ada Staff", "Running it", "1:30", "approved", "Cleo Coordinator",
                 "Date and signature of"):  # fmt: skip
        assert text in told
    assert re.search(r"[0-9a-f]{64}", told)
    with pikepdf.open(file) as document:
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"to": "2010-01-01"}, "lies before the first"),
        ({"from": "2010-01-01"}, "a year at most"),
        ({"from": "soon"}, "Write the day as"),
        ({"format": "docx"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_the_days_is_said(
    change: dict[str, str], told: str, ada: Client
) -> None:
    answer = ada.get("/time/export/", {**asked("json"), **change})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_pdf_holds_a_month_at_most(ada: Client) -> None:
    days = {"from": "2017-01-01", "to": "2017-02-28", "format": "pdf"}
    assert "a month or less" in ada.get("/time/export/", days).content.decode()
    assert ada.get("/api/v1/time/export/", days).status_code == 422


@pytest.mark.parametrize("where", ["export_data", "api_export_data"])
def test_everything_about_oneself_is_sent_at_once(where: str, ada: Client) -> None:
    sent = {"format": "json"}
    here = reverse(where)
    answer = ada.post(f"{here}?format=json") if "api" in where else ada.post(here, sent)
    document = json.loads(body(answer))
    assert document["person"] == "ada"
    assert len(document["parts"]["timetracking_timeentry"]) == 1


def test_the_file_of_a_worker_is_for_whoever_asked_alone(
    ada: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_own, "LARGE", 0)
    monkeypatch.setattr("secretariats.actions.run_job.send", lambda _job: None)
    ada.post(reverse("export_data"), {"format": "csv"})
    job = Job.objects.get(task=export_own.TASK)
    where = reverse("export_file", args=[job.pk])
    assert ada.get(where).status_code == 404
    export_own.carry_out(job, tell=lambda *_: None)
    Job.objects.filter(pk=job.pk).update(state="done", result=str(job.pk))
    answer = ada.get(where)
    assert body(answer).startswith(b"PK")
    ada.force_login(cast.coordinator)
    assert ada.get(where).status_code == 404


def test_the_command_writes_the_same_file(ada: Client, tmp_path: Path) -> None:
    today = timezone.localdate().isoformat()
    days = ["--from", today, "--to", today]
    file = tmp_path / "time.csv"
    call_command("export_time", "--person", "ada", *days, "--format", "csv", "--out", str(file))
    assert file.read_bytes() == ada.get("/time/export/", asked("csv")).content
    out = io.StringIO()
    call_command("export_time", "--person", "ada", *days, "--format", "json", stdout=out)
    assert json.loads(out.getvalue())["recorded"] == 90
    with pytest.raises(CommandError, match="no person nobody"):
        call_command("export_time", "--person", "nobody", *days)


def test_a_sheet_takes_three_queries_however_long(
    ada: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = chosen_place(workplaces(cast.ada, ()), "")
    today = timezone.localdate()
    for start in (today, today.replace(day=1, month=1)):
        with django_assert_num_queries(3):
            timesheet(cast.ada, place, start, today)
