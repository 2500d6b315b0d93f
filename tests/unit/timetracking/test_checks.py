"""What must hold for time that enters from a file."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariats.core.dates import Span
from timetracking.core.checks import DayRoom, Rules
from timetracking.core.pieces import Values


def values(day: str, activity: str = "WEB", minutes: int = 60) -> Values:
    return Values(
        dt.date.fromisoformat(day), minutes, activity, frozenset({"CMS"}), "", None, None
    )


RULES = Rules(
    today=dt.date(2017, 3, 15),
    employed=[
        Span(dt.date(2017, 1, 9), dt.date(2017, 1, 31)),
        Span(dt.date(2017, 3, 1), None),
    ],
    locked=[Span(dt.date(2017, 1, 16), dt.date(2017, 1, 22))],
    absences=frozenset({"LEAVE"}),
)


@pytest.mark.parametrize(
    ("day", "activity", "reason"),
    [
        ("2017-01-08", "WEB", "before the person's first assignment or contract, from 2017-01-09"),
        ("2017-02-01", "WEB", "no assignment or contract on this date"),
        ("2017-01-16", "WEB", "approved week"),
        ("2017-01-22", "LEAVE", "approved week"),
        ("2017-03-17", "WEB", "in the future"),
        ("2199-01-01", "WEB", "in the future"),
        ("2199-01-01", "LEAVE", "in the future"),
    ],
)
def test_dates_that_cannot_be_are_told(day: str, activity: str, reason: str) -> None:
    (found,) = RULES.reasons(values(day, activity))
    assert reason in found


@pytest.mark.parametrize(
    ("day", "activity"),
    [
        ("2017-01-09", "WEB"),
        ("2017-01-15", "WEB"),
        ("2017-01-23", "WEB"),
        ("2017-01-31", "WEB"),
        ("2017-03-16", "WEB"),
        ("2017-08-01", "LEAVE"),
    ],
)
def test_dates_at_the_edges_are_taken(day: str, activity: str) -> None:
    assert RULES.reasons(values(day, activity)) == []


def test_a_day_takes_1440_minutes_and_no_more() -> None:
    room = DayRoom({dt.date(2017, 1, 9): 1400})
    assert room.take([values("2017-01-09", minutes=30)]) == []
    (reason,) = room.take([values("2017-01-09", minutes=11)])
    assert reason == "would bring 2017-01-09 to 1441 minutes; a day has 1440"
    assert room.take([values("2017-01-09", minutes=10)]) == []
    room.free([values("2017-01-09", minutes=60)])
    assert room.take([values("2017-01-09", minutes=60)]) == []


def test_a_row_of_two_parts_takes_room_for_both_or_none() -> None:
    room = DayRoom({dt.date(2017, 1, 10): 1440})
    assert room.take([values("2017-01-09"), values("2017-01-10")])
    assert room.take([values("2017-01-09", minutes=1440)]) == []
