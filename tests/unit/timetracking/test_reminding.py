"""When a person may be reminded, of what, and how complete a week is."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from secretariats.core.dates import Span
from secretariats.core.expected import Presence, WorkCalendar
from timetracking.core.coverage import Sheet, parts, person_week
from timetracking.core.grid import ABSENCE, SERVICE, Day
from timetracking.core.reminding import in_hours, lack_of, lacks, zone_of
from timetracking.core.weeks import Week

if TYPE_CHECKING:
    from timetracking.core.coverage import PersonWeek

WEEK = Week(2017, 3)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days
CALENDAR = WorkCalendar(frozenset({1, 2, 3, 4, 5}), {WED: None, THU: 240}, 480)
ALWAYS = Presence(Span(dt.date(2014, 1, 1), None), Fraction(1), None)


def week(
    today: dt.date,
    total: dict[dt.date, int] | None = None,
    absence: dict[dt.date, int] | None = None,
    sheets: tuple[Sheet, ...] = (),
    *,
    of: Week = WEEK,
) -> PersonWeek:
    return person_week(
        of, CALENDAR, (ALWAYS,), total=total or {}, absence=absence or {}, sheets=sheets,
        today=today,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2017-01-16T06:59", "Europe/Berlin", False),
        ("2017-01-16T07:00", "Europe/Berlin", True),
        ("2017-01-16T16:59", "Europe/Berlin", True),
        ("2017-01-16T17:00", "Europe/Berlin", False),
        # The same hour of the day in summer is another instant.
        ("2017-07-17T06:00", "Europe/Berlin", True),
        ("2017-07-17T16:00", "Europe/Berlin", False),
        # The day of the change: clocks go from 2 to 3, so that 8 o'clock is 6 in UTC already.
        ("2017-03-26T06:00", "Europe/Berlin", True),
        ("2017-03-26T05:59", "Europe/Berlin", False),
        ("2017-01-16T07:00", "Pacific/Auckland", False),
        ("2017-01-15T19:00", "Pacific/Auckland", True),
        ("2017-01-16T02:15", "Asia/Kathmandu", True),
        ("2017-01-16T02:14", "Asia/Kathmandu", False),
    ],
)
def test_nobody_is_reminded_at_night(now: str, zone: str, expected: bool) -> None:
    instant = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
    assert in_hours(instant, ZoneInfo(zone)) is expected


@pytest.mark.parametrize(
    ("own", "of_unit", "expected"),
    [
        ("Africa/Nairobi", "Europe/Berlin", "Africa/Nairobi"),
        ("", "Europe/Berlin", "Europe/Berlin"),
        ("Mars/Olympus", "Europe/Berlin", "Europe/Berlin"),
        ("", "", "UTC"),
    ],
)
def test_the_zone_is_the_person_s_else_the_unit_s(own: str, of_unit: str, expected: str) -> None:
    assert zone_of(own, of_unit).key == expected


def test_a_day_says_what_the_person_s_own_grid_says() -> None:
    found = week(SUN, total={MON: 500, TUE: 300, THU: 100, FRI: 600}, absence={TUE: 240, FRI: 500})
    for day in found.days:
        same = Day(
            date=day.date, holiday="", half=False, state="", barrier=None, whole=day.whole,
            minutes={SERVICE: day.total - day.absence, ABSENCE: day.absence}, shares={},
        )  # fmt: skip
        assert (day.recorded, day.expected, day.missing) == (
            same.recorded, same.expected, same.missing,
        )  # fmt: skip
    assert [int(day.missing) for day in found.days] == [0, 180, 0, 140, 0, 0, 0]
    assert (found.recorded, found.absence, int(found.expected)) == (760, 740, 960)


def test_today_and_what_comes_is_not_missing_yet() -> None:
    assert [day.date for day in week(WED).lacking] == [MON, TUE]
    assert int(week(MON).missing) == 0
    assert int(week(MON).expected) == 3 * 480 + 240


def test_less_than_half_an_hour_is_no_forgotten_day() -> None:
    (found,) = lacks([week(WED, total={MON: 451, TUE: 450})])
    assert [(day.date, int(day.missing)) for day in found.days] == [(TUE, 30)]
    assert lacks([week(WED, total={MON: 451, TUE: 480})]) == []


def test_only_the_last_week_and_this_one_are_told_by_the_clock() -> None:
    this = Week(2017, 5)
    weeks = [week(this.start, of=one) for one in (WEEK, this.before, this, this.after)]
    assert [one.week for one in lacks(weeks)] == [this.before]


@pytest.mark.parametrize(
    ("day", "state", "expected"),
    [
        (0, "open", False),
        (1, "open", True),
        (4, "open", True),
        (4, "submitted", False),
        (4, "returned", False),
        (4, "approved", False),
    ],
)
def test_a_week_not_submitted_by_tuesday_is_told(day: int, state: str, expected: bool) -> None:
    full = dict.fromkeys(WEEK.days, 480)
    sheets = (Sheet(Span(MON, SUN), state, 1),) if state != "open" else ()
    found = lacks([week(WEEK.after.days[day], total=full, sheets=sheets)])
    assert bool(found) is expected
    assert all(one.unsubmitted and not one.days for one in found)


def test_a_week_across_a_month_is_two_sheets() -> None:
    across = Week(2017, 5)
    assert [str(span) for span in parts(across)] == [
        "2017-01-30 to 2017-01-31", "2017-02-01 to 2017-02-05",
    ]  # fmt: skip
    first = Sheet(parts(across)[0], "approved", 7)
    found = week(dt.date(2017, 2, 6), of=across, sheets=(first,))
    assert [(one.state, one.pk) for one in found.sheets] == [("approved", 7), ("open", None)]
    assert len(found.unsubmitted) == 1


def test_by_hand_everything_that_is_missing_counts() -> None:
    later = WEEK.start + dt.timedelta(days=70)
    assert lack_of(week(later)) is not None
    nearly = dict.fromkeys(WEEK.days, 480) | {MON: 479}
    found = lack_of(week(later, total=nearly))
    assert found is not None
    assert [day.date for day in found.days] == [MON]
    assert lack_of(week(MON)) is None, "a week that has only begun"


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_is_handed_in_is_for_others_to_decide_on(state: str) -> None:
    handed_in = (Sheet(Span(MON, SUN), state, 1),)
    found = week(WEEK.after.days[3], sheets=handed_in)
    assert int(found.missing) == 3 * 480 + 240, "it is told"
    assert lack_of(found) is None, "nobody is reminded of it"
    assert lacks([found]) == []
    sent_back = week(WEEK.after.days[3], sheets=(Sheet(Span(MON, SUN), "returned", 1),))
    assert [len(one.days) for one in lacks([sent_back])] == [4]
