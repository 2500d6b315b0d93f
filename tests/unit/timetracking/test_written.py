"""Dates, clock times, durations and numbers of other programs' exports."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from secretariats.core.errors import Refused
from timetracking.core.written import (
    instants,
    order_of,
    read_clock,
    read_day,
    read_number,
    read_seconds,
)

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["13/01/2017", "02/03/2017"], "dmy"),
        (["01/13/2017", "02/03/2017"], "mdy"),
        (["2017-01-09"], "dmy"),
        (["09.01.2017", ""], "dmy"),
    ],
)
def test_the_file_tells_the_order_of_its_dates(texts: list[str], order: str) -> None:
    assert order_of(texts) == order


def test_an_order_that_nothing_tells_is_asked_for_and_never_guessed() -> None:
    with pytest.raises(Refused, match="say which"):
        order_of(["02/03/2017", "04/05/2017"])
    assert order_of(["02/03/2017"], "mdy") == "mdy"


def test_dates_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Refused, match="export it again"):
        order_of(["13/01/2017", "01/13/2017"])


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2017-01-09", "mdy", dt.date(2017, 1, 9)),
        ("9/1/2017", "dmy", dt.date(2017, 1, 9)),
        ("9/1/2017", "mdy", dt.date(2017, 9, 1)),
        ("09.01.2017", "mdy", dt.date(2017, 1, 9)),
    ],
)
def test_a_date_is_read_in_its_order(text: str, order: str, day: dt.date) -> None:
    assert read_day(text, order) == day


@pytest.mark.parametrize("text", ["", "31/02/2017", "yesterday", "2017-13-01", "1/1/17"])
def test_what_is_no_date_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        read_day(text, "dmy")


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("13:05", dt.time(13, 5)),
        ("9:05:01", dt.time(9, 5, 1)),
        ("1:05 PM", dt.time(13, 5)),
        ("12:00 am", dt.time(0, 0)),
        ("12:30:09 p.m.", dt.time(12, 30, 9)),
    ],
)
def test_a_time_of_day_is_read_with_twelve_or_twenty_four_hours(text: str, clock: dt.time) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["", "24:00", "13:00 pm", "0:10 am", "9", "9:61"])
def test_what_is_no_time_of_day_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        read_clock(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("01:00:01", 3601),
        ("1:30", 5400),
        ("-0:30", -1800),
        ("2000:00:00", 7_200_000),
        ("1.5", 5400),
        ("1,5", 5400),
        ("0.00", 0),
        ("1h 30m", 5400),
        ("45 min", 2700),
    ],
)
def test_a_duration_is_read_as_programs_write_it(text: str, seconds: int) -> None:
    assert read_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "1:75", "long", "1:2:3:4", "1,2,3", "."])
def test_what_is_no_duration_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|number"):
        read_seconds(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20,0", Fraction(20)),
        ("2.000,0", Fraction(2000)),
        ("1,234.5", Fraction(2469, 2)),
        ("1 234,25", Fraction(4937, 4)),
        ("1.234.567", Fraction(1_234_567)),
        ("0,125", Fraction(1, 8)),
        ("-3.5", Fraction(-7, 2)),
    ],
)
def test_a_number_is_read_as_any_language_writes_it(text: str, number: Fraction) -> None:
    assert read_number(text) == number


def test_a_number_that_could_be_two_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="thousand"):
        read_number("2,000")


def test_the_night_the_clocks_go_back_has_twenty_five_hours() -> None:
    day = dt.date(2017, 10, 29)
    begin, end = instants(day, dt.time(1), None, dt.time(4), BERLIN)
    assert end - begin == dt.timedelta(hours=4)


def test_the_night_the_clocks_go_forward_has_twenty_three_hours() -> None:
    day = dt.date(2017, 3, 26)
    begin, end = instants(day, dt.time(1), None, dt.time(4), BERLIN)
    assert end - begin == dt.timedelta(hours=2)


def test_a_duration_tells_which_of_two_equal_clock_times_is_meant() -> None:
    day = dt.date(2017, 10, 29)
    for seconds in (1800, 5400):
        begin, end = instants(day, dt.time(2), None, dt.time(2, 30), BERLIN, seconds)
        assert (end - begin).total_seconds() == seconds


def test_a_time_that_the_clocks_left_out_says_so() -> None:
    with pytest.raises(ValueError, match="left out"):
        instants(dt.date(2017, 3, 26), dt.time(2, 30), None, dt.time(4), BERLIN)


def test_an_end_before_the_begin_is_on_the_next_day() -> None:
    begin, end = instants(dt.date(2017, 1, 9), dt.time(23, 30), None, dt.time(0, 15), BERLIN)
    assert end - begin == dt.timedelta(minutes=45)
