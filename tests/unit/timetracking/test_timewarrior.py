"""Timewarrior's export, as the real program and its documentation write it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest

from secretariats.core.errors import Refused
from timetracking.core.importers.timewarrior import read
from timetracking.core.rows import Rejected, Row, Settings, Skipped, Timed

DATA = Path(__file__).parents[2] / "data" / "timewarrior"
BERLIN = Settings(zone="Europe/Berlin")
NINE = '{"id":1,"start":"20170109T080000Z","end":"20170109T090000Z","tags":["CMS"]}'
TEN = '{"id":2,"start":"20170109T090000Z","end":"20170109T100000Z","tags":["AEWA"]}'


def read_text(text: str) -> list[Row | Rejected | Skipped]:
    return list(read(text.encode(), BERLIN))


def only(text: str) -> Row | Rejected | Skipped:
    (found,) = read_text(text)
    return found


def test_a_real_export_keeps_tags_annotation_and_instants() -> None:
    rows = list(read((DATA / "week.json").read_bytes(), BERLIN))
    second = rows[1]
    assert isinstance(second, Row)
    assert second.row == 2
    assert [name.text for name in second.names] == ["AEWA", "cms-web", "first draft"]
    assert second.note == 'said "ready", então'
    assert second.when == Timed(
        dt.datetime(2017, 1, 9, 9, 30, tzinfo=dt.UTC),
        dt.datetime(2017, 1, 9, 11, 0, tzinfo=dt.UTC),
    )


def test_the_identity_does_not_move_with_the_programs_own_numbers() -> None:
    before = [
        row for row in read((DATA / "week.json").read_bytes(), BERLIN) if isinstance(row, Row)
    ]
    after = list(read((DATA / "week-and-more.json").read_bytes(), BERLIN))
    assert [row.source_id for row in before] == [
        row.source_id for row in after[: len(before)] if isinstance(row, Row)
    ]


def test_a_running_interval_is_left_out_and_said() -> None:
    last = list(read((DATA / "week-and-more.json").read_bytes(), BERLIN))[-1]
    assert isinstance(last, Skipped)
    assert (last.row, "still running" in last.reason) == (7, True)


@pytest.mark.parametrize(
    "text",
    [
        f"[\n{NINE},\n{TEN}\n]\n",
        f"[{NINE},{TEN},]",
        f"[\n{NINE},\n{TEN},\n]",
        f"{NINE}\n{TEN}\n",
        f"{NINE},\n{TEN},\n",
        f"\ufeff[{NINE},{TEN}]",
    ],
    ids=[
        "list",
        "comma last",
        "comma last, lines",
        "lines",
        "lines with commas",
        "byte order mark",
    ],
)
def test_every_shape_of_the_list_gives_the_same_rows(text: str) -> None:
    rows = read_text(text)
    assert [row.source_id for row in rows if isinstance(row, Row)] == [
        "20170109T080000Z",
        "20170109T090000Z",
    ]


def test_an_empty_database_is_no_mistake() -> None:
    assert read_text("[\n]\n") == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"[{NINE},\n{TEN}", "ends before its list"),
        (f"[{NINE}]\n[{TEN}]", "goes on after its list"),
        (f"[\n{NINE},\nnonsense]", "Line 3"),
        (f"[\n{NINE[:-3]}", "Line 2"),
        ("name,minutes\n", "Line 1"),
    ],
)
def test_a_broken_file_is_refused_where_it_breaks(text: str, where: str) -> None:
    with pytest.raises(Refused, match=where):
        read_text(text)


@pytest.mark.parametrize(
    ("interval", "reason"),
    [
        ({}, "has no start"),
        ({"start": "2017-01-09"}, "start"),
        ({"start": 20170109}, "start"),
        ({"start": "20170230T080000Z", "end": "20170230T090000Z"}, "start"),
        ({"start": "20170109T080000Z", "end": "yesterday"}, "end"),
        ({"start": "20170109T080000Z", "end": "20170109T090000"}, "end"),
        ({"start": "20170109T080000Z", "end": "20170109T090000Z", "tags": [1]}, "tags"),
        ({"start": "20170109T080000Z", "end": "20170109T090000Z", "tags": {"a": 1}}, "tags"),
        ({"start": "20170109T080000Z", "end": "20170109T090000Z", "annotation": 5}, "annotation"),
        ("words", "not an interval"),
        (None, "not an interval"),
        (7, "not an interval"),
    ],
)
def test_a_broken_interval_is_rejected_alone(interval: object, reason: str) -> None:
    found = read_text(f"[{json.dumps(interval)},{NINE}]")
    assert isinstance(found[0], Rejected)
    assert found[0].row == 1
    assert reason in found[0].reason
    assert isinstance(found[1], Row)


def test_an_interval_told_twice_counts_once_and_two_of_one_start_are_rejected() -> None:
    doubled = read_text(f"[{NINE},{NINE.replace('1', '5', 1)}]")
    assert [type(one) for one in doubled] == [Row, Skipped]
    differing = read_text(f"[{NINE},{NINE.replace('CMS', 'AEWA')}]")
    assert [type(one) for one in differing] == [Row, Rejected]


def test_escaped_characters_that_no_database_keeps_are_replaced() -> None:
    row = only(
        r'[{"start":"20170109T080000Z","end":"20170109T090000Z",'
        r'"tags":["a\u0000b","\ud800"],"annotation":"two\nlines\u0000"}]'
    )
    assert isinstance(row, Row)
    assert row.note == "two lines"
    assert [name.text for name in row.names] == ["a b", "?"]


@pytest.mark.program("timew")
def test_the_samples_are_what_the_program_writes(tmp_path: Path) -> None:
    script = DATA.parent / "make_timewarrior.sh"
    subprocess.run(["sh", str(script), str(tmp_path)], check=True, timeout=50)
    made = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()}
    kept = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in DATA.iterdir()}
    assert made == kept
