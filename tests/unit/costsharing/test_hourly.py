"""What an hour costs: by contract, by grade, or by what a month really cost."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from costsharing.core.hourly import (
    NO_GRADE,
    currencies_of,
    month_cost,
    standard_per_minute,
)
from costsharing.core.inputs import Fee, GradeCost, OnPosts, StaffCostOf
from costsharing.core.keys import Gap
from tests.unit.costsharing.valued_by_hand import inputs, month_of, rates, work

DAY = dt.date(2017, 1, 15)
GRADES = {
    ("G5", 2017): GradeCost(Fraction(66000), "EUR", Fraction(1650)),
    ("P2", 2017): GradeCost(Fraction(99000), "EUR", Fraction(1650)),
    ("P3", 2017): GradeCost(Fraction(172000), "USD", Fraction(1720)),
}


def per_hour(cost: Fee | OnPosts, day: dt.date = DAY) -> Fraction | list[Gap]:
    """Return the cost of an hour, with dollars at 0.9 from 2 January 2017."""
    found = standard_per_minute(
        cost, day, inputs(grades=GRADES, exchange=rates(EUR={"01-02": "0.9"}))
    )
    return found if isinstance(found, list) else found * 60


def posts(**parts: str) -> OnPosts:
    return OnPosts(tuple((grade, Fraction(part)) for grade, part in sorted(parts.items())))


def test_a_grade_costs_its_annual_cost_over_its_productive_hours() -> None:
    assert per_hour(posts(G5="1")) == 40


def test_grades_at_once_are_averaged_by_share() -> None:
    assert per_hour(posts(G5="1/4", P2="3/4")) == 55


def test_what_is_in_another_currency_is_converted_on_the_day() -> None:
    assert per_hour(posts(P3="1")) == 90
    assert per_hour(Fee(Fraction(50), "USD")) == 45
    assert per_hour(Fee(Fraction("45.5"), "EUR")) == Fraction("45.5")


def test_everything_that_is_missing_is_named() -> None:
    found = per_hour(posts(**{NO_GRADE: "1/4", "P9": "1/4", "P3": "1/2"}), dt.date(2017, 1, 1))
    assert isinstance(found, list)
    assert [str(gap.what).split(":")[0] for gap in found] == [
        "the post has no grade",
        "no rate of exchange for EUR is in force on 2017-01-01",
        "no standard cost of grade P9 for 2017 is recorded",
    ]
    other_year = per_hour(posts(G5="1"), dt.date(2018, 1, 1))
    assert isinstance(other_year, list)
    assert "G5 for 2018" in str(other_year[0].what)


def test_lines_of_a_month_add_up_at_the_rate_of_its_first_day() -> None:
    given = inputs(exchange=rates(EUR={"01-01": "0.9", "01-02": "0.1"}))
    cost = StaffCostOf(
        dt.date(2017, 1, 1),
        ((Fraction(5000), "EUR"), (Fraction(-1000), "EUR"), (Fraction(100), "USD")),
    )
    assert month_cost(cost, given) == 4090
    assert month_cost(month_of("2017-01"), given) == 0
    assert month_cost(month_of("2017-01", "10", "-10"), given) == 0


@pytest.mark.parametrize(
    ("cost", "message"),
    [
        (month_of("2017-01", "10", "-10.01"), "the staff cost of 2017-01 adds up to less than 0"),
        (month_of("2017-01", "10", currency="KES"), "no rate of exchange for KES"),
        (month_of("2016-12", "10", currency="USD"), "EUR is in force on 2016-12-01"),
    ],
)
def test_a_month_that_cannot_be_told(cost: StaffCostOf, message: str) -> None:
    found = month_cost(cost, inputs(exchange=rates(EUR={"01-01": "0.9"})))
    assert isinstance(found, list)
    assert [message in str(gap.what) for gap in found] == [True]


def test_which_rates_change_the_cost_of_an_hour() -> None:
    def currencies(cost: Fee | OnPosts | StaffCostOf) -> frozenset[str]:
        return currencies_of(inputs(work(cost=cost), grades=GRADES))

    assert currencies(posts(G5="1")) == frozenset()
    # The dollar itself has no rate; the unit's own currency then decides.
    assert currencies(posts(P3="1")) == {"EUR"}
    assert currencies(Fee(Fraction(1), "CHF")) == {"CHF", "EUR"}
    assert currencies(month_of("2017-01", "1", currency="CHF")) == frozenset()
