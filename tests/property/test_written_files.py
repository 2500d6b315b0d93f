"""What a program wrote is what is read, whatever its user's dates, clocks, marks and letters."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.written_files import HERE, WRITERS, Entry, Manner
from timetracking.core.importers import formats
from timetracking.core.matching import Stored, match
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.pieces import Item, read_items
from timetracking.core.rows import Row, Settings, Timed, clean

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Co"])
NOTES = st.text(LETTERS, max_size=30) | st.sampled_from(
    ['say "no", please', "a;b\tc", "=1+1", "'", "Zürich – Łódź", "NA", "null", "1,5"]
)
NAMES = st.text(st.sampled_from("abcXYZ éß0-:/"), min_size=1, max_size=8).filter(
    lambda text: text == clean(text) != ""
)
MOMENTS = st.datetimes(
    min_value=dt.datetime(2016, 1, 1),  # noqa: DTZ001
    max_value=dt.datetime(2018, 1, 1),  # noqa: DTZ001
) | st.sampled_from([dt.datetime(2017, 3, 25, 22), dt.datetime(2017, 10, 28, 22)])  # noqa: DTZ001
ENTRIES = st.lists(
    st.builds(
        Entry,
        begin=MOMENTS.map(lambda one: one.replace(microsecond=0, tzinfo=dt.UTC)),
        seconds=st.integers(60, 10 * 3600),
        client=NAMES | st.just(""),
        project=NAMES,
        task=NAMES | st.just(""),
        tags=st.lists(NAMES, max_size=2).map(tuple),
        note=NOTES,
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.begin,
)
MANNERS = st.builds(
    Manner,
    day=st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"]),
    clock=st.sampled_from(["%H:%M:%S", "%I:%M:%S %p"]),
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)


def order_of(manner: Manner) -> str:
    return "mdy" if manner.day.startswith("%m") else "dmy"


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60)
@given(entries=ENTRIES, manner=MANNERS)
def test_a_file_says_what_was_done(name: str, entries: list[Entry], manner: Manner) -> None:
    data = WRITERS[name](entries, manner)
    found = list(formats()[name].read(data, Settings(HERE, order_of(manner))))
    rows = [row for row in found if isinstance(row, Row)]
    assert len(rows) == len(found) == len(entries)
    for row, one in zip(rows, entries, strict=True):
        assert isinstance(row.when, Timed)
        assert (row.when.end - row.when.begin).total_seconds() == one.seconds
        begin = row.when.begin.astimezone(ZoneInfo(HERE))
        # In the hour that comes twice the file's clock cannot tell which one it is.
        assert begin.replace(tzinfo=None) == one.local.replace(tzinfo=None)
        names = [one.client, one.project, one.task, *one.tags]
        assert {name.text for name in row.names} == {text for text in names if text}
        assert row.note == clean(one.note)


def items(name: str, entries: list[Entry]) -> list[Item]:
    """Return what entries on activities alone would store."""
    plain = [replace(one, client="", task="", tags=()) for one in entries]
    rows = formats()[name].read(WRITERS[name](plain, Manner()), Settings(HERE))
    meanings = Meanings(Codes({one.project: "overhead" for one in entries}, frozenset()))
    return read_items(rows, meanings=meanings, joint_on=lambda _: None, zone=HERE).items


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(entries=ENTRIES, cut=st.integers(0, 6))
def test_files_that_overlap_double_nothing(name: str, entries: list[Entry], cut: int) -> None:
    known = items(name, entries[:cut]) if entries[:cut] else []
    stored = [
        Stored(number, item.part_id(part), values)
        for number, item in enumerate(known)
        for part, values in item.parts.items()
    ]
    matched = match(items(name, entries), stored)
    ids = Counter(item.source_id for item in known)
    again = [one for one in matched if one.item.source_id in ids]
    assert len(again) == len(known)
    assert all(one.stored and not one.differences for one in again)
