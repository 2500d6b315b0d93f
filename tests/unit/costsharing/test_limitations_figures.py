"""Shares, percentiles, habits and the table: worked by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.limitations import (
    ActivityFigures,
    LimitationsTable,
    MonthMinutes,
    Tally,
    figures_of,
    tally_months,
)
from costsharing.core.limitations.figures import NAMES, percentile
from costsharing.core.limitations.habits import is_anchored
from costsharing.management.limitations_text import limitations_text

JANUARY, FEBRUARY = dt.date(2017, 1, 1), dt.date(2017, 2, 1)
THIRD = {"CMS": Fraction(2, 3), "AEWA": Fraction(1, 3)}
CMS, AEWA = frozenset({"CMS"}), frozenset({"AEWA"})
BOTH = frozenset({"CMS", "AEWA"})
NOBODY: frozenset[str] = frozenset()


def test_heaping_counts_entries_and_its_index_those_on_quarter_hours() -> None:
    # Ten entries: 4 x 60, 1 x 30, 3 x 15 and two of 7 minutes.
    found = figures_of(Tally(recorded=10, entries=10, on_hour=4, on_half_hour=5, on_quarter=8))
    assert found.heaping_60 == Fraction(2, 5)
    assert found.heaping_30 == Fraction(1, 2)
    assert found.heaping_index == 200


def test_heaping_index_is_100_for_none_and_400_for_all() -> None:
    even = Tally(entries=4, on_hour=1, on_half_hour=2, on_quarter=4)
    assert figures_of(even).heaping_index == 100
    assert figures_of(Tally(entries=4, on_hour=4, on_quarter=4)).heaping_index == 400
    assert figures_of(Tally(entries=4)).heaping_index is None


@pytest.mark.parametrize(
    ("weights", "level", "value"),
    [
        ({}, Fraction(1, 2), None),
        ({3: 1}, Fraction(9, 10), 3),
        ({0: 50, 4: 50}, Fraction(1, 2), 0),
        ({0: 49, 4: 51}, Fraction(1, 2), 4),
        ({7: 10, 0: 90}, Fraction(9, 10), 0),
        ({7: 11, 0: 89}, Fraction(9, 10), 7),
    ],
)
def test_percentile_is_the_smallest_value_that_reaches_the_share(
    weights: dict[int, int], level: Fraction, value: int | None
) -> None:
    assert percentile(weights, level) == value


def test_joint_and_overhead_are_shares_of_recorded_minutes() -> None:
    rows = [
        MonthMinutes(JANUARY, CMS, 300),
        MonthMinutes(JANUARY, BOTH, 120),
        MonthMinutes(FEBRUARY, BOTH, 30),
        MonthMinutes(FEBRUARY, NOBODY, 50),
    ]
    found = figures_of(Tally(recorded=500) + tally_months(rows, keys={}))
    assert (found.joint_share, found.overhead_share) == (Fraction(3, 10), Fraction(1, 10))
    assert found.anchoring is None


def test_anchoring_is_within_one_percentage_point_for_each_instrument() -> None:
    key = {"A": Fraction(1, 2), "B": Fraction(1, 4), "C": Fraction(1, 4)}
    assert is_anchored({"A": 51, "B": 24, "C": 25}, key)
    assert not is_anchored({"A": 52, "B": 24, "C": 24}, key)
    assert not is_anchored({"A": 500, "B": 262, "C": 238}, key)
    # Nothing for C is 25 points off; an instrument outside the key has share 0.
    assert not is_anchored({"A": 2, "B": 1}, key)
    assert is_anchored({"A": 99, "Z": 1}, {"A": Fraction(1)})
    assert not is_anchored({"A": 98, "Z": 2}, {"A": Fraction(1)})


def test_anchoring_takes_months_with_two_direct_beneficiaries_and_each_month_s_key() -> None:
    rows = [
        MonthMinutes(JANUARY, CMS, 200),
        MonthMinutes(JANUARY, AEWA, 100),
        MonthMinutes(FEBRUARY, CMS, 100),
        MonthMinutes(FEBRUARY, AEWA, 100),
        MonthMinutes(dt.date(2017, 3, 1), CMS, 200),
        MonthMinutes(dt.date(2017, 3, 1), BOTH, 100),
        MonthMinutes(dt.date(2017, 4, 1), CMS, 1),
        MonthMinutes(dt.date(2017, 4, 1), AEWA, 1),
    ]
    half = {"CMS": Fraction(1, 2), "AEWA": Fraction(1, 2)}
    by_third = {JANUARY: THIRD, FEBRUARY: THIRD}
    assert figures_of(tally_months(rows, keys=by_third)).anchoring == Fraction(1, 3)
    changed = {JANUARY: THIRD, FEBRUARY: half}
    assert figures_of(tally_months(rows, keys=changed)).anchoring == Fraction(2, 3)


def test_a_share_of_nothing_is_none_and_nothing_else_is() -> None:
    found = figures_of(Tally(), largest=0)
    assert {name for name, value in found.items() if value is not None} == {
        "expected",
        "recorded",
        "missing",
        "blank_days",
    }


def test_concentration_is_the_team_s_only() -> None:
    assert figures_of(Tally(recorded=400), largest=300).concentration == Fraction(3, 4)
    assert figures_of(Tally(recorded=400)).concentration is None


def a_table() -> LimitationsTable:
    ada = Tally(
        expected=Fraction(1000),
        missing=Fraction(700, 3),
        blank_days=1,
        recorded=800,
        lags={0: 700, 3: 100},
        joint=200,
        entries=4,
        on_hour=1,
        on_half_hour=2,
        on_quarter=2,
        recorded_days=3,
        copied_days=1,
    )
    bob = Tally(recorded=200, overhead=200, entries=1, recorded_days=1, lags={1: 200})
    return LimitationsTable(
        unit="IMCA",
        start=JANUARY,
        end=dt.date(2017, 1, 31),
        team=figures_of(ada + bob, largest=800),
        people={"ada": figures_of(ada), "bob": figures_of(bob)},
        activities={
            "WEB": ActivityFigures(recorded=800, joint=200, overhead=0),
            "ADM": ActivityFigures(recorded=200, joint=0, overhead=200),
        },
    )


def test_the_document_has_a_key_for_each_row_and_exact_text() -> None:
    document = a_table().as_json()
    team, people = document["team"], document["people"]
    assert isinstance(team, dict)
    assert isinstance(people, dict)
    assert (document["unit"], document["from"], document["to"]) == (
        "IMCA",
        "2017-01-01",
        "2017-01-31",
    )
    assert set(people["ada"]) == set(NAMES)
    assert set(team) == {*NAMES, "activities"}
    assert people["ada"]["missing"] == "700/3"
    assert people["ada"]["recorded"] == 800
    assert people["ada"]["lag_p90"] == 3
    assert people["ada"]["concentration"] is None
    assert people["bob"]["coverage"] is None
    assert people["bob"]["heaping_60"] == "0/1"
    assert team["coverage"] == "1/1"
    assert team["concentration"] == "4/5"
    assert team["activities"]["WEB"] == {
        "recorded": 800,
        "joint_share": "1/4",
        "overhead_share": "0/1",
    }


def test_withheld_figures_are_left_out_of_the_document() -> None:
    shown = set(a_table().people["ada"].without_private().as_json())
    assert set(NAMES) - shown == {
        "heaping_60",
        "heaping_30",
        "heaping_index",
        "batch",
        "copied_days",
        "anchoring",
    }


def test_the_text_is_aligned_and_rounds_half_up() -> None:
    text = limitations_text(a_table())
    lines = text.splitlines()
    ada, bob = (
        next(line for line in lines if line.startswith(name)).split() for name in ("ada", "bob")
    )
    assert ada[1:6] == ["16:40", "13:20", "3:53", "1", "80.0"]
    assert bob[1:6] == ["0:00", "3:20", "0:00", "0", "–"]
    assert any(line.split() == ["WEB", "13:20", "25.0", "%", "0.0", "%"] for line in lines)
    head = next(line for line in lines if line.startswith("Person"))
    assert head.index("coverage") + len("coverage") == next(
        line for line in lines if line.startswith("ada")
    ).index("80.0 %") + len("80.0 %")
