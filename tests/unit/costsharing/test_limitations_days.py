"""Days against what was expected, and how soon they were saved: worked by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.limitations import (
    PlanBook,
    SavedMinutes,
    Tally,
    WorkingDays,
    figures_of,
    tally_days,
)
from secretariats.core.dates import Span
from secretariats.core.expected import Presence, WorkCalendar

# 1 May 2017 is a Monday and a holiday; on Friday, 5 May, a quarter of the day is off.
MONDAY = dt.date(2017, 5, 1)
CALENDAR = WorkCalendar(
    frozenset({1, 2, 3, 4, 5}), {MONDAY: None, dt.date(2017, 5, 5): 120}, daily_minutes=480
)
WORKING = WorkingDays(CALENDAR)
SUNDAY = dt.date(2017, 5, 7)


def day(number: int) -> dt.date:
    return dt.date(2017, 5, number)


def row(
    work_date: dt.date,
    recorded: int = 0,
    *,
    absent: int = 0,
    saved_on: dt.date | None = None,
    entries: int | None = None,
    corrected: int = 0,
) -> SavedMinutes:
    number = entries if entries is not None else int(recorded > 0)
    return SavedMinutes(
        work_date, saved_on or work_date, recorded, absent, number, 0, 0, 0, corrected
    )


def presence(
    start: dt.date = dt.date(2014, 1, 1),
    end: dt.date | None = None,
    share: Fraction = Fraction(1),
    pattern: tuple[int, ...] | None = None,
) -> Presence:
    return Presence(Span(start, end), share, pattern)


def tally(
    *rows: SavedMinutes, of: tuple[Presence, ...] = (presence(),), approved: tuple[Span, ...] = ()
) -> Tally:
    plan = PlanBook(CALENDAR, MONDAY, SUNDAY).plan(of)
    return tally_days(plan, rows, working=WORKING, approved=approved, daily_minutes=480)


def test_a_week_without_entries_is_missing_whole() -> None:
    # Tuesday to Thursday 480 each, Friday 480 - 120.
    found = tally()
    assert (found.expected, found.missing, found.blank_days) == (Fraction(1800), Fraction(1800), 4)
    assert figures_of(found).coverage == 0
    assert figures_of(found).lag_median is None
    assert figures_of(found).approved_share is None


def test_more_on_one_day_does_not_make_up_for_less_on_another() -> None:
    found = tally(row(day(2), 600), row(day(3), 180))
    assert found.expected == 1800
    assert found.missing == 0 + 300 + 480 + 360
    assert found.blank_days == 2
    assert figures_of(found).coverage == Fraction(780, 1800)


def test_work_on_holiday_and_weekend_counts_and_nothing_is_expected_then() -> None:
    found = tally(row(MONDAY, 60), row(day(6), 60))
    assert (found.recorded, found.expected, found.missing, found.blank_days) == (
        120,
        Fraction(1800),
        Fraction(1800),
        4,
    )


def test_absence_lowers_what_is_expected_of_its_day_only() -> None:
    found = tally(
        row(MONDAY, absent=480),  # holiday: no effect
        row(day(2), absent=600),  # beyond the day's 480: no effect beyond
        row(day(3), absent=240),  # half a day, nothing recorded: still blank
        row(day(4), 200, absent=240, entries=1),
        row(day(6), absent=480),  # Saturday: no effect
    )
    assert found.expected == 0 + 240 + 240 + 360
    assert found.missing == 0 + 240 + 40 + 360
    assert found.blank_days == 2  # Wednesday and Friday
    assert found.recorded_days == 1


def test_half_time_is_half_and_thirds_stay_exact() -> None:
    half = presence(share=Fraction(1, 2))
    assert tally(of=(half,)).expected == 3 * 240 + 120
    seventh = presence(share=Fraction(1, 7))
    found = tally(row(day(2), 68), of=(seventh,))
    # 480/7 = 68 4/7 on three days; Friday's 120 less than nothing.
    assert found.expected == 3 * Fraction(480, 7)
    assert found.missing == Fraction(4, 7) + 2 * Fraction(480, 7)


def test_a_pattern_may_be_short_and_assignments_change_and_add_up() -> None:
    assert tally(of=(presence(pattern=(480, 300)),)).expected == 300
    first = presence(end=day(2), share=Fraction(1, 2))
    then = presence(start=day(3), share=Fraction(1, 4))
    beside = presence(share=Fraction(1, 4))
    # Tuesday 240 + 120, Wednesday and Thursday 120 + 120, Friday 240 - 120.
    assert tally(of=(first, then, beside)).expected == 360 + 240 + 240 + 120
    assert tally(of=(beside, beside)).expected == 3 * 240 + 120


def test_equal_assignments_share_one_plan_whatever_lies_outside_the_period() -> None:
    book = PlanBook(CALENDAR, MONDAY, SUNDAY)
    assert book.plan([presence(start=dt.date(2010, 1, 1))]) is book.plan([presence(end=day(30))])
    assert book.plan([presence(end=dt.date(2017, 4, 30))]) is book.plan([])


def test_without_assignment_nothing_is_expected_and_coverage_is_a_dash() -> None:
    found = tally(row(day(2), 60), of=())
    assert (found.expected, found.missing, found.blank_days) == (Fraction(), Fraction(), 0)
    assert figures_of(found).coverage is None


@pytest.mark.parametrize(
    ("work_date", "saved_on", "lag"),
    [
        (day(2), day(2), 0),  # the same day
        (day(2), day(3), 1),
        (day(4), day(8), 2),  # over Friday, half a holiday, and the weekend
        (day(5), day(7), 0),  # Friday's, on Sunday
        (dt.date(2017, 4, 28), day(1), 0),  # Friday's, on the holiday
        (dt.date(2017, 4, 28), day(2), 1),
        (day(6), day(8), 1),  # Saturday's, on Monday
        (day(9), day(2), 0),  # in advance
        (day(2), dt.date(2018, 5, 1), 260),  # 52 weeks; only the holiday of 2017 is known
    ],
)
def test_lag_counts_working_days_after_the_work_date(
    work_date: dt.date, saved_on: dt.date, lag: int
) -> None:
    assert WORKING.lag(work_date, saved_on) == lag


def test_lag_agrees_with_counting_one_by_one() -> None:
    four_days = WorkCalendar(
        frozenset({1, 2, 4, 7}), {day(9): None, day(10): None, day(11): 60}, daily_minutes=480
    )
    counted = WorkingDays(four_days)
    for length in range(40):
        for first in range(1, 15):
            last = day(first) + dt.timedelta(days=length)
            between = [day(first) + dt.timedelta(days=one + 1) for one in range(length)]
            expected = sum(1 for one in between if four_days.is_working_day(one))
            assert counted.lag(day(first), last) == expected


def test_on_time_in_advance_and_lags_are_weighed_by_minutes() -> None:
    found = figures_of(
        tally(
            row(day(2), 100, saved_on=MONDAY),  # in advance: lag 0
            row(day(2), 200, saved_on=day(2)),  # 0
            row(day(3), 150, saved_on=day(4)),  # 1
            row(day(3), 50, saved_on=day(10)),  # Thursday, Friday, Monday to Wednesday: 5
            row(day(4), 500, saved_on=day(12)),  # Friday, Monday to Friday: 6
        )
    )
    assert found.in_advance == Fraction(100, 1000)
    assert found.on_time_1 == Fraction(450, 1000)
    assert found.on_time_5 == Fraction(500, 1000)
    assert found.lag_median == 5  # half the minutes are reached exactly there
    assert found.lag_p90 == 6


def test_a_day_saved_in_parts_is_one_day() -> None:
    found = tally(row(day(2), 300, saved_on=day(2)), row(day(2), 301, saved_on=day(3)))
    assert (found.recorded_days, found.overlong_days, found.blank_days) == (1, 1, 3)


def test_overlong_is_more_than_five_quarters_of_the_unit_s_day() -> None:
    found = figures_of(tally(row(day(2), 600), row(day(3), 601), row(day(6), 700)))
    assert found.overlong_days == Fraction(2, 3)


def test_absence_is_neither_entry_nor_recorded_day() -> None:
    found = tally(row(day(2), absent=480), row(day(3), absent=1440))
    assert (found.entries, found.recorded_days, found.overlong_days, found.lags) == (0, 0, 0, {})


def test_approved_share_follows_the_spans_of_sheets() -> None:
    sheets = (Span(day(2), day(3)), Span(day(6), day(7)))
    found = tally(
        row(MONDAY, 10),
        row(day(2), 20),
        row(day(3), 40),
        row(day(4), 80),
        row(day(7), 160),
        approved=sheets,
    )
    assert figures_of(found).approved_share == Fraction(220, 310)


def test_corrections_are_measured_against_recorded_minutes() -> None:
    found = tally(row(day(2), 90, corrected=30), row(day(3), 30)) + Tally(corrected=45)
    assert figures_of(found).corrections == Fraction(75, 120)
