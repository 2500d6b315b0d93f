"""What holds of every valuation, whatever the inputs."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from costsharing.core.inputs import (
    ACTUAL,
    STANDARD,
    Fee,
    GradeCost,
    Inputs,
    OnPosts,
    Spent,
    StaffCostOf,
    Time,
)
from costsharing.core.keys import Agreed, BudgetOf, Keys, Rates
from costsharing.core.published import publish
from costsharing.core.results import document
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.core.snapshot import digest, only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from secretariats.core.dates import ONE_DAY, Span, month_start
from secretariats.core.exact import cents

START, END = dt.date(2016, 12, 1), dt.date(2017, 2, 28)
CODES = ("AEWA", "CMS", "EUROBATS", "OTHER")
KINDS = {
    "WEB": ("INF", "service"), "NEWS": ("", "service"), "CEPA": ("COM", "service"),
    "ADM": ("", "overhead"),
}  # fmt: skip
GRADES = ("G5", "P2")
CURRENCIES = ("EUR", "USD", "CHF")

dates = st.dates(START, END)
amounts = st.integers(0, 10**7).map(lambda number: Fraction(number, 100))
currencies = st.sampled_from(CURRENCIES)
members = st.frozensets(st.sampled_from(CODES), min_size=1).map(lambda codes: tuple(sorted(codes)))
grades = st.one_of(
    st.sampled_from(GRADES).map(lambda grade: ((grade, Fraction(1)),)),
    st.fractions(Fraction(1, 9), Fraction(8, 9), max_denominator=9).map(
        lambda part: tuple(zip(GRADES, (part, 1 - part), strict=True))
    ),
)
supports = st.sampled_from([Fraction(0), Fraction(13, 100), Fraction(1, 7)])


@st.composite
def keys(draw: st.DrawFn) -> Keys:
    """Draw agreements that cover the period, with the budgets and rates they need."""
    cut = draw(dates.filter(lambda day: day > START))
    spans = [Span(START, cut - ONE_DAY), Span(cut, None)]
    agreements = []
    for span in spans:
        codes = draw(members)
        weights = draw(
            st.lists(st.integers(0, 5), min_size=len(codes), max_size=len(codes)).filter(any)
        )
        shares = {
            code: Fraction(weight, sum(weights))
            for code, weight in zip(codes, weights, strict=True)
        }
        agreements.append(
            Agreed(
                span,
                codes,
                draw(st.sampled_from([shares, None])),
                joint=draw(st.none() | st.sampled_from(joint_rules())),
                overhead=draw(st.none() | st.sampled_from(overhead_rules())),
                support=draw(st.none() | supports),
            )
        )
    budgets = {
        (code, year): BudgetOf(1 + draw(amounts), draw(currencies), draw(st.booleans()))
        for code in CODES
        for year in (2016, 2017)
    }
    rates = Rates(
        {
            currency: [
                (dt.date(2016, 1, 1), Fraction(9, 10)),
                *(
                    (day, Fraction(draw(st.integers(500, 1500)), 1000))
                    for day in sorted(draw(st.frozensets(dates, max_size=2)))
                ),
            ]
            for currency in ("EUR", "CHF")
        }
    )
    return Keys(agreements, budgets, rates, "EUR")


@st.composite
def times(draw: st.DrawFn, method: str) -> Time:
    """Draw a block of time, its minutes at any dates of the period."""
    cost: Fee | OnPosts | StaffCostOf
    within = dates
    if method == ACTUAL:
        month = month_start(draw(dates))
        within = dates.filter(lambda day: month_start(day) == month)
        lines = draw(st.lists(st.tuples(amounts, currencies), min_size=1, max_size=2))
        cost = StaffCostOf(month, tuple(lines))
    elif draw(st.booleans()):
        cost = Fee(draw(amounts), draw(currencies))
    else:
        cost = OnPosts(draw(grades))
    minutes = {}
    for _ in range(draw(st.integers(0, 6))):
        activity = draw(st.sampled_from(sorted(KINDS)))
        whom = draw(members) if KINDS[activity][1] == "service" else ()
        minutes[draw(within), activity, whom] = draw(st.integers(1, 1440))
    missing = draw(st.dictionaries(within, st.fractions(1, 480, max_denominator=7), max_size=2))
    return Time(cost, minutes, missing)


@st.composite
def all_inputs(draw: st.DrawFn) -> Inputs:
    """Draw complete inputs."""
    method = draw(st.sampled_from([STANDARD, ACTUAL]))
    blocks = draw(st.lists(times(method), max_size=4))
    used = {activity for time in blocks for _, activity, _ in time.minutes}
    return Inputs(
        unit="IMCA",
        start=START,
        end=END,
        method=method,
        joint=draw(st.sampled_from(joint_rules())),
        overhead=draw(st.sampled_from(overhead_rules())),
        support=draw(supports),
        keys=draw(keys()),
        grades={
            (grade, year): GradeCost(draw(amounts), draw(currencies), Fraction(1650))
            for grade in GRADES
            for year in (2016, 2017)
        },
        activities={code: KINDS[code] for code in used},
        times=blocks,
        spent=draw(
            st.lists(
                st.builds(
                    Spent,
                    date=dates,
                    amount=st.integers(-(10**6), 10**7).map(lambda number: Fraction(number, 100)),
                    currency=currencies,
                    paid_by=st.sampled_from(CODES),
                    charged_to=st.none() | st.sampled_from(CODES),
                ),
                max_size=3,
            )
        ),
    )


def mixed(found: Inputs, chance: random.Random) -> Inputs:
    """Return the same inputs, every list and mapping of them in another order."""
    blocks = [
        replace(
            time,
            minutes=dict(chance.sample(list(time.minutes.items()), len(time.minutes))),
            missing=dict(chance.sample(list(time.missing.items()), len(time.missing))),
        )
        for time in found.times
    ]
    keys_ = found.keys
    return replace(
        found,
        times=chance.sample(blocks, len(blocks)),
        spent=chance.sample(list(found.spent), len(found.spent)),
        grades=dict(chance.sample(list(found.grades.items()), len(found.grades))),
        keys=replace(
            keys_,
            agreements=chance.sample(list(keys_.agreements), len(keys_.agreements)),
            budgets=dict(chance.sample(list(keys_.budgets.items()), len(keys_.budgets))),
        ),
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(all_inputs())
def test_everything_adds_up(found: Inputs) -> None:
    slim = only_used(found)
    run = value(slim)
    received = {code: run.received(code) for code in run.instruments}
    worth = sum(run.direct.values()) + sum(run.joint.values()) + sum(run.overhead.values())
    assert sum(received.values()) == worth + sum(run.support.values())
    assert sum(run.funded.values()) == sum(received.values())
    assert sum(run.balance(code) for code in run.instruments) == 0
    assert sum(run.due.values()) == sum(run.paid.values())
    assert sum(found.direct.get(code, 0) + found.shared.get(code, 0)
               for found in run.activities.values() for code in run.instruments) == (
        sum(run.direct.values()) + sum(run.joint.values())
    )  # fmt: skip
    for code in run.instruments:
        months = run.months.values()
        assert sum(month.received.get(code, Fraction(0)) for month in months) == received[code]
        # What is certain is no more than was received, what is possible no less.
        assert 0 <= run.lowest[code] <= received[code] <= run.highest[code]
    if found.method == ACTUAL:
        # Everything that was paid to staff is received, unallocated or unrecorded.
        paid = Fraction(0)
        for time in found.times:
            assert isinstance(time.cost, StaffCostOf)
            for amount, currency in time.cost.lines:
                part = found.keys.rates.convert(amount, currency, "EUR", time.cost.month)
                assert isinstance(part, Fraction)
                paid += part
        assert worth + run.unallocated + run.unrecorded == paid


@settings(max_examples=40, deadline=None, derandomize=True)
@given(all_inputs(), st.randoms(use_true_random=False))
def test_the_order_of_inputs_changes_nothing(found: Inputs, chance: random.Random) -> None:
    one, other = only_used(found), only_used(mixed(found, chance))
    assert digest(write(one)) == digest(write(other))
    assert document(one, value(one)) == document(other, value(other))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(all_inputs())
def test_a_snapshot_computes_the_same_again(found: Inputs) -> None:
    slim = only_used(found)
    again = read(write(slim))
    assert write(again) == write(slim)
    assert document(again, value(again)) == document(slim, value(slim))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(all_inputs().filter(lambda found: found.method == STANDARD), st.data())
def test_time_in_two_blocks_of_one_cost_is_the_same_time(
    found: Inputs, data: st.DataObject
) -> None:
    parts = []
    for time in found.times:
        first = {key: data.draw(st.integers(0, count)) for key, count in time.minutes.items()}
        rest = {key: count - first[key] for key, count in time.minutes.items()}
        parts += [replace(time, minutes=first), replace(time, minutes=rest, missing={})]
    whole, split = only_used(found), only_used(replace(found, times=parts))
    assert document(whole, value(whole)) == document(split, value(split))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(all_inputs())
def test_the_published_table_is_within_a_cent_and_adds_up_both_ways(found: Inputs) -> None:
    run = value(only_used(found))
    shown = publish(run)
    exact = {
        row: {
            code: of.direct.get(code, Fraction(0)) + of.shared.get(code, Fraction(0))
            for code in shown.codes
        }
        for row, of in run.activities.items()
    }
    exact["~overhead"] = {code: run.overhead.get(code, Fraction(0)) for code in shown.codes}
    exact["~support"] = {code: run.support.get(code, Fraction(0)) for code in shown.codes}
    for row in shown.rows:
        for code in shown.codes:
            assert abs(shown.table[row][code] - 100 * exact[row][code]) < 1
        assert (
            abs(sum(shown.table[row].values()) - 100 * sum(exact[row].values(), Fraction(0))) < 1
        )
    for code in shown.codes:
        assert abs(shown.received[code] - 100 * run.received(code)) < 1
        assert shown.received[code] == sum(shown.table[row][code] for row in shown.rows)
        services = sum(shown.table[row][code] for row in sorted(run.activities))
        assert shown.direct[code] + shown.joint[code] == services
        assert shown.direct[code] >= 0
        assert shown.joint[code] >= 0
        assert abs(shown.funded[code] - 100 * run.funded.get(code, Fraction(0))) < 1
    assert shown.total == cents(sum(map(run.received, run.instruments), Fraction(0)))
    assert sum(shown.funded.values()) == shown.total
