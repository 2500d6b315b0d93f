"""The causes of a difference account for all of it, whatever two runs are compared."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from costsharing.core.causes import Causes, amounts_of, causes, difference
from costsharing.core.causes_document import causes_document, for_reader
from costsharing.core.inputs import STANDARD, Inputs, StaffCostOf, Time
from costsharing.core.keys import Keys, Rates
from costsharing.core.part import part_of
from costsharing.core.results import document
from costsharing.core.snapshot import only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from secretariats.core.dates import month_end, months
from tests.property.changed_inputs import CHANGES
from tests.property.test_valuation import END, START, all_inputs

PERIODS = [(first, month_end(last)) for first in months(START, END) for last in months(first, END)]


def adds_up(before: Inputs, after: Inputs, found: Causes) -> None:
    sums: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for cause in found.listed:
        assert cause.amounts
        for place, amount in cause.amounts.items():
            sums[place] += amount
    whole = difference(amounts_of(value(before)), amounts_of(value(after)))
    assert {place: amount for place, amount in sums.items() if amount} == whole
    kinds = {part.kind for cause in found.listed for part in cause.parts}
    assert "other" not in kinds


@settings(max_examples=40, deadline=None, derandomize=True)
@given(all_inputs(), all_inputs())
def test_causes_account_for_everything(one: Inputs, other: Inputs) -> None:
    before, after = only_used(one), only_used(other)
    adds_up(before, after, causes(before, after))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(all_inputs(), all_inputs(), st.sampled_from(PERIODS), st.sampled_from(PERIODS))
def test_causes_account_for_other_periods_too(
    one: Inputs, other: Inputs, first: Any, second: Any
) -> None:
    before, after = only_used(part_of(one, *first)), only_used(part_of(other, *second))
    found = causes(before, after)
    adds_up(before, after, found)
    kinds = {part.kind for cause in found.listed for part in cause.parts}
    if first == second:
        assert "period" not in kinds
    elif first[1] < second[0] or second[1] < first[0]:
        assert kinds <= {"period"}


@settings(max_examples=20, deadline=None, derandomize=True)
@given(all_inputs().filter(lambda found: found.method == STANDARD), st.data())
def test_causes_account_for_parts_of_months(found: Inputs, data: st.DataObject) -> None:
    cuts = st.dates(START, END)
    before, after = (only_used(_within(found, data.draw(cuts), data.draw(cuts))) for _ in range(2))
    adds_up(before, after, causes(before, after))


def _within(found: Inputs, one: Any, other: Any) -> Inputs:
    """Return the inputs of some days: what lies on other days is left out."""
    start, end = min(one, other), max(one, other)
    return replace(
        found,
        start=start,
        end=end,
        times=[
            replace(
                time,
                minutes={key: n for key, n in time.minutes.items() if start <= key[0] <= end},
                missing={day: n for day, n in time.missing.items() if start <= day <= end},
            )
            for time in found.times
        ],
        spent=[spent for spent in found.spent if start <= spent.date <= end],
    )


@settings(max_examples=20, deadline=None, derandomize=True)
@given(all_inputs())
def test_a_run_differs_from_itself_by_nothing(one: Inputs) -> None:
    found = causes(only_used(one), read_again(one))
    assert not found.listed
    assert not found.silent


def test_the_order_of_the_lines_of_a_staff_cost_is_no_cause() -> None:
    month = dt.date(2016, 12, 1)
    lines = ((Fraction(0), "USD"), (Fraction(0), "EUR"))
    one, other = (
        Inputs(
            unit="U", start=month, end=month_end(month), method="actual", joint="key",
            overhead="proportional", support=Fraction(0),
            keys=Keys([], {}, Rates({"EUR": [(month, Fraction(1))]}), "EUR"),
            grades={}, activities={}, spent=(),
            times=[Time(StaffCostOf(month, order), {}, {})],
        )
        for order in (lines, lines[::-1])
    )  # fmt: skip
    found = causes(one, other)
    assert (found.listed, found.silent) == ([], [])


def read_again(one: Inputs) -> Inputs:
    return read(write(only_used(one)))


@settings(max_examples=20, deadline=None, derandomize=True)
@given(all_inputs(), all_inputs(), st.integers(1, 6))
def test_few_steps_account_for_everything(one: Inputs, other: Inputs, most: int) -> None:
    before, after = only_used(one), only_used(other)
    found = causes(before, after, most=most)
    adds_up(before, after, found)
    # Each kind is one step at least, some in two phases.
    assert found.valuations <= max(most, 20) + 2


@settings(max_examples=20, deadline=None, derandomize=True)
@given(all_inputs(), all_inputs())
def test_the_document_adds_up_in_cents_for_every_reader(one: Inputs, other: Inputs) -> None:
    before, after = only_used(one), only_used(other)
    results = [document(inputs, value(inputs)) for inputs in (before, after)]
    plain = json.loads(json.dumps(causes_document(causes(before, after), *results)))
    for explains in (True, False):
        shown = for_reader(plain, explains=explains)
        kinds = {part["kind"] for cause in shown["causes"] for part in cause["parts"]}
        assert explains or {"engaged", "grade", "staff_cost", "rate"}.isdisjoint(kinds)
        for code, figures in shown["difference"]["instruments"].items():
            for name, whole in figures.items():
                _same_sum(shown, ("instruments", code), name, whole)
        for name, whole in shown["difference"]["total"].items():
            _same_sum(shown, ("total",), name, whole)


def _same_sum(shown: Any, path: tuple[str, ...], name: str, whole: Any) -> None:
    def at(place: Any) -> Any:
        for step in path:
            place = place.get(step, {})
        return place.get(name)

    cells = [one for cause in shown["causes"] if (one := at(cause)) is not None]
    for form in ("exact", "rounded"):
        rest = Fraction(at(shown["rounding"]) or 0) if form == "rounded" else Fraction(0)
        total = sum((Fraction(one[form]) for one in cells), Fraction(0)) + rest
        assert total == Fraction(whole[form])


@pytest.mark.parametrize("name", sorted(CHANGES))
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    # Not every unit has, say, a staff cost that can change.
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(found=all_inputs(), data=st.data())
def test_one_change_is_one_cause_of_its_kind(name: str, found: Inputs, data: Any) -> None:
    change, kind = CHANGES[name]
    before = only_used(found)
    changed = change(before, data)
    assume(changed is not None)
    assert changed is not None
    after = only_used(changed)
    told = causes(before, after)
    adds_up(before, after, told)
    parts = [part for cause in told.listed for part in cause.parts] + list(told.silent)
    assert {part.kind for part in parts} <= {kind}
    assert len(parts) <= 1
    if amounts_of(value(before)) != amounts_of(value(after)):
        assert [part.kind for part in parts] == [kind]
