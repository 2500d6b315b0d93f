"""The worked examples of the rules, to the fraction and to the cent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from costsharing.core.inputs import GradeCost, Inputs, OnPosts, Spent
from costsharing.core.keys import BudgetOf
from costsharing.core.published import publish
from costsharing.core.settlement import money_spent
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    day,
    document,
    exact,
    inputs,
    rates,
    received,
    some,
    valued,
    work,
)

G5 = {("G5", 2017): GradeCost(Fraction(66000), "EUR", Fraction(1650))}
WHOLE_G5 = OnPosts((("G5", Fraction(1)),))


def spent(date: str, amount: str, payer: str, charged: str | None = None, **more: str) -> Spent:
    return Spent(day(date), Fraction(amount), more.get("currency", "EUR"), payer, charged)


def test_1_a_hundred_is_shared_two_thirds_to_one() -> None:
    given = inputs(spent=(spent("01-31", "100", "CMS"),))
    due, paid, gaps = money_spent(given)
    assert due == exact({"CMS": "200/3", "AEWA": "100/3"})
    assert (paid, gaps) == (exact({"CMS": 100}), [])
    settlement = document(given)["settlement"]
    assert settlement["CMS"] == {
        "due": {"exact": "200/3", "rounded": "66.67"},
        "paid": {"exact": "100/1", "rounded": "100.00"},
        "net": {"exact": "100/3", "rounded": "33.33"},
    }
    assert settlement["transfers"] == [{"from": "AEWA", "to": "CMS", "amount": "33.33"}]


def test_2_a_hundred_minutes_of_a_g5() -> None:
    direct = valued(inputs(work(("01-02", "WEB", "CMS", 100), cost=WHOLE_G5), grades=G5))
    assert some(direct.direct) == {"CMS": Fraction(200, 3)}
    joint = valued(inputs(work(("01-02", "WEB", "CMS+AEWA", 100), cost=WHOLE_G5), grades=G5))
    assert some(joint.joint) == exact({"CMS": "400/9", "AEWA": "200/9"})
    shown = publish(joint)
    assert shown.total == 6667
    assert shown.table["WEB"] == {"AEWA": 2222, "CMS": 4445}


def test_3_joint_work_of_two_among_three() -> None:
    key = {"CMS": "1/2", "AEWA": "1/3", "EUROBATS": "1/6"}
    run = valued(
        inputs(work(("01-02", "WEB", "AEWA+EUROBATS", 90)), agreements=(agreed(key=key),))
    )
    assert some(run.joint) == {"AEWA": 60, "EUROBATS": 30}
    assert run.warnings == []


def test_4_the_key_changes_between_two_expenditures() -> None:
    given = inputs(
        agreements=(
            agreed(end="06-30"),
            agreed("07-01", key={"CMS": "3/5", "AEWA": "2/5"}),
        ),
        spent=(spent("06-30", "150", "CMS"), spent("07-01", "150", "CMS")),
        end="12-31",
    )
    run = valued(given)
    assert run.due == {"CMS": 190, "AEWA": 110}
    settlement = document(given)["settlement"]
    assert settlement["transfers"] == [{"from": "AEWA", "to": "CMS", "amount": "110.00"}]


def test_5_a_month() -> None:
    given = inputs(
        work(
            ("01-02", "WEB", "CMS", 300),
            ("01-03", "WEB", "AEWA", 100),
            ("01-04", "NEWS", "CMS+AEWA", 120),
            ("01-31", "ADM", "", 52),
        )
    )
    run = valued(given)
    assert some(run.joint) == {"CMS": 80, "AEWA": 40}
    assert some(run.overhead) == {"CMS": 38, "AEWA": 14}
    assert received(run) == {"CMS": 418, "AEWA": 154}
    assert some(run.funded) == exact({"CMS": "1144/3", "AEWA": "572/3"})
    instruments = document(given)["instruments"]
    assert {code: found["balance"] for code, found in instruments.items()} == {
        "CMS": {"exact": "110/3", "rounded": "36.67"},
        "AEWA": {"exact": "-110/3", "rounded": "-36.67"},
    }


def of_three_grades(**policies: Any) -> Inputs:
    """Return the month of example 6: hours AEWA, CMS, joint and overhead by grade."""
    hours = {"P3": (40, 80, 30, 10), "P2": (60, 70, 15, 5), "G5": (30, 90, 24, 12)}
    hourly = {"P3": 75, "P2": 60, "G5": 45}
    return inputs(
        *(
            work(
                ("01-02", "WEB", "AEWA", 60 * aewa),
                ("01-02", "WEB", "CMS", 60 * cms),
                ("01-02", "NEWS", "AEWA+CMS", 60 * joint),
                ("01-02", "ADM", "", 60 * overhead),
                cost=OnPosts(((grade, Fraction(1)),)),
            )
            for grade, (aewa, cms, joint, overhead) in hours.items()
        ),
        grades={
            (grade, 2017): GradeCost(Fraction(cost * 1650), "EUR", Fraction(1650))
            for grade, cost in hourly.items()
        },
        **policies,
    )


@pytest.mark.parametrize(
    ("policies", "aewa", "rounded"),
    [
        ({"joint": "key", "overhead": "proportional"}, "8742240/881", ("9923.09", "18096.91")),
        ({"joint": "direct", "overhead": "proportional"}, "371265/37", ("10034.19", "17985.81")),
        ({"joint": "equal", "overhead": "equal"}, "10860", ("10860.00", "17160.00")),
        # Not in the example, by the same sums: 7,950 + 1/3 of 4,230, then 1/3 of 1,590.
        ({"joint": "key", "overhead": "key"}, "9890", ("9890.00", "18130.00")),
        # 7,950/22,200 of 4,230, then a third, or a half, of 1,590.
        ({"joint": "direct", "overhead": "key"}, "739615/74", ("9994.80", "18025.20")),
        ({"joint": "direct", "overhead": "equal"}, "759225/74", ("10259.80", "17760.20")),
        ({"joint": "key", "overhead": "equal"}, "10155", ("10155.00", "17865.00")),
        ({"joint": "equal", "overhead": "key"}, "10595", ("10595.00", "17425.00")),
        # 10,065/26,430 of 1,590.
        ({"joint": "equal", "overhead": "proportional"}, "9400710/881", ("10670.50", "17349.50")),
    ],
)
def test_6_every_policy(policies: dict[str, str], aewa: str, rounded: tuple[str, str]) -> None:
    given = of_three_grades(**policies)
    run = valued(given)
    assert some(run.direct) == {"AEWA": 7950, "CMS": 14250}
    assert received(run) == {"AEWA": Fraction(aewa), "CMS": 28020 - Fraction(aewa)}
    assert some(run.funded) == {"AEWA": 9340, "CMS": 18680}
    assert document(given)["table"]["totals"] == dict(zip(("AEWA", "CMS"), rounded, strict=True))


@pytest.mark.parametrize(
    ("joint", "aewa"), [("key", "9360"), ("direct", "700395/74"), ("equal", "10065")]
)
def test_6_with_overhead_that_is_not_shared_out(joint: str, aewa: str) -> None:
    run = valued(of_three_grades(joint=joint, overhead="none"))
    assert received(run) == {"AEWA": Fraction(aewa), "CMS": 26430 - Fraction(aewa)}
    assert run.unallocated == 1590
    assert some(run.funded) == {"AEWA": 8810, "CMS": 17620}


def test_7_dollars_at_two_rates() -> None:
    given = inputs(
        spent=(
            spent("01-31", "1000", "CMS", "CMS", currency="USD"),
            spent("02-01", "1500", "CMS", "CMS", currency="USD"),
        ),
        exchange=rates(EUR={"01-01": "0.890", "02-01": "0.905"}),
        end="02-28",
    )
    assert valued(given).paid == {"CMS": Fraction("2247.5")}


def test_8_support_is_rounded_half_up() -> None:
    given = inputs(
        work(("01-02", "WEB", "CMS", 100), cost=WHOLE_G5),
        grades={("G5", 2017): GradeCost(Fraction("135030"), "EUR", Fraction(100))},
        support=Fraction(13, 100),
    )
    run = valued(given)
    assert some(run.direct) == {"CMS": Fraction("2250.5")}
    assert some(run.support) == {"CMS": Fraction("292.565")}
    assert run.received("CMS") == Fraction("2543.065")
    table = document(given)["table"]
    assert table["support"] == {"AEWA": "0.00", "CMS": "292.57"}
    assert table["totals"] == {"AEWA": "0.00", "CMS": "2543.07"}


def test_9_by_a_third_and_by_budgets() -> None:
    thirds = inputs(spent=(spent("01-31", "100000.01", "CMS"),))
    settled = document(thirds)["settlement"]
    assert {code: settled[code]["due"]["rounded"] for code in ("AEWA", "CMS")} == {
        "AEWA": "33333.34",
        "CMS": "66666.67",
    }
    millions = {"A": "2.4", "B": "1.0", "C": "0.4", "D": "0.2"}
    given = inputs(
        agreements=(agreed(key=None, among=tuple("ABCD")),),
        budgets={
            (code, 2017): BudgetOf(Fraction(amount) * 10**6, "EUR", provisional=False)
            for code, amount in millions.items()
        },
        spent=(spent("01-31", "10000.07", "A"),),
    )
    found = document(given)
    assert found["keys"][0]["shares"] == {"A": "3/5", "B": "1/4", "C": "1/10", "D": "1/20"}
    settled = found["settlement"]
    assert [settled[code]["due"]["rounded"] for code in "ABCD"] == [
        "6000.04", "2500.02", "1000.01", "500.00",
    ]  # fmt: skip
