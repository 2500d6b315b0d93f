"""What a run would give under other terms, each kind of change worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.core.inputs import Fee, GradeCost, Inputs, OnPosts
from costsharing.core.keys import BudgetOf
from costsharing.core.snapshot import only_used, write
from costsharing.core.valuation import value
from costsharing.core.what_if import apply, changes_document, read_changes
from costsharing.core.what_if.stored import needs_budgets, with_stored
from tests.unit.costsharing.test_valuation_examples import G5, WHOLE_G5, of_three_grades, spent
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    day,
    exact,
    inputs,
    month_of,
    rates,
    received,
    some,
    work,
)

if TYPE_CHECKING:
    from costsharing.core.valued import Valuation

HALVES = {"CMS": "1/2", "AEWA": "1/2"}
FIFTHS = {"CMS": "3/5", "AEWA": "2/5"}


def tried(given: Inputs, **changes: Any) -> Valuation:
    """Return what inputs give with changes; ``start`` stands for ``from``."""
    return value(changed(given, **changes))


def changed(given: Inputs, **said: Any) -> Inputs:
    said = {("from" if name == "start" else name): one for name, one in said.items()}
    found, problems = read_changes(said)
    assert problems == []
    assert read_changes(changes_document(found)) == (found, [])
    before = write(only_used(given))
    made = apply(given, found)
    assert write(only_used(given)) == before, "what the run rests on is left alone"
    assert write(only_used(made)) == write(made), "as a run of these inputs has them"
    return made


def month(**policies: Any) -> Inputs:
    """Return the month of example 5."""
    return inputs(
        work(
            ("01-02", "WEB", "CMS", 300),
            ("01-03", "WEB", "AEWA", 100),
            ("01-04", "NEWS", "AEWA+CMS", 120),
            ("01-31", "ADM", "", 52),
        ),
        **policies,
    )


def half_year(**more: Any) -> Inputs:
    """Return joint work worth 90 in each month from January to June."""
    rows = [(f"0{number}-10", "WEB", "AEWA+CMS", 90) for number in range(1, 7)]
    return inputs(work(*rows), end="06-30", **more)


def test_nothing_different_is_the_very_same() -> None:
    given = only_used(month())
    assert apply(given, read_changes({})[0]) is given
    assert apply(given, read_changes({"from": "2017-01-01", "costs": "0%"})[0]) is given


@pytest.mark.parametrize(
    ("policies", "aewa"),
    [
        ({"joint": "key", "overhead": "proportional"}, "8742240/881"),
        ({"joint": "direct", "overhead": "proportional"}, "371265/37"),
        ({"joint": "equal", "overhead": "equal"}, "10860"),
        ({"joint": "equal"}, "318425/29"),
    ],
)
def test_other_policies_give_example_6(policies: dict[str, str], aewa: str) -> None:
    run = tried(of_three_grades(joint="key", overhead="proportional"), **policies)
    if policies == {"joint": "equal"}:
        # 7,950 + 2,115 of 26,430; overhead 1,590 in that proportion.
        expected = 10065 + Fraction(1590 * 10065, 26430)
    else:
        expected = Fraction(aewa)
    assert run.received("AEWA") == expected
    assert run.received("AEWA") + run.received("CMS") == 28020


def test_overhead_that_is_not_shared_out_is_unallocated() -> None:
    run = tried(month(), overhead="none")
    assert run.unallocated == 52
    assert received(run) == {"CMS": 380, "AEWA": 140}
    assert sum(run.funded.values()) == 520


def test_another_support_rate_is_on_everything_and_on_the_range() -> None:
    run = tried(month(), support="13/100")
    assert some(run.support) == exact({"CMS": "2717/50", "AEWA": "1001/50"})
    assert run.funded["CMS"] == Fraction(2, 3) * 572 * Fraction(113, 100)
    assert run.lowest["CMS"] == 300 * Fraction(113, 100)
    assert run.highest["CMS"] == (300 + 120 + 52) * Fraction(113, 100)


def test_another_key_for_the_whole_period() -> None:
    run = tried(month(), key=HALVES)
    assert some(run.joint) == {"CMS": 60, "AEWA": 60}
    assert some(run.overhead) == exact({"CMS": "36", "AEWA": "16"})
    assert some(run.funded) == {"CMS": 286, "AEWA": 286}


def test_another_key_from_a_month_on_leaves_the_months_before() -> None:
    run = tried(half_year(), key=FIFTHS, start="2017-04-01")
    assert some(run.joint) == {"CMS": 3 * 60 + 3 * 54, "AEWA": 3 * 30 + 3 * 36}
    assert some(run.funded) == some(run.joint)


def test_another_key_shares_the_money_spent_by_its_date() -> None:
    given = inputs(spent=(spent("06-30", "150", "CMS"), spent("07-01", "150", "CMS")), end="12-31")
    run = tried(given, key=FIFTHS, start="2017-07-01")
    assert run.due == {"CMS": 190, "AEWA": 110}, "example 4"


def test_agreements_that_a_key_makes_alike_are_one_stretch_again() -> None:
    given = half_year(agreements=(agreed(end="03-15"), agreed("03-16", key=HALVES)))
    made = changed(given, key=FIFTHS)
    assert some(value(made).joint) == {"CMS": 6 * 54, "AEWA": 6 * 36}
    # The cut in March stays, since an agreement's own end does; its terms are the same.
    assert {one.shares["CMS"] for one in made.keys.agreements if one.shares} == {Fraction(3, 5)}


def test_the_key_by_given_budgets() -> None:
    run = tried(
        month(),
        basis="budget",
        budgets=[
            {"instrument": "CMS", "amount": "3000000.00"},
            {"instrument": "AEWA", "amount": "1000000.00"},
        ],
    )
    assert some(run.funded) == {"CMS": 429, "AEWA": 143}
    assert some(run.joint) == {"CMS": 90, "AEWA": 30}


def test_recorded_budgets_are_found_and_converted_and_stay_provisional() -> None:
    given = month()
    stored = month(
        budgets={
            ("CMS", 2017): BudgetOf(Fraction(3000), "USD", provisional=True),
            ("AEWA", 2017): BudgetOf(Fraction(900), "EUR", provisional=False),
            ("AEWA", 2016): BudgetOf(Fraction(1), "EUR", provisional=False),
        },
        exchange=rates(EUR={"01-01": "0.9"}),
    ).keys
    asked, _ = read_changes({"basis": "budget"})
    assert needs_budgets(given, asked)
    filled = with_stored(given, asked, stored)
    assert [(one.instrument, one.amount, one.year) for one in filled.budgets] == [
        ("AEWA", Fraction(900), 2017),
        ("CMS", Fraction(2700), 2017),
    ]
    run = value(apply(given, filled))
    assert some(run.funded) == {"CMS": 429, "AEWA": 143}
    assert run.provisional
    assert read_changes(changes_document(filled)) == (filled, [])


def by_budgets(**more: Any) -> Inputs:
    """Return joint work of two years under a key that budgets decide: halves, then a quarter."""
    budgets = {
        ("CMS", 2016): 100, ("AEWA", 2016): 100, ("CMS", 2017): 300, ("AEWA", 2017): 100,
    }  # fmt: skip
    given: dict[str, Any] = {
        "agreements": (agreed(key=None, among=("CMS", "AEWA")),),
        "budgets": {
            where: BudgetOf(Fraction(amount), "EUR", provisional=False)
            for where, amount in budgets.items()
        },
        "start": "2016-12-01",
    }
    rows = (("2016-12-10", "WEB", "AEWA+CMS", 80), ("01-10", "WEB", "AEWA+CMS", 80))
    return inputs(work(*rows), **given | more)


def test_a_budget_that_is_different_from_a_month_on_does_not_reach_back() -> None:
    said = [{"instrument": "CMS", "amount": "100.00"}]
    assert some(tried(by_budgets(), budgets=said).joint) == {"CMS": 40 + 40, "AEWA": 40 + 40}
    given = by_budgets(start="2017-01-01", end="02-28")
    given = inputs(
        work(("01-10", "WEB", "AEWA+CMS", 80), ("02-10", "WEB", "AEWA+CMS", 80)),
        agreements=tuple(given.keys.agreements),
        budgets=given.keys.budgets,
        end="02-28",
    )
    run = tried(given, budgets=said, start="2017-02-01")
    assert some(run.joint) == {"CMS": 60 + 40, "AEWA": 20 + 40}


def test_all_costs_are_higher_by_a_percentage() -> None:
    given = inputs(
        work(("01-02", "WEB", "CMS", 60), cost=WHOLE_G5),
        work(("01-02", "WEB", "AEWA", 60), missing={"01-02": 60}),
        grades=G5,
    )
    run = tried(given, costs="+5%")
    assert some(run.direct) == {"CMS": 42, "AEWA": 63}
    assert run.highest["CMS"] == 42 + 63
    assert some(tried(given, costs="+5%", fees="-50 %").direct) == {"CMS": 42, "AEWA": 30}
    actual = inputs(work(("01-02", "WEB", "CMS", 60), cost=month_of("2017-01", "200", "-40")))
    assert some(tried(actual, costs="+2.5%").direct) == {"CMS": 164}


def test_one_grade_costs_something_else_and_the_percentage_leaves_it_alone() -> None:
    cost = OnPosts((("G5", Fraction(1, 2)), ("P2", Fraction(1, 2))))
    dollars = GradeCost(Fraction(1650 * 100), "USD", Fraction(1650))
    given = inputs(
        work(("01-02", "WEB", "CMS", 60), ("01-20", "WEB", "CMS", 60), cost=cost),
        grades={
            ("G5", 2017): dollars,
            ("P2", 2017): GradeCost(Fraction(80), "EUR", Fraction(2)),
        },
        exchange=rates(EUR={"01-01": "0.9", "01-15": "0.8"}),
    )
    assert some(value(only_used(given)).direct) == {"CMS": 65 + 60}
    made = changed(
        given,
        grades=[{"grade": "G5", "annual": "99000.00", "productive_hours": "1650"}],
        costs="+10%",
    )
    # G5 at 60, P2 at 44; with no dollars left, the rates cut the month no longer.
    assert some(value(made).direct) == {"CMS": 52 + 52}
    assert len(made.times[0].minutes) == 1


def test_another_rate_of_exchange() -> None:
    given = inputs(
        work(
            ("01-14", "WEB", "CMS", 60),
            ("01-15", "WEB", "CMS", 60),
            cost=Fee(Fraction(100), "USD"),
        ),
        exchange=rates(EUR={"01-01": "0.9", "01-15": "0.8"}),
    )
    run = tried(given, rates=[{"currency": "EUR", "per_usd": "0.95"}])
    assert some(run.direct) == {"CMS": 190}


def test_more_money_spent() -> None:
    given = inputs(spent=(spent("01-31", "100", "CMS"), spent("01-31", "-10", "AEWA", "AEWA")))
    run = tried(given, expenditure="+10%")
    assert run.paid == {"CMS": 110, "AEWA": -11}
    assert run.due == exact({"CMS": "220/3", "AEWA": "77/3"})


def test_days_without_agreement_stay_without() -> None:
    given = inputs(
        work(("01-10", "WEB", "AEWA+CMS", 60)), agreements=(agreed(end="01-31"),), end="02-28"
    )
    made = changed(given, key=HALVES)
    assert [one.span.end for one in made.keys.agreements] == [day("01-31")]


def test_percentages_and_shares_are_exact_however_they_are_typed() -> None:
    found, problems = read_changes({"costs": "2,5 %", "support": "13 %", "fees": "-1/3%"})
    assert problems == []
    assert (found.costs, found.support, found.fees) == (
        Fraction(1, 40), Fraction(13, 100), Fraction(-1, 300),
    )  # fmt: skip
    assert changes_document(found) == {"costs": "+2.5%", "support": "13/100", "fees": "-1/3%"}
