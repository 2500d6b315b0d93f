"""What a stopped timer adds up to."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from timetracking.core.timer import joined, parts_of, run_minutes

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def found(begin: str, end: str, step: int = 1) -> list[tuple[str, int]]:
    parts = parts_of(at(begin), at(end), BERLIN, step)
    return [(part.day.isoformat(), part.minutes) for part in parts]


@pytest.mark.parametrize(
    ("end", "step", "minutes"),
    [
        ("10:00:29", 1, []),
        ("10:00:30", 1, [1]),
        ("10:41:29", 1, [41]),
        ("10:41:30", 1, [42]),
        ("10:07:29", 15, []),
        ("10:07:30", 15, [15]),
        ("10:41:59", 6, [42]),
    ],
)
def test_seconds_are_rounded_half_up_to_what_the_unit_says(
    end: str, step: int, minutes: list[int]
) -> None:
    parts = found("2017-01-10T10:00:00", f"2017-01-10T{end}", step)
    assert parts == [("2017-01-10", count) for count in minutes]


def test_a_night_is_split_at_midnight_of_the_zone() -> None:
    parts = found("2017-01-10T22:30:00", "2017-01-11T01:15:00")
    assert parts == [("2017-01-10", 90), ("2017-01-11", 75)]
    # The same instants told in another zone are the same days.
    begin, end = (at(text).astimezone(dt.UTC) for text in ("2017-01-10T23:30", "2017-01-11T00:30"))
    assert [part.minutes for part in parts_of(begin, end, BERLIN)] == [30, 30]


@pytest.mark.parametrize(
    ("begin", "end", "parts"),
    [
        # The clocks go forward at 2:00 and back at 3:00.
        ("2017-03-25T23:00", "2017-03-26T04:00", [("2017-03-25", 60), ("2017-03-26", 180)]),
        ("2017-10-28T23:00", "2017-10-29T04:00", [("2017-10-28", 60), ("2017-10-29", 300)]),
    ],
)
def test_a_night_over_a_change_of_the_clocks_is_as_long_as_it_was(
    begin: str, end: str, parts: list[tuple[str, int]]
) -> None:
    assert found(begin, end) == parts


def test_what_is_shown_of_a_running_timer_has_whole_minutes() -> None:
    assert run_minutes(at("2017-01-10T10:00:00"), at("2017-01-10T10:42:59")) == 42
    # A clock that was put back shows nothing, not less than that.
    assert run_minutes(at("2017-01-10T10:00:00"), at("2017-01-10T09:00:00")) == 0


def test_notes_are_joined_once_and_never_cut() -> None:
    assert joined("", "call", 10) == "call"
    assert joined("call", "mail", 10) == "call; mail"
    assert joined("call; mail", "mail", 20) == "call; mail"
    assert joined("call", "", 10) == "call"
    assert joined("call", "letters", 10) is None
