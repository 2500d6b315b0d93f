"""Calendars as their programs write them, trap by trap."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.unit.timetracking.calendars import (
    BERLIN,
    TODAY,
    Line,
    begins,
    calendar,
    event,
    lines,
    only,
)
from timetracking.core.importers.ical import read
from timetracking.core.meanings import Codes, Meanings
from timetracking.core.pieces import read_items
from timetracking.core.rows import Rejected, Row, Settings, Skipped, Timed

DATA = Path(__file__).parents[2] / "data" / "ical"


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[misc, arg-type]


def test_a_week_gives_events_and_occurrences_with_names_and_notes() -> None:
    settings = Settings(zone="Europe/Berlin", today=dt.date(2017, 1, 25))
    rows = list(read((DATA / "week.ics").read_bytes(), settings))
    first = rows[0]
    assert isinstance(first, Row)
    assert first.when == Timed(utc(2017, 1, 9, 8), utc(2017, 1, 9, 9, 30))
    assert [name.text for name in first.names] == ["CMS-WEB", "AEWA"]
    assert first.note == "First draft of the page about flyways"
    # The series runs on Tuesdays, without the one left out, and with the one that was moved.
    assert begins(rows[1:]) == [
        *("2016-12-13 13:00", "2016-12-20 13:00", "2017-01-03 13:00", "2017-01-10 13:00"),
        *("2017-01-24 13:00", "2017-01-18 08:00"),
    ]
    assert [row.row for row in rows] == [1, 2, 2, 2, 2, 2, 3, 4]
    assert isinstance(rows[-1], Skipped)


def test_windows_names_zones_of_the_file_floating_times_and_folds_are_read() -> None:
    rows = list(read((DATA / "outlook.ics").read_bytes(), BERLIN))
    assert begins(rows) == ["2017-07-10 08:00", "2017-07-11 08:00", "2017-07-12 20:00"]
    assert isinstance(rows[0], Row)
    assert [name.text for name in rows[0].names] == [
        "Call on national reports and what the Parties are to send by September",
        "ORS",
        "Secretariat, internal",
    ]
    assert isinstance(rows[1], Row)
    assert rows[1].when == Timed(utc(2017, 7, 11, 8), utc(2017, 7, 11, 8, 45))


def test_what_is_no_time_is_told_event_by_event_and_several_calendars_are_one() -> None:
    rows = list(read((DATA / "traps.ics").read_bytes(), BERLIN))
    told = [(row.row, type(row), getattr(row, "reason", "")) for row in rows]
    assert told == [
        (1, Skipped, "is for whole days: it has no hours"),
        (2, Skipped, "is a moment: it begins and ends at once"),
        (3, Skipped, "was cancelled"),
        (4, Row, ""),
        (5, Row, ""),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (("DTSTART:20220103T090000Z",), "moment"),
        (("DTSTART;VALUE=DATE:20220103", "DTEND;VALUE=DATE:20220103"), "whole days"),
        (("DTSTART:20220103T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"), "free"),
        (("DTSTART:20220103T090000Z", "DURATION:P3D"), "longer than a day"),
        (("DTSTART:20220703T090000Z", "DURATION:PT1H"), "lies ahead, on 2022-07-03"),
        (
            (
                "DTSTART:20220103T090000Z",
                "DURATION:PT1H",
                "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@example.org",
            ),
            "declined",
        ),
        (
            ("DTSTART:20220703T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
            "does not happen within",
        ),
    ],
)
def test_what_has_no_hours_of_work_is_skipped_with_the_reason(
    content: tuple[str, ...], reason: str
) -> None:
    found = only(*content)
    assert isinstance(found, Skipped)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (("SUMMARY:No begin",), "has no begin"),
        (("DTSTART:20220103T120000Z", "DTEND:20220103T110000Z"), "ends before it begins"),
        (
            ("DTSTART;TZID=Middle of Nowhere:20220103T120000", "DURATION:PT1H"),
            "the time zone 'Middle of Nowhere', which is neither known nor described",
        ),
        (("DTSTART:yesterday", "DURATION:PT1H"), "DTSTART: 'yesterday' is not a time"),
        (("DTSTART:20220103T090000Z", "DURATION:long"), "DURATION: 'long' is not a length"),
        (("DTSTART:00010101T000000", "DURATION:PT1H"), "no calendar knows"),
        (("DTSTART:19500101T000000", "DURATION:PT1H"), "lies in the year 1950"),
        (("DTSTART:20220103T090000", "DURATION:PT1H", "RRULE:FREQ=HOURLY"), "repeats hourly"),
        (("DTSTART:20220103T090000", "DURATION:PT1H", "RRULE:BYDAY=MO"), "how often"),
        (
            ("DTSTART:20220103T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"),
            "no interval",
        ),
        (
            (
                "DTSTART:19800103T090000",
                "DURATION:PT1H",
                "RRULE:FREQ=DAILY;COUNT=99999;BYMONTH=2;BYMONTHDAY=30",
            ),
            "fits no day",
        ),
        (
            ("DTSTART:20220103T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"),
            "fits no day",
        ),
        (("DTSTART:19800103T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY"), "more than 4000"),
        (("DTSTART:20220103T090000", "DURATION:PT1H", "EXDATE:never"), "EXDATE"),
    ],
)
def test_a_broken_event_is_rejected_alone_and_says_why(
    content: tuple[str, ...], reason: str
) -> None:
    found = lines(event(*content), event("DTSTART:20220103T090000Z", "DURATION:PT1H", uid="two"))
    assert isinstance(found[0], Rejected)
    assert reason in found[0].reason
    assert isinstance(found[1], Row)


def test_nine_stays_nine_over_a_change_of_daylight_saving() -> None:
    found = lines(
        event(
            "DTSTART;TZID=Europe/Berlin:20220320T090000",
            "DTEND;TZID=Europe/Berlin:20220320T100000",
            "RRULE:FREQ=WEEKLY;COUNT=2",
        )
    )
    assert begins(found) == ["2022-03-20 08:00", "2022-03-27 07:00"]


def test_a_rule_ends_by_count_or_date_or_today_and_takes_further_dates() -> None:
    base = ("DTSTART;TZID=Europe/Berlin:20220601T090000", "DURATION:PT1H")
    counted = lines(event(*base, "RRULE:FREQ=DAILY;COUNT=2", "RDATE:20220610T070000Z"))
    assert begins(counted) == ["2022-06-01 07:00", "2022-06-02 07:00", "2022-06-10 07:00"]
    dated = lines(event(*base, "RRULE:FREQ=DAILY;UNTIL=20220603"))
    assert len(begins(dated)) == 3
    unbounded = lines(event(*base, "RRULE:FREQ=DAILY"))
    assert begins(unbounded)[-1] == "2022-06-30 07:00"
    since = Settings(zone="Europe/Berlin", today=TODAY, since=dt.date(2022, 6, 28))
    assert len(begins(lines(event(*base, "RRULE:FREQ=DAILY"), settings=since))) == 3


def test_exceptions_are_left_out_moved_and_cancelled() -> None:
    base = ("DTSTART;TZID=Europe/Berlin:20220601T090000", "DURATION:PT1H")
    found = lines(
        event(*base, "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;TZID=Europe/Berlin:20220602T090000"),
        event(
            "RECURRENCE-ID:20220603T070000Z", "DTSTART:20220603T120000Z", "DURATION:PT30M",
            "SUMMARY:Later",
        ),
        event(
            "RECURRENCE-ID:20220604T070000Z", "DTSTART:20220604T070000Z", "DURATION:PT1H",
            "STATUS:CANCELLED",
        ),
    )  # fmt: skip
    assert begins(found) == ["2022-06-01 07:00", "2022-06-05 07:00", "2022-06-03 12:00"]
    assert [one.row for one in found if isinstance(one, Skipped)] == [3]


def test_this_and_what_follows_are_moved_together() -> None:
    found = lines(
        event("DTSTART:20220601T070000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
        event(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20220602T070000Z",
            "DTSTART:20220602T080000Z",
            "DURATION:PT2H",
        ),
    )
    assert begins(found) == ["2022-06-01 07:00", "2022-06-02 08:00", "2022-06-03 08:00"]
    assert len({one.source_id for one in found if isinstance(one, Row)}) == 3


def ids(found: list[Line]) -> list[str]:
    return [row.source_id for row in found if isinstance(row, Row)]


def test_a_moved_event_keeps_its_identity_and_so_does_a_moved_occurrence() -> None:
    before = lines(event("DTSTART:20220601T070000Z", "DURATION:PT1H"))
    assert ids(before) == ids(lines(event("DTSTART:20220602T090000Z", "DURATION:PT2H")))
    series = event("DTSTART:20220601T070000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("RECURRENCE-ID:20220602T070000Z", "DTSTART:20220605T070000Z", "DURATION:PT1H")
    assert ids(lines(series)) == ids(lines(series, moved))
    assert all(len(one) <= 40 and "#" not in one for one in ids(lines(series)))


def test_versions_of_an_event_count_once() -> None:
    one = event("DTSTART:20220601T070000Z", "DURATION:PT1H", "SEQUENCE:1")
    newer = event("DTSTART:20220601T080000Z", "DURATION:PT1H", "SEQUENCE:2")
    found = lines(one, newer, newer)
    assert begins(found) == ["2022-06-01 08:00"]
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "was replaced by event 2",
        "is event 2 again",
    ]
    other = event("DTSTART:20220601T080000Z", "DURATION:PT1H", "SEQUENCE:1")
    assert [type(one) for one in lines(one, other)] == [Row, Rejected]


def test_an_event_over_midnight_is_split_by_the_days_of_the_unit() -> None:
    rows = read(
        calendar(event("DTSTART:20220601T220000", "DTEND:20220602T013000", "SUMMARY:WEB",
                       "CATEGORIES:CMS")), BERLIN,
    )  # fmt: skip
    reading = read_items(
        rows,
        meanings=Meanings(Codes({"WEB": "service"}, frozenset({"CMS"}))),
        joint_on=lambda _: None,
        zone="Europe/Berlin",
    )
    (item,) = reading.items
    assert [(one.date.day, one.minutes) for one in item.parts.values()] == [(1, 120), (2, 90)]
