"""What is copied, and what is left out: decided without a database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from secretariats.core.dates import Span
from secretariats.core.expected import WorkCalendar
from tests.unit.timetracking.test_lay_out import FRI, LEAVE, MON, THU, TUE, WED, WEEK, logged
from tests.unit.timetracking.test_lay_out import record as record_of
from timetracking.core.checks import Barrier, Rules
from timetracking.core.copying import Piece, Why, closed_days, plan_copy, working_days
from timetracking.core.grid import RowKey
from timetracking.core.lay_out import lay_out

WEB, RUN = RowKey("WEB", "CMS"), RowKey("RUN")
RULES = Rules(FRI, [Span(MON, FRI)], [Span(MON, MON)], frozenset({"LEAVE"}))


def plan(*wanted: Piece, **changes: Any) -> Any:
    options: dict[str, Any] = {
        "rules": RULES, "taken": set(), "recorded": {}, "served": frozenset({"CMS", "AEWA"}),
        "closed": {}, **changes,
    }  # fmt: skip
    return plan_copy(wanted, **options)


def test_empty_cells_of_open_days_are_filled() -> None:
    found = plan(Piece(WEB, TUE, 90), Piece(RUN, WED, 30))
    assert found.pieces == (Piece(WEB, TUE, 90), Piece(RUN, WED, 30))
    assert found.left == ()


@pytest.mark.parametrize(
    ("piece", "why", "changes"),
    [
        (Piece(WEB, MON, 90), Barrier.LOCKED, {}),
        (Piece(WEB, MON - dt.timedelta(days=1), 90), Barrier.NOT_YET_HERE, {}),
        (Piece(WEB, FRI + dt.timedelta(days=2), 90), Barrier.FUTURE, {}),
        (Piece(WEB, TUE, 90), Why.TAKEN, {"taken": {(WEB, TUE)}}),
        (Piece(WEB, TUE, 90), Why.FULL, {"recorded": {TUE: 1351}}),
        (Piece(WEB, TUE, 90), Why.HOLIDAY, {"closed": {TUE: Why.HOLIDAY}}),
        (Piece(RowKey("WEB", "EUROBATS"), TUE, 90), Why.UNSERVED, {}),
    ],
)
def test_what_is_left_out_says_why(piece: Piece, why: Any, changes: dict[str, Any]) -> None:
    found = plan(piece, Piece(RUN, WED, 15), **changes)
    assert found.pieces == (Piece(RUN, WED, 15),), "the rest is copied all the same"
    assert [(one.piece, one.why) for one in found.left] == [(piece, why)]


def test_a_day_fills_up_piece_by_piece() -> None:
    found = plan(Piece(WEB, TUE, 1000), Piece(RUN, TUE, 500), Piece(RUN, WED, 500))
    assert [one.minutes for one in found.pieces] == [1000, 500]
    assert [one.why for one in found.left] == [Why.FULL]


def test_planned_again_nothing_is_left_to_copy() -> None:
    wanted = [Piece(WEB, TUE, 90), Piece(RUN, TUE, 30)]
    first = plan(*wanted)
    again = plan(*wanted, taken={(one.key, one.day) for one in first.pieces}, recorded={TUE: 120})
    assert again.pieces == ()
    assert {one.why for one in again.left} == {Why.TAKEN}


def test_holidays_and_days_of_absence_are_closed_half_ones_are_not() -> None:
    days = lay_out(
        WEEK,
        record_of(
            logged(1, TUE, LEAVE, 480), logged(2, WED, LEAVE, 240),
            calendar=WorkCalendar(frozenset({1, 2, 3, 4, 5}), {MON: None, THU: 240}, 480),
            holidays={MON: "Whole", THU: "Half"},
        ),
        also=frozenset(range(1, 8)),
    ).days  # fmt: skip
    assert closed_days(days) == {MON: Why.HOLIDAY, TUE: Why.ABSENT}
    assert working_days(days) == [MON, TUE, WED, THU, FRI]
