"""``import_time``: locks, dry runs, maps, and who and what must be known."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from secretariats.models import Change, Unit
from tests.db.timetracking.importing import (
    DATA,
    csv_file,
    entries,
    refused,
    run,
    timew,
    totals,
)
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_approved_weeks_are_locked_and_what_is_stored_in_them_is_unchanged(
    unit: Unit, cast: Cast, tmp_path: Path
) -> None:
    known = "2017-01-09,60,CMS-WEB,CMS,"
    run(csv_file(tmp_path, known), "csv")
    sheet = WeekSheet.objects.create(
        unit=unit,
        person=cast.ada,
        start=dt.date(2017, 1, 9),
        end=dt.date(2017, 1, 15),
        state=WeekSheet.State.APPROVED,
    )
    path = csv_file(tmp_path, known, "2017-01-15,60,CMS-WEB,CMS,", "2017-01-16,60,CMS-WEB,CMS,")
    told = run(path, "csv")
    assert [(one["row"], "approved week" in one["reason"]) for one in told["rejected"]] == [
        (3, True)
    ]
    sheet.state = WeekSheet.State.SUBMITTED
    sheet.save()
    told = run(path, "csv")
    assert [(one["row"], "take the week back" in one["reason"]) for one in told["rejected"]] == [
        (3, True)
    ]
    sheet.state = WeekSheet.State.OPEN
    sheet.save()
    told = run(path, "csv")
    assert (told["created"], told["unchanged"]) == (2, 1)


def test_an_update_leaves_approved_weeks_alone(unit: Unit, cast: Cast, tmp_path: Path) -> None:
    run(csv_file(tmp_path, "2017-01-09,60,CMS-WEB,CMS,"), "csv")
    WeekSheet.objects.create(
        unit=unit,
        person=cast.ada,
        start=dt.date(2017, 1, 9),
        end=dt.date(2017, 1, 15),
        state=WeekSheet.State.APPROVED,
    )
    told = run(csv_file(tmp_path, "2017-01-09,70,CMS-WEB,CMS,"), "csv", "--update")
    assert "approved week" in told["rejected"][0]["reason"]
    assert (told["updated"], totals()) == (0, 60)


def test_a_dry_run_says_what_would_happen_and_stores_nothing(unit: Unit) -> None:
    told = timew("week", "--dry-run")
    assert (told["created"], told["dry_run"]) == (5, True)
    assert entries() == []
    assert not Change.objects.exists()


def test_a_load_stands_in_the_history_with_the_file_s_digest(unit: Unit, cast: Cast) -> None:
    timew("week")
    timew("week")
    (change,) = Change.objects.all()
    assert change.kind == Change.Kind.LOADED
    assert (change.unit, change.row, change.actor) == (unit, str(cast.ada.pk), None)
    assert change.after["created"] == 5
    assert len(change.after["sha256"]) == 64


def test_a_map_says_what_names_stand_for(unit: Unit, tmp_path: Path) -> None:
    mapped = tmp_path / "map.json"
    mapped.write_text(
        json.dumps(
            {
                "FIRST DRAFT": {"activity": "S01"},
                "cms-web": {"for": ["AEWA"]},
                "Admin": {"activity": "CMS-WEB", "for": "joint"},
            }
        )
    )
    told = timew("week", "--map", str(mapped))
    # What the map turns into an instrument is no activity any more.
    assert [one["row"] for one in told["rejected"]] == [1, 3, 4]
    mapped.write_text(
        json.dumps({"first draft": {"for": ["CMS"]}, "ADMIN": {"activity": "LEAVE"}})
    )
    assert timew("week", "--map", str(mapped))["created"] == 5
    assert entries()[1] == ("2017-01-09", 90, "CMS-WEB", "AEWA+CMS")
    assert entries()[4] == ("2017-01-11", 30, "LEAVE", "")


def test_a_wrong_map_is_told_with_file_and_place(unit: Unit, tmp_path: Path) -> None:
    mapped = tmp_path / "map.json"
    mapped.write_text('{"a": {"activity": "NONE"}, "b": {"for": ["AWEA"]}}')
    error = timew("week", "--map", str(mapped))["error"]
    assert f"{mapped}: a.activity: the unit has no 'NONE'" in error
    assert f"{mapped}: b.for[0]: the unit has no 'AWEA'" in error
    assert "cannot be read" in timew("week", "--map", str(tmp_path / "none.json"))["error"]


def test_whom_and_where_must_be_known(unit: Unit, cast: Cast) -> None:
    week = str(DATA / "timewarrior" / "week.json")
    asked = [week, "--format", "timewarrior", "--person"]
    assert "no person with the username nobody" in refused(*asked, "nobody")
    assert "works in no unit" in refused(*asked, "stranger")
    assert "cannot be read" in refused("none.json", *asked[1:], "ada")
    assert "no assignment or contract" in refused(*asked, "auditor")
    other = Unit.objects.create(
        code="OTHER", name="Other", currency="EUR", timezone="UTC", daily_minutes=480
    )
    assert "does not work in OTHER, but in IMCA" in refused(*asked, "ada", "--unit", "OTHER")
    other.people.add(cast.ada)
    assert "works in IMCA, OTHER; say which" in refused(*asked, "ada")
    assert timew("week", "--unit", "IMCA")["created"] == 5


@pytest.mark.parametrize("format_", ["csv", "timewarrior"])
@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00", b"some words"])
def test_a_file_that_is_none_is_refused_in_one_line_that_names_it(
    unit: Unit, tmp_path: Path, format_: str, content: bytes
) -> None:
    path = tmp_path / "time"
    path.write_bytes(content)
    told = run(path, format_)
    assert told.keys() == {"error"}
    assert told["error"].startswith(f"1: {path}: ")
    assert "\n" not in told["error"]


def test_two_people_may_bring_in_the_same_file(unit: Unit) -> None:
    timew("week")
    week = str(DATA / "timewarrior" / "week.json")
    call_command(
        "import_time", week, "--format", "timewarrior", "--person", "coordinator",
        stdout=io.StringIO(),
    )  # fmt: skip
    assert len(entries()) == 10


def test_people_read_what_became_of_their_rows(unit: Unit) -> None:
    timew("week")
    out = io.StringIO()
    path = str(DATA / "timewarrior" / "week-corrected.json")
    call_command("import_time", path, "--format", "timewarrior", "--person", "ada", stdout=out)
    text = out.getvalue()
    assert "Created 1, unchanged 2, updated 0." in text
    assert "Row 2 changed at the source: members AEWA → CMS." in text
    assert "--update" in text
    assert "first draft" in text
