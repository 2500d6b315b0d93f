"""``import_time`` as a person at the command line meets it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from secretariats.models import Change, ChangeText, Unit
from tests.db.timetracking.importing import (
    DATA,
    WEEK,
    csv_file,
    entries,
    run,
    timew,
    totals,
)
from timetracking.models import Activity, Kind, RemovedEntry, TimeEntry

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_real_export_becomes_entries_once(unit: Unit) -> None:
    first = timew("week")
    assert (first["created"], first["unchanged"], first["rejected"]) == (5, 0, [])
    assert entries() == WEEK
    entry = TimeEntry.objects.order_by("begin")[1]
    assert (entry.note, entry.zone, entry.source) == (
        'said "ready", então',
        "Europe/Berlin",
        "timewarrior",
    )
    assert entry.begin == dt.datetime(2017, 1, 9, 9, 30, tzinfo=dt.UTC)
    assert entry.first_minutes == entry.minutes
    second = timew("week")
    assert (second["created"], second["unchanged"]) == (0, 5)
    assert entries() == WEEK
    assert set(entry.beneficiary.members.values_list("code", flat=True)) == {"AEWA"}


def test_the_rounding_of_seconds_is_told_in_total(unit: Unit) -> None:
    told = timew("week", "--dry-run")
    assert told["seconds"] == (80 * 60 + 30) + 90 * 60 + (45 * 60 + 29) + 60 * 60 + 30 * 60
    assert told["minutes"] == 81 + 90 + 45 + 60 + 30


def test_names_that_stand_for_nothing_are_told(unit: Unit) -> None:
    assert timew("week")["ignored"] == {"first draft": 1}


def test_a_file_that_goes_on_adds_the_rest_and_leaves_the_running_timer_out(unit: Unit) -> None:
    timew("week")
    told = timew("week-and-more")
    assert (told["created"], told["unchanged"], told["rejected"]) == (1, 5, [])
    assert [(one["row"], "running" in one["reason"]) for one in told["skipped"]] == [(7, True)]
    assert len(entries()) == 6


def test_what_changed_at_the_source_is_told_and_neither_new_nor_overwritten(unit: Unit) -> None:
    timew("week")
    told = timew("week-corrected")
    assert (told["created"], told["unchanged"], told["updated"]) == (1, 2, 0)
    found = {one["row"]: one["differences"] for one in told["changed"]}
    assert found.keys() == {1, 2, 5}
    assert found[1]["minutes"] == [81, 85]
    assert found[2] == {"members": [["AEWA"], ["CMS"]]}
    assert found[5]["minutes"] == [30, 35]
    assert entries()[:5] == WEEK


def test_an_update_amends_and_keeps_the_old_values(unit: Unit) -> None:
    timew("week")
    before = set(TimeEntry.objects.values_list("pk", flat=True))
    told = timew("week-corrected", "--update")
    assert (told["created"], told["updated"], told["unchanged"]) == (1, 3, 2)
    assert [minutes for _, minutes, _, _ in entries()] == [85, 90, 45, 60, 35, 60]
    assert totals() == 375
    changed = TimeEntry.objects.filter(version=2)
    assert set(changed.values_list("pk", flat=True)) < before
    assert sorted(changed.values_list("first_minutes", flat=True)) == [30, 81, 90]
    history = Change.objects.filter(kind=Change.Kind.CHANGED)
    assert [81, 85] in [
        [one.before["minutes"], one.after["minutes"]] for one in history if "minutes" in one.before
    ]
    assert not [one for one in history if "note" in one.before]
    again = timew("week-corrected", "--update")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 6)
    assert history.count() == 3


def test_work_across_midnight_and_changes_of_the_clocks(unit: Unit) -> None:
    assert timew("clocks")["created"] == 8
    assert [(day, minutes) for day, minutes, _, _ in entries()] == [
        ("2017-01-16", 120),
        ("2017-01-17", 90),
        ("2017-03-26", 90),
        ("2017-03-26", 30),
        ("2017-03-27", 15),
        ("2017-10-28", 60),
        ("2017-10-29", 60),
        ("2017-10-29", 210),
    ]
    assert timew("clocks")["unchanged"] == 8
    identities = set(TimeEntry.objects.values_list("source_id", flat=True))
    assert {"20170116T210000Z", "20170116T210000Z#2"} <= identities


def test_a_night_s_work_that_became_shorter_loses_its_second_day(unit: Unit) -> None:
    timew("clocks")
    told = timew("clocks-corrected")
    assert [one["differences"] for one in told["changed"]] == [
        {"minutes": [210, 60], "parts": [2, 1]}
    ]
    told = timew("clocks-corrected", "--update")
    assert (told["error"], told.get("updated")) == ("", 1)
    assert [(day, minutes) for day, minutes, _, _ in entries()][:2] == [
        ("2017-01-16", 60),
        ("2017-03-26", 90),
    ]
    assert [(str(one.date), one.first_minutes) for one in RemovedEntry.objects.all()] == [
        ("2017-01-17", 90)
    ]
    # And back again: the second day is a new part.
    assert timew("clocks", "--update")["updated"] == 1
    assert len(entries()) == 8


def test_the_unit_s_zone_decides_the_work_date(unit: Unit) -> None:
    Unit.objects.update(timezone="America/New_York")
    timew("clocks")
    assert entries()[0] == ("2017-01-16", 210, "CMS-WEB", "CMS")


def test_a_csv_becomes_entries_once(unit: Unit) -> None:
    path = DATA / "csv" / "week.csv"
    assert run(path, "csv")["created"] == 6
    assert entries() == [
        ("2017-01-09", 90, "CMS-WEB", "AEWA+CMS"),
        ("2017-01-09", 30, "ADMIN", ""),
        ("2017-01-10", 60, "CMS-WEB", "AEWA+CMS"),
        ("2017-01-10", 60, "CMS-WEB", "AEWA"),
        ("2017-01-10", 60, "CMS-WEB", "AEWA"),
        ("2017-01-11", 480, "LEAVE", ""),
    ]
    told = run(path, "csv")
    assert (told["created"], told["unchanged"]) == (0, 6)


def test_overlapping_csv_files_double_nothing_and_a_corrected_row_is_a_change(
    unit: Unit, tmp_path: Path
) -> None:
    one, two, three = (f"2017-01-{day:02d},60,CMS-WEB,CMS," for day in (9, 10, 11))
    run(csv_file(tmp_path, one, two), "csv")
    told = run(csv_file(tmp_path, two, three), "csv")
    assert (told["created"], told["unchanged"], told["changed"]) == (1, 1, [])
    corrected = csv_file(tmp_path, one, two.replace("60", "90"), three)
    told = run(corrected, "csv")
    assert (told["created"], told["unchanged"]) == (0, 2)
    assert told["changed"] == [{"row": 3, "differences": {"minutes": [60, 90]}}]
    assert totals() == 180
    assert run(corrected, "csv", "--update")["updated"] == 1
    assert totals() == 210
    told = run(corrected, "csv")
    assert (told["created"], told["unchanged"], told["changed"]) == (0, 3, [])


def test_a_note_that_an_update_changes_stands_in_the_history_apart(
    unit: Unit, tmp_path: Path
) -> None:
    run(csv_file(tmp_path, "2017-01-09,60,CMS-WEB,CMS,call with Bo"), "csv")
    run(csv_file(tmp_path, "2017-01-09,60,CMS-WEB,CMS,call"), "csv", "--update")
    (text,) = ChangeText.objects.all()
    assert (text.field, text.before, text.after) == ("note", "call with Bo", "call")
    assert "Bo" not in json.dumps(list(Change.objects.values_list("before", "after")))


def test_with_one_wrong_row_nothing_is_stored_and_each_is_told(unit: Unit, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "2017-01-09,60,CMS-WEB,CMS,good",
        "2017-01-09,0,CMS-WEB,CMS,",
        "2017-01-09,-30,CMS-WEB,CMS,",
        "2017-01-09,120000,CMS-WEB,CMS,",
        "2199-01-01,60,CMS-WEB,CMS,",
        "2013-12-31,60,CMS-WEB,CMS,",
        "2017-01-09,60,NOTHING,CMS,",
        "2017-01-09,60,CMS-WEB,,",
        "2017-01-09,60,CMS-WEB,AWEA,",
        "2017-01-09,60,ADMIN,CMS,",
        "2018-01-02,60,CMS-WEB,joint,",
        "2017-01-09,1381,CMS-WEB,CMS,",
        "2017-01-09,60",
    )
    told = run(path, "csv")
    assert (told["created"], told["acceptable"]) == (0, 1)
    reasons = [(one["row"], one["reason"]) for one in told["rejected"]]
    assert [row for row, _ in reasons] == list(range(3, 15))
    for (_, reason), words in zip(
        reasons,
        [
            "no whole minute", "less than nothing", "longer than a day", "in the future",
            "before the person's first assignment", "no activity 'NOTHING'", "names no instrument",
            "no instrument 'AWEA'", "has no beneficiary", "no agreement is in force",
            "1441 minutes", "names no activity",
        ],
        strict=True,
    ):  # fmt: skip
        assert words in reason
    assert told["error"].startswith("1: row 3: ")
    assert "nothing was stored" in told["error"]
    assert entries() == []
    assert not Change.objects.exists()


def test_a_day_counts_what_is_stored_from_elsewhere_and_in_other_units(
    unit: Unit, cast: Cast, tmp_path: Path
) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Other", currency="EUR", timezone="UTC", daily_minutes=480
    )
    activity = Activity.objects.create(unit=other, code="X", title="X", kind=Kind.OVERHEAD)
    TimeEntry.objects.create(
        unit=other,
        person=cast.ada,
        date=dt.date(2017, 1, 9),
        minutes=1400,
        first_minutes=1400,
        activity=activity,
        kind=Kind.OVERHEAD,
    )
    told = run(csv_file(tmp_path, "2017-01-09,41,CMS-WEB,CMS,"), "csv")
    assert "1441 minutes" in told["rejected"][0]["reason"]
    assert run(csv_file(tmp_path, "2017-01-09,40,CMS-WEB,CMS,"), "csv")["created"] == 1
