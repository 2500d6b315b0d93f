"""From instants to whole minutes of work dates."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from timetracking.core.meanings import Codes, Meanings
from timetracking.core.minutes import elapsed_seconds, minutes_of, split_at_midnight
from timetracking.core.pieces import Reading, read_items
from timetracking.core.rows import Dated, Name, Row, Timed

BERLIN = "Europe/Berlin"
MEANINGS = Meanings(Codes({"WEB": "service"}, frozenset({"CMS", "AEWA"})))


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def reading(when: Dated | Timed, *names: str, note: str = "", zone: str = BERLIN) -> Reading:
    row = Row(7, "x", when, tuple(Name(name) for name in names or ("WEB", "CMS")), note)
    return read_items([row], meanings=MEANINGS, joint_on=lambda _: None, zone=zone)


def timed(begin: str, end: str, zone: str = BERLIN) -> list[tuple[str, int]]:
    (item,) = reading(Timed(utc(begin), utc(end)), zone=zone).items
    return [(str(values.date), values.minutes) for values in item.parts.values()]


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        (0, 0),
        (29, 0),
        (30, 1),
        (89, 1),
        (90, 2),
        (22 * 60 + 30, 23),
        (23 * 60 + 30, 24),
        (86400, 1440),
    ],
)
def test_seconds_are_rounded_half_up(seconds: int, minutes: int) -> None:
    assert minutes_of(seconds) == minutes


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2017-01-16 21:00", "2017-01-17 00:30", [("2017-01-16", 120), ("2017-01-17", 90)]),
        ("2017-01-16 21:00", "2017-01-16 23:00", [("2017-01-16", 120)]),
        ("2017-01-16 23:00", "2017-01-16 23:30", [("2017-01-17", 30)]),
        # 26 March has 23 hours, 29 October 25; the work is what passed.
        ("2017-03-26 00:30", "2017-03-26 02:00", [("2017-03-26", 90)]),
        ("2017-03-26 21:30", "2017-03-26 22:15", [("2017-03-26", 30), ("2017-03-27", 15)]),
        ("2017-10-28 23:30", "2017-10-29 03:00", [("2017-10-29", 210)]),
        ("2017-10-28 21:00", "2017-10-28 23:00", [("2017-10-28", 60), ("2017-10-29", 60)]),
        # Twenty seconds before midnight are too short for an entry, and no mistake.
        ("2017-01-16 22:59:40", "2017-01-16 23:30", [("2017-01-17", 30)]),
    ],
)
def test_intervals_fall_on_the_unit_s_dates(
    begin: str, end: str, expected: list[tuple[str, int]]
) -> None:
    assert timed(begin, end) == expected


def test_the_same_interval_is_another_date_elsewhere() -> None:
    assert timed("2017-01-16 21:00", "2017-01-17 00:30", "America/New_York") == [
        ("2017-01-16", 210)
    ]


def test_a_midnight_that_clocks_skip_is_the_instant_at_which_they_do() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    pieces = list(split_at_midnight(utc("2017-10-15 02:00"), utc("2017-10-15 04:00"), zone))
    assert [(str(piece.day), piece.seconds) for piece in pieces] == [
        ("2017-10-14", 3600),
        ("2017-10-15", 3600),
    ]


def test_a_day_that_a_zone_left_out_gets_no_time() -> None:
    zone = ZoneInfo("Pacific/Apia")
    pieces = list(split_at_midnight(utc("2011-12-30 09:00"), utc("2011-12-30 11:00"), zone))
    assert [str(piece.day) for piece in pieces] == ["2011-12-29", "2011-12-31"]


def test_local_times_count_what_passed_not_what_the_clocks_show() -> None:
    zone = ZoneInfo(BERLIN)
    begin = dt.datetime(2017, 3, 26, 1, 30, tzinfo=zone)
    assert elapsed_seconds(begin, dt.datetime(2017, 3, 26, 4, 0, tzinfo=zone)) == 5400


def test_parts_have_lasting_identities_of_their_own() -> None:
    (item,) = reading(Timed(utc("2017-01-16 21:00"), utc("2017-01-17 00:30"))).items
    assert [item.part_id(part) for part in item.parts] == ["x", "x#2"]


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (Dated(dt.date(2017, 1, 9), 0), "lasts 0 seconds"),
        (Dated(dt.date(2017, 1, 9), -5400), "less than nothing: -1:30 hours"),
        (Dated(dt.date(2017, 1, 9), 2000 * 3600), "lasts 2000:00 hours, longer than a day"),
        (Dated(dt.date(9999, 12, 31), 60), "lies in the year 9999"),
        (Dated(dt.date(1, 1, 1), 60), "lies in the year 1"),
        (Timed(utc("2017-01-09 09:00"), utc("2017-01-09 08:00")), "less than nothing"),
        (Timed(utc("2017-01-09 09:00"), utc("2017-01-09 09:00:29")), "lasts 29 seconds"),
        (Timed(utc("2017-01-09 09:00"), utc("2017-01-10 09:01")), "longer than a day"),
        (Timed(utc("2017-01-09 09:00"), utc("9999-12-31 23:59:59")), "lies in the year 9999"),
    ],
)
def test_impossible_times_are_rejected_with_the_reason(when: Dated | Timed, reason: str) -> None:
    found = reading(when)
    assert found.items == []
    (rejected,) = found.rejected
    assert rejected.row == 7
    assert reason in rejected.reason


def test_a_note_that_is_too_long_is_not_cut_silently() -> None:
    (rejected,) = reading(Dated(dt.date(2017, 1, 9), 60), note="x" * 501).rejected
    assert "501 characters" in rejected.reason
    assert reading(Dated(dt.date(2017, 1, 9), 60), note="x" * 500).items


def test_names_without_meaning_are_counted() -> None:
    assert reading(Dated(dt.date(2017, 1, 9), 60), "WEB", "CMS", "draft").ignored == {"draft": 1}
