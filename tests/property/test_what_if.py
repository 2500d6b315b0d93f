"""What-if with today's inputs equals the run; under others nothing gets lost."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from costsharing.core.results import document
from costsharing.core.rules import joint_rules, overhead_rules
from costsharing.core.snapshot import digest, only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from costsharing.core.what_if import (
    Added,
    Changes,
    Leaving,
    apply,
    changes_document,
    read_changes,
)
from tests.property.test_valuation import START, all_inputs

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs

NEWCOMER = "ZZZ"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(all_inputs())
def test_with_the_inputs_of_today_it_is_the_run(found: Inputs) -> None:
    slim = only_used(found)
    run = document(slim, value(slim))
    stored = read(write(slim))
    again = apply(stored, Changes())
    assert digest(write(again)) == digest(write(slim))
    assert document(again, value(again)) == run


@settings(max_examples=60, deadline=None, derandomize=True)
@given(all_inputs(), st.sampled_from([None, START]))
def test_terms_of_today_said_again_change_no_figure(found: Inputs, start: Any) -> None:
    stored = read(write(only_used(found)))
    run = document(stored, value(stored))
    one, *others = stored.keys.agreements
    same: dict[str, set[Any]] = {
        "support": {stored.support_on(agreed) for agreed in (one, *others)},
        "joint": {stored.joint_on(agreed) for agreed in (one, *others)},
        "overhead": {stored.overhead_on(agreed) for agreed in (one, *others)},
    }
    said: dict[str, Any] = {
        name: values.pop() for name, values in same.items() if len(values) == 1
    }
    keys = {tuple(sorted(agreed.shares.items())) for agreed in (one, *others) if agreed.shares}
    if len(keys) == 1 and all(agreed.shares for agreed in (one, *others)):
        said["shares"] = keys.pop()
    again = apply(stored, Changes(start=start, **said))
    assert document(again, value(again)) == run


@st.composite
def changes(draw: st.DrawFn) -> Changes:
    """Draw changes that make sense for all inputs."""
    percent = st.integers(-100, 300).map(lambda number: Fraction(number, 100))
    return Changes(
        start=draw(st.sampled_from([None, START, START.replace(year=2017, month=1)])),
        joint=draw(st.sampled_from(["", *joint_rules()])),
        overhead=draw(st.sampled_from(["", *overhead_rules()])),
        support=draw(st.none() | st.sampled_from([Fraction(0), Fraction(13, 100)])),
        costs=draw(percent),
        fees=draw(st.none() | percent),
        expenditure=draw(percent),
        added=draw(
            st.just(())
            | st.builds(
                lambda part, joint: (Added(NEWCOMER, part, joint=joint),),
                st.fractions(0, Fraction(8, 9), max_denominator=9),
                st.booleans(),
            )
        ),
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(all_inputs(), changes())
def test_under_other_terms_everything_still_adds_up(found: Inputs, asked: Changes) -> None:
    assert read_changes(json.loads(json.dumps(changes_document(asked)))) == (asked, [])
    made = apply(read(write(only_used(found))), asked)
    assert write(only_used(made)) == write(made)
    run = value(made)
    assert sum(run.received(code) for code in run.instruments) == sum(run.funded.values())
    assert sum(run.due.values()) == sum(run.paid.values())
    assert sum(of.minutes for of in run.activities.values()) == sum(
        count for time in found.times for (_, _, whom), count in time.minutes.items() if whom
    )
    for code in run.instruments:
        assert run.lowest[code] <= run.received(code) <= run.highest[code]
    rounded = document(made, run)["settlement"]
    assert isinstance(rounded, dict)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(all_inputs(), st.booleans())
def test_one_that_joins_and_leaves_again_leaves_no_trace(found: Inputs, dropped: Any) -> None:
    stored = read(write(only_used(found)))
    shares = all(agreed.shares for agreed in stored.keys.agreements)
    if not shares:
        # Where budgets decide, one that joins by its share turns them into fractions.
        frozen = apply(stored, Changes(added=(Added(NEWCOMER, Fraction(0)),)))
        stored = apply(frozen, Changes(leaving=(Leaving(NEWCOMER),)))
    joined = apply(stored, Changes(added=(Added(NEWCOMER, Fraction(1, 4)),)))
    back = apply(joined, Changes(leaving=(Leaving(NEWCOMER, dropped=dropped),)))
    assert document(back, value(back)) == document(stored, value(stored))
