"""Everything stored about a person leaves with them: nothing is forgotten, nothing of others."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from secretariats.actions.make_token import make_token
from secretariats.models import Change, Job, Signature
from tests.db.timetracking.test_own_calendar import SECRET, content
from timetracking.actions import export_own
from timetracking.actions import keep_calendar as calendars
from timetracking.actions.keep_calendar import keep_address, read_calendar
from timetracking.actions.keep_favourite import keep_favourite
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind, Upload, WeekSheet
from timetracking.own_files import own_file
from timetracking.queries.own_data import NOT_MINE, NOT_TOLD, columns_of_people, parts

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

    from secretariats.models import Person
    from tests.cast import Cast

ADMIN = RowKey("ADMIN")


def told(person: Person) -> dict[str, Any]:
    """Return the file of a person's data as it was sent."""
    document: dict[str, Any] = json.loads(b"".join(own_file(person, "json")))
    assert document["person"] == person.username
    found: dict[str, Any] = document["parts"]
    return found


@pytest.fixture
def ada(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Give Ada something of nearly everything, and the coordinator an entry."""
    monkeypatch.setattr(calendars, "hand_out", lambda _person: None)
    Activity.objects.create(unit=cast.unit, code="ADMIN", title="Running it", kind=Kind.OVERHEAD)
    day = timezone.localdate()
    for person, note in ((cast.ada, "=cmd()"), (cast.coordinator, "note of Cleo")):
        save_cell(ADMIN, day, 90, actor=person, unit=cast.unit, version="", note=note)
    keep_favourite(ADMIN, actor=cast.ada, unit=cast.unit)
    keep_address(SECRET, actor=cast.ada)
    read_calendar(cast.ada, read=lambda _address: content("Call"))
    make_token(cast.ada, name="script", days=3, actor=cast.ada)
    Upload.objects.create(
        unit=cast.unit, person=cast.ada, format="csv", name="week.csv", content=b"secret bytes",
        size=12, sha256="0" * 64,
    )  # fmt: skip
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=day, end=day, state="returned",
        reason="say more", decided_by=cast.coordinator,
    )  # fmt: skip
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.coordinator, start=day, end=day, decided_by=cast.ada,
        note="a week of Cleo",
    )  # fmt: skip
    return cast


def test_every_column_of_people_is_taken_or_left_out_with_a_reason() -> None:
    columns = columns_of_people()
    assert set(NOT_MINE) <= set(columns), "a reason for a column that is gone"
    # What tells whose a row is belongs to that person; a new column of another name, such as of
    # who decided, is told in the list or, by being here, taken.
    taken = {column for column, why in columns.items() if not why}
    owned = {column for column in taken if column.rpartition(".")[2] in {"person", "user"}}
    assert taken - owned == {
        "secretariats.Job.actor",
        "timetracking.MilestoneDone.marked_by",
        "timetracking.Output.made_by",
    }
    assert all(NOT_MINE.values())
    assert all(NOT_TOLD.values())


def test_the_data_hold_what_is_stored_with_address_and_history(ada: Cast) -> None:
    data = told(ada.ada)
    assert data["account"][0]["username"] == "ada"
    assert data["timetracking_owncalendar"][0]["address"] == SECRET
    assert [one["title"] for one in data["timetracking_calendarevent"]] == ["Call"]
    entry = data["timetracking_timeentry"][0]
    assert (entry["activity"], entry["minutes"], entry["note"]) == ("ADMIN", 90, "=cmd()")
    assert data["timetracking_favourite"][0]["activity"] == "ADMIN"
    assert data["timetracking_weeksheet"][0]["reason"] == "say more"
    assert data["timetracking_upload"][0]["name"] == "week.csv"
    assert data["secretariats_apitoken"][0]["name"] == "script"
    assert data["secretariats_assignment"][0]["post"] == "P-01"
    assert data["secretariats_role"][0]["role"] == "staff"
    tables = {one["table"] for one in data["history"]}
    assert {"timetracking_timeentry", "timetracking_favourite", "timetracking_owncalendar"} <= (
        tables
    )
    assert {"login_attempts", "login_failures"} <= set(data)


def test_no_secret_and_nothing_of_others_is_in_them(ada: Cast) -> None:
    text = b"".join(own_file(ada.ada, "json")).decode()
    stored = ada.ada
    stored.refresh_from_db()
    for secret in (
        stored.password, stored.tokens.get().digest, "note of Cleo", "secret bytes",
        "a week of Cleo",
    ):  # fmt: skip
        assert secret not in text
    # A deed to somebody else's row is told, what stood in it is not.
    Change.objects.create(
        actor=ada.ada, unit=ada.unit, kind="changed", table="costsharing_staffcost", row="1",
        before={"amount": "5200.00"}, after={"amount": "5300.00"},
    )  # fmt: skip
    deed = told(ada.ada)["history"][-1]
    assert (deed["table"], deed["before"], deed["after"]) == ("costsharing_staffcost", None, None)


def test_what_others_did_to_ones_rows_is_in_them(ada: Cast) -> None:
    sheet = WeekSheet.objects.get(person=ada.ada)
    Change.objects.create(
        actor=ada.coordinator, unit=ada.unit, kind="changed", table="timetracking_weeksheet",
        row=str(sheet.pk), before={"state": "submitted"}, after={"state": "returned"},
    )  # fmt: skip
    last = told(ada.ada)["history"][-1]
    assert (last["by"], last["after"]) == ("coordinator", {"state": "returned"})


def test_signatures_are_in_them(ada: Cast) -> None:
    Signature.objects.create(
        unit=ada.unit, document="agreement", document_id="1", digest="sha256:x",
        instrument=ada.cms, person=ada.cms_secretary, decision="refused", reason="too early",
    )  # fmt: skip
    assert told(ada.cms_secretary)["secretariats_signature"][0]["reason"] == "too early"
    assert told(ada.ada)["secretariats_signature"] == []


def test_the_archive_has_a_table_for_each_part_with_harmless_cells(ada: Cast) -> None:
    data = b"".join(own_file(ada.ada, "csv"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {f"{part.name}.csv" for part in parts(ada.ada)} == set(archive.namelist())
        text = archive.read("timetracking_timeentry.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["minutes"], row["note"]) == ("90", "'=cmd()")


def test_what_is_much_is_written_by_a_worker_and_removed_after_a_week(
    ada: Cast, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("secretariats.actions.run_job.send", lambda _job: None)
    assert export_own.export_own("json", actor=ada.ada) is None
    monkeypatch.setattr(export_own, "LARGE", 0)
    job = export_own.export_own("json", actor=ada.ada)
    assert job is not None
    for _time in range(2):
        assert export_own.carry_out(job, tell=lambda *_: None) == str(job.pk)
    with default_storage.open(export_own.stored_name(job)) as file:
        assert json.loads(file.read())["person"] == "ada"
    week = timezone.now() - export_own.KEPT
    Job.objects.filter(pk=job.pk).update(finished=week, result=str(job.pk), state="done")
    assert export_own.remove_old() == 1
    assert not default_storage.exists(export_own.stored_name(job))
    assert export_own.remove_old() == 0
