"""Absence read off entries, and what one that is asked for would enter."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from secretariats.core.dates import Span
from secretariats.core.expected import Presence, WorkCalendar
from timetracking.core.absence import Absent, LeftOut, Wish, Workdays, plan
from timetracking.core.absence_runs import absences
from timetracking.core.checks import Barrier, Rules

MONDAY = dt.date(2017, 1, 9)
HALF = Fraction(1, 2)


def day(number: int) -> dt.date:
    """Return a day counted from the Monday."""
    return MONDAY + dt.timedelta(days=number)


def workdays(
    *presences: Presence, holidays: dict[dt.date, int | None] | None = None, daily: int = 480
) -> Workdays:
    """Return days of a unit that works from Monday to Friday."""
    days = holidays or {}
    full = Presence(Span(dt.date(2014, 1, 1), None), Fraction(1), None)
    calendar = WorkCalendar(frozenset({1, 2, 3, 4, 5}), days, daily)
    return Workdays(calendar, dict.fromkeys(days, "Feast"), presences or (full,))


def rules(locked: Span | None = None) -> Rules:
    """Return the rules of somebody who has been there since 2014."""
    return Rules(
        today=dt.date(2017, 2, 1),
        employed=[Span(dt.date(2014, 1, 1), None)],
        locked=[locked] if locked else [],
        absences=frozenset({"LEAVE", "SICK"}),
    )


def entries(*minutes: int | None, activity: str = "LEAVE", start: int = 0) -> list[Absent]:
    """Return an entry a day from the Monday on; None is a day without."""
    return [
        Absent(number + 1, day(start + number), activity, one, 1)
        for number, one in enumerate(minutes)
        if one is not None
    ]


def test_weekends_holidays_and_days_without_assignment_are_left_out() -> None:
    presence = Presence(Span(day(2), None), Fraction(1), (480, 480, 0, 240))
    found = plan(
        Wish("LEAVE", day(0), day(14)),
        workdays(presence, holidays={day(7): None}),
        rules(),
        stored={},
        recorded={},
    )
    assert [one.left_out for one in found[:8]] == [
        LeftOut.NOT_HERE, LeftOut.NOT_HERE, LeftOut.FREE, None, LeftOut.FREE,
        LeftOut.NO_WORKDAY, LeftOut.NO_WORKDAY, LeftOut.HOLIDAY,
    ]  # fmt: skip
    assert found[7].holiday == "Feast"
    assert [one.minutes for one in found if one.minutes] == [240, 480, 240, 480]


def test_half_a_day_is_half_of_what_is_expected_that_day() -> None:
    share = Presence(Span(dt.date(2014, 1, 1), None), Fraction(1, 2), None)
    wish = Wish("LEAVE", day(0), day(2), half_first=True, half_last=True)
    found = plan(
        wish, workdays(share, holidays={day(2): 120}, daily=450), rules(), stored={}, recorded={}
    )
    # 225 minutes a day, 105 on the half holiday: halves of a minute go up.
    assert [one.minutes for one in found] == [113, 225, 53]


def test_the_whole_of_an_odd_share_is_rounded_half_up() -> None:
    share = Presence(Span(dt.date(2014, 1, 1), None), Fraction(1, 4), None)
    found = plan(
        Wish("LEAVE", day(0), day(0)), workdays(share, daily=450), rules(), stored={}, recorded={}
    )
    assert found[0].expected == Fraction(225, 2)
    assert found[0].minutes == 113


def test_what_is_recorded_stays_and_is_told() -> None:
    found = plan(
        Wish("LEAVE", day(0), day(2)),
        workdays(),
        rules(Span(day(2), day(2))),
        stored={day(1): entries(None, 240)},
        recorded={day(0): 60, day(1): 240},
    )
    assert [(one.before, one.other, one.over) for one in found] == [
        (0, 60, True), (240, 0, False), (0, 0, False),
    ]  # fmt: skip
    assert [one.barrier for one in found] == [None, None, Barrier.LOCKED]


def test_days_with_nothing_expected_between_them_are_one_absence() -> None:
    found = absences(
        entries(480, 480, 480, 480, None, None, None, None, 480),
        workdays(holidays={day(4): None, day(7): None}),
    )
    assert [(one.start, one.end, one.length) for one in found] == [(day(0), day(8), Fraction(5))]
    again = absences(entries(480, None, 480), workdays())
    assert [(one.start, one.end) for one in again] == [(day(0), day(0)), (day(2), day(2))]


def test_halves_stand_at_the_ends_alone() -> None:
    (one,) = absences(entries(240, 480, 240), workdays())
    assert one.wish == Wish("LEAVE", day(0), day(2), half_first=True, half_last=True)
    assert one.length == 2
    first, second = absences(entries(480, 240, 480), workdays())
    assert (first.half_last, first.end, second.start) == (True, day(1), day(2))
    (single,) = absences(entries(240), workdays())
    assert single.wish == Wish("LEAVE", day(0), day(0), half_first=True)


def test_what_is_neither_whole_nor_half_stands_for_itself() -> None:
    found = absences(entries(480, 120, 480), workdays())
    assert [(one.start, one.length, one.odd) for one in found] == [
        (day(0), 1, False), (day(1), Fraction(1, 4), True), (day(2), 1, False),
    ]  # fmt: skip
    (sunday,) = absences(entries(480, start=6), workdays())
    assert (sunday.length, sunday.odd) == (Fraction(0), True)


def test_a_rounded_day_is_one_day() -> None:
    share = Presence(Span(dt.date(2014, 1, 1), None), Fraction(1, 4), None)
    (one,) = absences(entries(113, 56), workdays(share, daily=450))
    assert one.length == 1 + HALF


def test_kinds_are_kept_apart_and_each_change_is_another_version() -> None:
    found = absences([*entries(480), *entries(480, start=1, activity="SICK")], workdays())
    assert [one.activity for one in found] == ["LEAVE", "SICK"]
    changed = Absent(1, day(0), "LEAVE", 480, 2)
    assert absences([changed], workdays())[0].version != found[0].version
