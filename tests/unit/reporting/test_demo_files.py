"""The files of the demonstration: what real programs write, and what the year says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reporting.demo.data.make_files import (
    ACTIVITY_TAGS,
    ada_map,
    delivered,
    export_by_timewarrior,
    intervals,
    own_csv,
)
from reporting.demo.files import ADA, DATA, IVAN

if TYPE_CHECKING:
    from pathlib import Path


def test_the_csv_is_what_the_year_says() -> None:
    assert IVAN.content() == own_csv(delivered(IVAN))


def test_the_map_knows_each_tag_of_the_export() -> None:
    assert json.loads(ADA.map_content() or b"") == ada_map()
    used = {tag for row in json.loads(ADA.content()) for tag in row["tags"]}
    assert used <= set(ada_map())
    assert {ACTIVITY_TAGS[work.activity] for work in delivered(ADA)} <= used


def test_the_export_holds_each_entry_once() -> None:
    rows = json.loads(ADA.content())
    assert len(rows) == len(delivered(ADA))
    assert all(row["start"] < row["end"] for row in rows)


@pytest.mark.program("timew")
def test_timewarrior_itself_wrote_the_export(tmp_path: Path) -> None:
    tracked = list(intervals(delivered(ADA)))[:40]
    made = json.loads(export_by_timewarrior(tracked, tmp_path / "timewarrior"))
    kept = json.loads((DATA / ADA.name).read_bytes())[: len(made)]
    assert [row | {"id": 0} for row in made] == [row | {"id": 0} for row in kept]
