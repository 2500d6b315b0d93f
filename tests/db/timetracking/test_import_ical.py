"""Calendars through ``import_time``: stored once, moved ones told as changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.timetracking.importing import DATA, entries, run

if TYPE_CHECKING:
    from pathlib import Path

WEEK = DATA / "ical" / "week.ics"
pytestmark = pytest.mark.usefixtures("unit")


def test_a_calendar_is_stored_once_and_a_moved_occurrence_is_a_changed_row(
    tmp_path: Path,
) -> None:
    first = run(WEEK, "ical")
    assert (first["created"], first["rejected"], first["error"]) == (8, [], "")
    assert entries()[:2] == [
        ("2016-12-13", 60, "CMS-WEB", "AEWA+CMS"),
        ("2016-12-20", 60, "CMS-WEB", "AEWA+CMS"),
    ]
    assert ("2017-01-09", 90, "CMS-WEB", "AEWA") in entries()
    again = run(WEEK, "ical")
    assert (again["created"], again["unchanged"]) == (0, 8)
    moved = tmp_path / "week.ics"
    moved.write_text(
        WEEK.read_text(encoding="utf-8").replace("20170118T094500", "20170118T100000"),
        encoding="utf-8",
    )
    changed = run(moved, "ical")
    assert (changed["created"], changed["unchanged"], len(changed["changed"])) == (0, 7, 1)
    assert run(moved, "ical", "--update")["error"] == ""
    assert ("2017-01-18", 60, "CMS-WEB", "AEWA+CMS") in entries()
