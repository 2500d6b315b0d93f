"""Whatever bytes come, a format yields rows or says why not; rows keep what was written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariats.core.errors import Refused
from timetracking.core.importers import formats
from timetracking.core.matching import Stored, match
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.minutes import minutes_of, split_at_midnight
from timetracking.core.pieces import Item, read_items
from timetracking.core.rows import Format, Row, Settings, clean

BERLIN = Settings(zone="Europe/Berlin")
ZONES = st.sampled_from(
    ["Europe/Berlin", "UTC", "America/Sao_Paulo", "America/Havana", "Pacific/Apia", "Asia/Beirut"]
)
MEANINGS = Meanings(Codes({"WEB": "service", "LEAVE": "absence"}, frozenset({"CMS", "AEWA"})))
every_format = pytest.mark.parametrize("format_", formats().values(), ids=list(formats()))

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
INSTANTS = st.datetimes(
    min_value=dt.datetime(2010, 1, 1),  # noqa: DTZ001
    max_value=dt.datetime(2030, 1, 1),  # noqa: DTZ001
).map(lambda moment: moment.replace(microsecond=0, tzinfo=dt.UTC))
INTERVALS = st.fixed_dictionaries(
    {},
    optional={
        "id": VALUES,
        "start": VALUES | INSTANTS.map("{:%Y%m%dT%H%M%SZ}".format),
        "end": VALUES | INSTANTS.map("{:%Y%m%dT%H%M%SZ}".format),
        "tags": VALUES | st.lists(st.sampled_from(["WEB", "CMS", "aewa", "joint", "LEAVE", "x"])),
        "annotation": VALUES,
    },
)
CELLS = st.text(max_size=12) | st.sampled_from(
    ["2017-01-09", "60", "-5", "WEB", "CMS", "CMS+AEWA", "joint", "", '"', "\n", ";", "\t"]
)


def check(format_name: str, data: bytes) -> None:
    """Read a file to the end of the core; only ``Refused`` may leave it."""
    try:
        rows = list(formats()[format_name].read(data, BERLIN))
    except Refused:
        return
    reading = read_items(
        rows, meanings=MEANINGS, joint_on=lambda _: frozenset({"CMS"}), zone=BERLIN.zone
    )
    assert len(rows) == len(reading.items) + len(reading.rejected) + len(reading.skipped)
    for item in reading.items:
        assert all(1 <= one.minutes <= 1440 for one in item.parts.values())
        json.dumps([clean(one.note) for one in item.parts.values()]).encode()


@every_format
@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-16"))
)
def test_no_bytes_make_a_format_fall(format_: Format, data: bytes) -> None:
    check(format_.name, data)


@settings(max_examples=150, deadline=None)
@given(intervals=st.lists(INTERVALS | VALUES, max_size=5), lines=st.booleans())
def test_no_interval_makes_timewarrior_fall(intervals: list[object], lines: bool) -> None:
    texts = [json.dumps(interval) for interval in intervals]
    text = "\n".join(texts) if lines else f"[{','.join(texts)}]"
    check("timewarrior", text.encode())


@settings(max_examples=150, deadline=None)
@given(table=st.lists(st.lists(CELLS, max_size=7), max_size=6), delimiter=st.sampled_from(",;\t"))
def test_no_row_makes_csv_fall(table: list[list[str]], delimiter: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["date", "minutes", "activity", "for", "note"])
    writer.writerows(table)
    check("csv", buffer.getvalue().encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(
    notes=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), max_size=5
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_csv_keeps_every_row_and_note(notes: list[str], encoding: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["date", "minutes", "activity", "for", "note"])
    for number, note in enumerate(notes, start=1):
        writer.writerow(["2017-01-09", number, "WEB", "CMS", note])
    rows = list(formats()["csv"].read(buffer.getvalue().encode(encoding), BERLIN))
    assert [(row.row, row.note) for row in rows if isinstance(row, Row)] == [
        (number, clean(note)) for number, note in enumerate(notes, start=2)
    ]


@settings(max_examples=200, deadline=None)
@given(begin=INSTANTS, seconds=st.integers(1, 48 * 3600), zone=ZONES)
def test_pieces_cover_an_interval_each_on_its_own_date(
    begin: dt.datetime, seconds: int, zone: str
) -> None:
    end = begin + dt.timedelta(seconds=seconds)
    pieces = list(split_at_midnight(begin, end, ZoneInfo(zone)))
    assert sum(piece.seconds for piece in pieces) == seconds
    assert [piece.begin for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]]
    assert (pieces[0].begin, pieces[-1].end) == (begin, end)
    for piece in pieces:
        last = piece.end - dt.timedelta(seconds=1)
        for moment in (piece.begin, last):
            assert moment.astimezone(ZoneInfo(zone)).date() == piece.day
    assert len({piece.day for piece in pieces}) == len(pieces)


@settings(max_examples=200, deadline=None)
@given(seconds=st.integers(0, 10**7))
def test_minutes_are_the_nearest_and_halves_go_up(seconds: int) -> None:
    assert -30 < minutes_of(seconds) * 60 - seconds <= 30


def csv_items(rows: list[tuple[int, int, str, str]]) -> list[Item]:
    """Return the items of a CSV of (day of the month, minutes, instrument, note)."""
    lines = ["date,minutes,activity,for,note"]
    lines += [
        f"2017-01-{day:02d},{minutes},WEB,{whom},{note}" for day, minutes, whom, note in rows
    ]
    found = formats()["csv"].read("\n".join(lines).encode(), BERLIN)
    return read_items(found, meanings=MEANINGS, joint_on=lambda _: None, zone=BERLIN.zone).items


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(1, 3),
            st.integers(1, 3),
            st.sampled_from(["CMS", "AEWA"]),
            st.sampled_from(["", "a"]),
        ),
        max_size=8,
    ),
    cut=st.integers(0, 8),
)
def test_a_file_that_comes_again_or_goes_on_doubles_nothing(
    rows: list[tuple[int, int, str, str]], cut: int
) -> None:
    first = csv_items(rows[:cut])
    stored = [Stored(number, item.source_id, item.parts[1]) for number, item in enumerate(first)]
    again = match(first, stored)
    assert all(one.stored and not one.differences for one in again)
    longer = match(csv_items(rows), stored)
    known = [one for one in longer if one.stored]
    assert len(known) == len(first)
    assert not [one for one in known if one.differences]
