"""Whatever a unit file says, writing it and reading it back says the same."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from zoneinfo import ZoneInfo

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from costsharing.core.unit_file import (
    differences,
    match_entries,
    read_unit_file,
    unit_file_text,
)
from costsharing.core.unit_file.records import Holiday
from costsharing.core.unit_file.scalars import inline
from costsharing.core.unit_file.work_records import Entry
from secretariats.core.errors import Problem, Refused
from tests.unit.costsharing.unit_files import good, read

PLAIN = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
LINES = st.text(PLAIN, min_size=1, max_size=60).filter(str.strip)
PROSE = st.text(
    st.one_of(PLAIN, st.sampled_from("\n\t\r\u2028\u0085: #-'\"{}[],&*!|>%@`")), max_size=80
)
PROSE = PROSE.filter(lambda text: "\u0085" not in text)
TIMES = st.integers(-2_000_000_000, 7_000_000_000).map(
    lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)
)


def problems_of(data: bytes) -> list[Problem]:
    """Return what the reader refuses; any other exception fails the test."""
    try:
        read_unit_file(data, "x")
    except Refused as refused:
        return refused.problems
    return []


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Return an entry of the good file's people, with any text and times."""
    minutes = draw(st.integers(1, 20))
    begin = draw(st.none() | TIMES)
    return Entry(
        person=draw(st.sampled_from(["ada", "bob"])),
        date=draw(st.dates(dt.date(2017, 1, 1), dt.date(2017, 12, 31))),
        minutes=minutes,
        activity="CMS-WEB",
        members=draw(st.sampled_from([("AEWA",), ("AEWA", "CMS"), ("CMS",)])),
        note=draw(PROSE),
        saved=draw(TIMES),
        first_minutes=draw(st.integers(1, 1440)),
        begin=begin,
        end=begin,
        zone=draw(st.sampled_from(["", "Europe/Paris", "Asia/Kathmandu"])),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=8), LINES, st.randoms(use_true_random=False))
def test_what_is_written_reads_back(made: list[Entry], name: str, chance: random.Random) -> None:
    file = read(good())
    file = replace(
        file, entries=made, holidays=(Holiday(dt.date(2017, 5, 1), name),),
        unit=replace(file.unit, name=name),
    )  # fmt: skip
    text = "".join(unit_file_text(file))
    again = read_unit_file(text.encode(), "unit.yaml")
    match = match_entries(enumerate(file.entries), again.entries)
    assert (differences(file, again), match.added, match.removed) == ([], [], [])
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert "".join(unit_file_text(replace(again, entries=shuffled))) == text


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_reads_back_from_yaml_of_every_version(text: str) -> None:
    written = f"a: {inline([text])}\n"
    assert yaml.safe_load(written.replace("a:", "a: &x")) == {"a": [text]} or _is_date(text)
    file = f"imca: 1\n{inline({text: 'x'})[1:-1]}\n".encode()
    # Key or not, it is the text that was written: nothing else in the file is wrong.
    assert "neither JSON nor YAML" not in "".join(map(str, problems_of(file)))


def _is_date(text: str) -> bool:
    """Return whether it is a date of the format, which YAML 1.1 alone takes for more than text."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_end_in_anything_but_a_refusal(data: bytes) -> None:
    assert all(map(str, problems_of(data)))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_value_anywhere_ends_in_anything_but_a_refusal(data: st.DataObject) -> None:
    document = good()
    section = data.draw(st.sampled_from(sorted(document)))
    wild = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
        ),
        max_leaves=5,
    )
    value = document[section]
    row = value[0] if isinstance(value, list) and data.draw(st.booleans()) else value
    if isinstance(row, dict):
        row[data.draw(st.sampled_from(sorted(row)))] = data.draw(wild)
    else:
        document[section] = data.draw(wild)
    assert all(problem.path for problem in problems_of(json.dumps(document).encode()))


def test_a_zone_of_odd_offsets_reads_back() -> None:
    file = read(good())
    early = dt.datetime(1880, 6, 1, 12, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(dt.UTC)
    file = replace(file, entries=[file.entries[0]._replace(saved=early)])
    again = read_unit_file("".join(unit_file_text(file)).encode(), "unit.yaml")
    assert again.entries[0].saved == early
