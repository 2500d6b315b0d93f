"""The snapshot of a run's inputs: what is in it, what is not, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest

from costsharing.core.inputs import Fee, GradeCost, Inputs, OnPosts, Spent
from costsharing.core.keys import BudgetOf
from costsharing.core.snapshot import digest, only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from tests.unit.costsharing.valued_by_hand import (
    agreed,
    day,
    document,
    inputs,
    month_of,
    rates,
    turned,
    work,
)

EUR, USD = "EUR", "USD"
WHOLE_G5 = OnPosts((("G5", Fraction(1)),))


def full() -> Inputs:
    """Return inputs with something of everything."""
    return inputs(
        work(("01-02", "WEB", "CMS", 60), ("01-20", "ADM", "", 7), missing={"01-01": "7/3"}),
        work(("01-02", "WEB", "AEWA+CMS", 60), cost=Fee(Fraction(50), USD)),
        work(("02-02", "NEWS", "OTHER", 60), cost=WHOLE_G5, missing={"02-01": 480}),
        agreements=(
            agreed(end="01-19", support=Fraction(13, 100)),
            agreed("01-20", key=None, among=("AEWA", "CMS"), joint="equal", overhead="key"),
        ),
        budgets={
            ("CMS", 2017): BudgetOf(Fraction("2.5"), EUR, provisional=True),
            ("AEWA", 2017): BudgetOf(Fraction("1.5"), "CHF", provisional=False),
        },
        exchange=rates(
            EUR={"2016-12-01": "0.9", "02-01": "0.8"},
            CHF={"2016-12-01": "1.1"},
        ),
        grades={("G5", 2017): GradeCost(Fraction(66000), EUR, Fraction(1650))},
        spent=(
            Spent(day("01-31"), Fraction("-1.25"), EUR, "CMS", None),
            Spent(day("01-31"), Fraction(3), USD, "AEWA", "OTHER"),
        ),
        end="02-28",
    )


def of_months() -> Inputs:
    """Return inputs of the actual method."""
    return inputs(
        work(("01-02", "WEB", "CMS", 60), cost=month_of("2017-01", "5000", "-20"),
             missing={"01-01": "1/2"}),
        work(cost=month_of("2017-01", "10", currency=USD)),
        exchange=rates(EUR={"01-01": "0.9"}),
    )  # fmt: skip


def mark(given: Inputs) -> str:
    return digest(write(only_used(given)))


def test_the_digest_is_the_hash_of_canonical_json() -> None:
    text = write(only_used(full()))
    assert digest(text) == f"sha256:{sha256(text.encode()).hexdigest()}"
    assert text == json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


@pytest.mark.parametrize("given", [full(), of_months()], ids=["standard", "actual"])
def test_what_is_read_back_computes_the_same(given: Inputs) -> None:
    slim = only_used(given)
    text = write(slim)
    again = read(text)
    assert write(again) == text
    assert write(only_used(again)) == text
    assert document(again) == document(given)
    assert value(again).months == value(slim).months


@pytest.mark.parametrize("given", [full(), of_months()], ids=["standard", "actual"])
def test_the_order_of_inputs_does_not_matter(given: Inputs) -> None:
    assert mark(turned(given)) == mark(given)
    assert document(turned(given)) == document(given)


def test_blocks_of_the_same_cost_are_told_apart_by_what_they_hold_alone() -> None:
    one = work(("01-02", "WEB", "CMS", 60), cost=month_of("2017-01", "10"))
    two = work(("01-02", "WEB", "AEWA", 60), cost=month_of("2017-01", "10"))
    assert mark(inputs(one, two)) == mark(inputs(two, one))
    assert mark(inputs(one, two)) != mark(inputs(one, one))


def test_what_no_figure_rests_on_is_left_out() -> None:
    given = full()
    keys = given.keys
    more = replace(
        given,
        times=[*given.times, work(cost=Fee(Fraction(1), "KES"))],
        grades={
            **given.grades,
            ("P9", 2017): GradeCost(Fraction(1), EUR, Fraction(1)),
            ("G5", 2018): GradeCost(Fraction(1), EUR, Fraction(1)),
        },
        keys=replace(
            keys,
            agreements=(*keys.agreements, agreed("2018-01-01")),
            budgets={
                **keys.budgets,
                ("CMS", 2016): BudgetOf(Fraction(1), EUR, provisional=True),
                ("OTHER", 2017): BudgetOf(Fraction(1), EUR, provisional=True),
            },
            rates=rates(
                EUR={"2016-11-01": "0.7", "2016-12-01": "0.9", "02-01": "0.8", "03-01": "0.1"},
                CHF={"2016-12-01": "1.1"},
                KES={"01-15": "100"},
            ),
        ),
    )
    assert write(only_used(more)) == write(only_used(given))


def test_when_an_agreement_began_or_ends_outside_the_period_does_not_matter() -> None:
    row = work(("01-02", "WEB", "CMS", 60))
    assert mark(inputs(row)) == mark(inputs(row, agreements=(agreed("01-01", "01-31"),)))
    assert mark(inputs(row)) != mark(inputs(row, agreements=(agreed("01-01", "01-30"),)))


def test_a_rate_that_is_not_used_cuts_nothing() -> None:
    rows = [("01-02", "WEB", "CMS", 60), ("01-30", "WEB", "CMS", 60)]
    unused = rates(EUR={"01-15": "0.9"}, KES={"01-20": "100"})
    (block,) = only_used(inputs(work(*rows), exchange=unused)).times
    assert block.minutes == {(day("01-01"), "WEB", ("CMS",)): 120}
    # In dollars, the unit's own rate does.
    dollars = inputs(work(*rows, cost=Fee(Fraction(1), USD)), exchange=rates(
        EUR={"2016-12-31": "0.8", "01-15": "0.9"}
    ))  # fmt: skip
    (block,) = only_used(dollars).times
    assert sorted(start for start, _, _ in block.minutes) == [day("01-01"), day("01-15")]


@pytest.mark.parametrize(
    "changed",
    [
        {"support": Fraction(1, 7)},
        {"joint": "direct"},
        {"overhead": "none"},
        {"unit": "OTHER"},
        {"end": day("02-27")},
        {"spent": ()},
        {"activities": {**full().activities, "WEB": ("OTHER", "service")}},
        {"grades": {("G5", 2017): GradeCost(Fraction(66000), EUR, Fraction(1651))}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_else_changes_the_digest_changes(changed: dict[str, object]) -> None:
    assert mark(replace(full(), **changed)) != mark(full())  # type: ignore[arg-type]


def test_provisional_or_not_is_an_input() -> None:
    given = full()
    firm = {
        name: replace(budget, provisional=False) for name, budget in given.keys.budgets.items()
    }
    assert mark(replace(given, keys=replace(given.keys, budgets=firm))) != mark(given)


def test_nobody_is_named() -> None:
    assert set(json.loads(write(only_used(full())))["time"][0]) == {"minutes", "missing", "fee"}
