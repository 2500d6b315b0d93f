"""The grid of a week, from entries and the calendar."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from secretariats.core.dates import Span
from secretariats.core.expected import Presence, WorkCalendar
from timetracking.core.checks import Barrier, Rules
from timetracking.core.grid import Logged, RowKey, Task
from timetracking.core.lay_out import WeekRecord, lay_out
from timetracking.core.weeks import Week

WEEK = Week(2017, 2)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days
WEB, RUN, LEAVE = RowKey("WEB", "CMS"), RowKey("RUN"), RowKey("LEAVE")
BOTH = frozenset({"AEWA", "CMS"})


def logged(pk: int, day: dt.date, key: RowKey, minutes: int, version: int = 1) -> Logged:
    return Logged(pk, day, key, minutes, version)


def record(*entries: Logged, **changes: Any) -> WeekRecord:
    always = Span(dt.date(2014, 1, 1), None)
    options: dict[str, Any] = {
        "entries": entries,
        "tasks": {
            "WEB": Task("WEB", "Website", "Information", "service"),
            "RUN": Task("RUN", "Running the unit", "", "overhead"),
            "LEAVE": Task("LEAVE", "Annual leave", "", "absence"),
        },
        "calendar": WorkCalendar(frozenset({1, 2, 3, 4, 5}), {}, 480),
        "holidays": {},
        "presences": [Presence(always, Fraction(1), None)],
        "rules": Rules(dt.date(2017, 1, 13), [always], [], frozenset({"LEAVE"})),
        "joint_on": lambda _day: BOTH,
    }
    return WeekRecord(**{**options, **changes})


def test_a_row_for_each_activity_and_beneficiary_services_first() -> None:
    grid = lay_out(
        WEEK,
        record(
            logged(1, MON, LEAVE, 60), logged(2, MON, RUN, 60), logged(3, TUE, WEB, 90),
            logged(4, TUE, RowKey("WEB", "AEWA+CMS"), 30),
        ),
    )  # fmt: skip
    assert [str(row.key) for row in grid.rows] == ["WEB:CMS", "WEB:AEWA+CMS", "RUN:", "LEAVE:"]
    assert [day.date for day in grid.days] == [MON, TUE, WED, THU, FRI]
    assert grid.rows[0].minutes == 90
    assert grid.shares == {"CMS": 90, "AEWA+CMS": 30, "": 60}
    assert (grid.recorded, grid.absence) == (180, 60)


def test_weekends_are_there_when_worked_on_or_asked_for() -> None:
    worked = lay_out(WEEK, record(logged(1, SUN, WEB, 60)))
    assert [day.date for day in worked.days] == [MON, TUE, WED, THU, FRI, SUN]
    asked = lay_out(WEEK, record(), also=frozenset({6}))
    assert [day.date for day in asked.days] == [MON, TUE, WED, THU, FRI, SAT]
    assert asked.days[-1].expected == 0


def test_expected_is_less_absence_and_never_below_nothing() -> None:
    grid = lay_out(
        WEEK,
        record(
            logged(1, MON, LEAVE, 240), logged(2, MON, WEB, 200), logged(3, TUE, LEAVE, 600),
            logged(4, WED, WEB, 500),
            calendar=WorkCalendar(frozenset({1, 2, 3, 4, 5}), {THU: None, FRI: 240}, 480),
            holidays={THU: "Feast", FRI: "Eve"},
        ),
    )  # fmt: skip
    assert [day.expected for day in grid.days] == [240, 0, 480, 0, 240]
    assert [day.missing for day in grid.days] == [40, 0, 0, 0, 240]
    assert [day.half for day in grid.days] == [False, False, False, False, True]
    assert grid.missing == 280


def test_a_cell_knows_whether_it_may_change() -> None:
    rules = Rules(
        today=WED,
        employed=[Span(TUE, None)],
        locked=[Span(TUE, TUE)],
        absences=frozenset({"LEAVE"}),
    )
    grid = lay_out(
        WEEK,
        record(logged(1, WED, WEB, 60), logged(2, WED, WEB, 30), rules=rules),
        asked=[WEB, LEAVE, RowKey("NONE")],
    )
    web, leave = grid.rows
    assert [cell.barrier for cell in web.cells] == [
        Barrier.NOT_YET_HERE, Barrier.LOCKED, None, None, Barrier.FUTURE,
    ]  # fmt: skip
    assert [cell.open for cell in web.cells] == [False, False, False, True, False]
    assert web.cells[2].several
    assert leave.cells[4].open, "absence can be planned"
    assert leave.added
    assert not web.added


def test_the_version_of_a_removed_entry_never_comes_back() -> None:
    first = lay_out(WEEK, record(logged(1, MON, WEB, 60))).rows[0].cells[0]
    again = lay_out(WEEK, record(logged(2, MON, WEB, 60))).rows[0].cells[0]
    changed = lay_out(WEEK, record(logged(1, MON, WEB, 60, version=2))).rows[0].cells[0]
    empty = lay_out(WEEK, record(), asked=[WEB]).rows[0].cells[0]
    assert len({cell.version for cell in (first, again, changed, empty)}) == 4
    assert empty.version == ""


def test_rows_asked_for_stand_last_in_their_order_and_once() -> None:
    grid = lay_out(WEEK, record(logged(1, MON, RUN, 60)), asked=[WEB, LEAVE, WEB])
    assert [row.key for row in grid.rows] == [RUN, WEB, LEAVE]


def test_a_week_without_assignment_is_nowhere_to_log() -> None:
    rules = Rules(dt.date(2017, 1, 13), [], [], frozenset())
    grid = lay_out(WEEK, record(rules=rules, presences=[]), asked=[WEB])
    assert not grid.here
    assert not any(cell.open for cell in grid.cells())
    assert grid.expected == 0


def test_two_assignments_patterns_and_a_start_within_the_week_add_up_exactly() -> None:
    first = Presence(Span(dt.date(2014, 1, 1), WED), Fraction(1, 3), None)
    second = Presence(Span(TUE, None), Fraction(1, 2), (0, 240, 225, 0, 480))
    grid = lay_out(
        WEEK,
        record(
            logged(1, TUE, LEAVE, 100), logged(2, TUE, WEB, 31),
            presences=[first, second],
            calendar=WorkCalendar(frozenset({1, 2, 3, 4, 5}), {TUE: 90, FRI: 500}, 457),
            holidays={TUE: "Half a feast", FRI: "Nearly all"},
        ),
    )  # fmt: skip
    third = Fraction(457, 3)
    assert [day.whole for day in grid.days] == [third, third + 240 - 90, third + 225, 0, 0]
    assert grid.days[1].expected == third + 50
    assert grid.days[1].missing == third + 19
    assert grid.expected == 3 * third + 275
    assert grid.missing == 3 * third + 244


def test_a_half_holiday_of_somebody_who_is_not_expected_takes_nothing() -> None:
    nobody = Presence(Span(dt.date(2014, 1, 1), None), Fraction(1), (0, 480))
    calendar = WorkCalendar(frozenset({1, 2, 3, 4, 5}), {MON: 240}, 480)
    grid = lay_out(WEEK, record(presences=[nobody], calendar=calendar, holidays={MON: "Eve"}))
    assert [day.expected for day in grid.days] == [0, 480, 0, 0, 0]


def test_nothing_is_expected_before_the_first_and_after_the_last_day() -> None:
    here = Presence(Span(TUE, THU), Fraction(3, 4), None)
    grid = lay_out(WEEK, record(presences=[here]))
    assert [day.expected for day in grid.days] == [0, 360, 360, 360, 0]
