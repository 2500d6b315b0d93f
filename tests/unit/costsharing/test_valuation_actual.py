"""What months really cost, ranges, and what is missing, by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.inputs import Fee, Inputs, OnPosts, Spent
from costsharing.core.keys import BudgetOf
from costsharing.core.valuation import Incomplete
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    day,
    document,
    exact,
    inputs,
    month_of,
    rates,
    received,
    some,
    valued,
    work,
)

SUPPORT = Fraction(13, 100)


def gaps(given: Inputs) -> tuple[list[str], list[str], list[str]]:
    """Return what is missing of costs, keys and expenditure, with the days it concerns."""
    with pytest.raises(Incomplete) as caught:
        valued(given)
    missing = caught.value
    return (
        [f"{start}: {gap.what}" for _, start, gap in missing.costs],
        [f"{start} to {end}: {gap.what}" for start, end, gap in missing.keys],
        [f"{spent.date}: {gap.what}" for spent, gap in missing.spent],
    )


# --- what a month really cost ---------------------------------------------------------------
def test_a_month_s_cost_is_spread_over_its_minutes() -> None:
    run = valued(
        inputs(
            work(
                ("01-02", "WEB", "CMS", 100),
                ("01-20", "ADM", "", 50),
                ("01-30", "WEB", "AEWA", 150),
                cost=month_of("2017-01", "5000", "-2000"),
            )
        )
    )
    assert some(run.direct) == {"CMS": 1000, "AEWA": 1500}
    assert some(run.overhead) == {"CMS": 200, "AEWA": 300}
    assert run.unrecorded == 0


def test_a_cost_without_minutes_is_unrecorded_and_never_shared_out() -> None:
    given = inputs(
        work(("01-02", "WEB", "CMS", 100), cost=month_of("2017-01", "100")),
        work(cost=month_of("2017-01", "700"), missing={"01-01": 480}),
        support=SUPPORT,
    )
    run = valued(given)
    assert run.unrecorded == 700
    assert run.not_logged == 700
    assert sum(received(run).values()) == 113
    assert document(given)["total"]["unrecorded"] == {"exact": "700/1", "rounded": "700.00"}
    # What was not recorded may have served one of them alone.
    assert some(run.highest) == exact({"CMS": 113 + 791, "AEWA": 791})


def test_minutes_without_a_line_are_an_error_and_a_sum_of_zero_is_none() -> None:
    nothing = work(("01-02", "WEB", "CMS", 100), cost=month_of("2017-01"))
    assert gaps(inputs(nothing))[0] == [
        "2017-01-01: no staff cost for 2017-01 is recorded: add it"
    ]
    zero = work(("01-02", "WEB", "CMS", 100), cost=month_of("2017-01", "10", "-10"))
    assert received(valued(inputs(zero))) == {"CMS": 0, "AEWA": 0}
    below = work(("01-02", "WEB", "CMS", 100), cost=month_of("2017-01", "10", "-11"))
    assert "adds up to less than 0" in gaps(inputs(below))[0][0]


# --- lowest and highest ---------------------------------------------------------------------
def test_the_range_of_standard_costs() -> None:
    run = valued(
        inputs(
            work(
                ("01-02", "WEB", "CMS", 300),
                ("01-02", "WEB", "AEWA", 100),
                ("01-02", "WEB", "CMS+AEWA", 60),
                ("01-02", "ADM", "", 40),
                missing={"01-01": "7/2"},
            ),
            support=SUPPORT,
        )
    )
    assert some(run.lowest) == exact({"CMS": 339, "AEWA": 113})
    # 300 and 100 direct, 60 joint, 40 of overhead, 3.50 of missing time; each with its support.
    assert some(run.highest) == exact({"CMS": "455.955", "AEWA": "229.955"})


def test_missing_time_is_worth_the_cost_and_the_support_of_its_day() -> None:
    run = valued(
        inputs(
            work(
                ("01-02", "WEB", "CMS", 60),
                cost=Fee(Fraction(60), "USD"),
                missing={"01-01": 100, "01-16": 100},
            ),
            exchange=rates(EUR={"01-01": "1", "01-16": "0.5"}),
            agreements=(agreed(end="01-15", support=Fraction(1, 10)),),
            support=Fraction(1, 5),
        )
    )
    # Where no agreement is in force the unit's support holds: 60 and 100 x 1.1, 50 x 1.2.
    assert run.highest["CMS"] == 66 + 110 + 60
    assert run.lowest["CMS"] == 66


def test_the_range_of_what_months_really_cost() -> None:
    run = valued(
        inputs(
            work(
                ("01-02", "WEB", "CMS", 60),
                ("01-20", "WEB", "AEWA", 20),
                ("01-20", "ADM", "", 20),
                cost=month_of("2017-01", "1000"),
                missing={"01-01": 10, "01-16": 90},
            ),
            agreements=(
                agreed(end="01-15", support=Fraction(1, 10)),
                agreed("01-16", support=Fraction(1, 2)),
            ),
        )
    )
    # Half of the month is recorded; missing time bears the support of the month's last day.
    assert some(run.lowest) == exact({"CMS": 330, "AEWA": 150})
    assert some(run.highest) == exact({"CMS": 660 + 300 + 750, "AEWA": 300 + 300 + 750})


# --- what is missing ------------------------------------------------------------------------
def test_all_that_is_missing_is_found_at_once() -> None:
    costs, keys, spent = gaps(
        inputs(
            work(("01-02", "WEB", "CMS", 60), cost=Fee(Fraction(1), "KES")),
            work(("01-20", "WEB", "CMS", 60), cost=OnPosts((("P9", Fraction(1)),))),
            work(("02-03", "ADM", "", 60)),
            work(("03-03", "ADM", "", 60)),
            agreements=(
                agreed(end="01-31"),
                agreed("03-01", key=None, among=("AEWA", "CMS")),
            ),
            budgets={("CMS", 2017): BudgetOf(Fraction(1), "EUR", provisional=False)},
            spent=(
                Spent(day("02-05"), Fraction(1), "EUR", "CMS", None),
                Spent(day("01-05"), Fraction(1), "CHF", "CMS", "CMS"),
                Spent(day("03-05"), Fraction(1), "EUR", "CMS", None),
            ),
            end="03-31",
        )
    )
    assert [text.split(":")[0] for text in costs] == ["2017-01-01", "2017-01-01"]
    assert "KES" in costs[0]
    assert "P9 for 2017" in costs[1]
    assert [text.split(":")[0] for text in keys] == [
        "2017-02-01 to 2017-02-28",
        "2017-03-01 to 2017-03-31",
    ]
    assert "no agreement is in force" in keys[0]
    assert "no budget of AEWA" in keys[1]
    assert {text.split(":")[0] for text in spent} == {"2017-02-05", "2017-01-05", "2017-03-05"}


def test_days_without_agreement_matter_only_where_there_is_work_or_shared_money() -> None:
    run = valued(
        inputs(
            work(("01-15", "WEB", "CMS", 60), missing={"02-01": 480}),
            agreements=(agreed("01-10", "01-20"),),
            spent=(Spent(day("02-01"), Fraction(1), "EUR", "CMS", "AEWA"),),
            end="02-28",
        )
    )
    assert received(run) == {"CMS": 60, "AEWA": 0}
    assert run.highest["AEWA"] == 480


def test_a_period_without_anything() -> None:
    given = inputs(agreements=(), end=dt.date(2017, 3, 31))
    found = document(given)
    assert (found["instruments"], found["activities"], found["months"]) == ({}, [], [])
    assert found["total"]["received"] == {"exact": "0/1", "rounded": "0.00"}
