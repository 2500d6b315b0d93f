"""The causes of a difference account for all of it, whatever two runs are compared."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from costsharing.core.causes import Causes, amounts_of, causes, difference
from costsharing.core.causes_document import PEOPLE, causes_document, for_reader
from costsharing.core.inputs import ACTUAL, STANDARD, Inputs, OnPosts, StaffCostOf
from costsharing.core.keys import Rates
from costsharing.core.part import part_of
from costsharing.core.results import document
from costsharing.core.snapshot import only_used, write
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import value
from secretariats.core.dates import ONE_DAY, Span, month_end, month_start, months
from tests.property.test_valuation import END, START, all_inputs

if TYPE_CHECKING:
    from collections.abc import Callable

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
        assert (PEOPLE in kinds or {"engaged", "staff_cost"}.isdisjoint(kinds)) or explains
        assert explains or {"engaged", "staff_cost"}.isdisjoint(kinds)
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


def more_minutes(found: Inputs, data: st.DataObject) -> Inputs | None:
    times = list(found.times)
    places = [(n, key) for n, time in enumerate(times) for key in sorted(time.minutes)]
    if not places:
        return None
    number, key = data.draw(st.sampled_from(places))
    minutes = {**times[number].minutes, key: times[number].minutes[key] + 30}
    times[number] = replace(times[number], minutes=minutes)
    return replace(found, times=times)


def more_missing(found: Inputs, data: st.DataObject) -> Inputs | None:
    times = list(found.times)
    places = [(n, day) for n, time in enumerate(times) for day in sorted(time.missing)]
    if not places:
        return None
    number, day = data.draw(st.sampled_from(places))
    missing = {**times[number].missing, day: times[number].missing[day] + Fraction(1, 2)}
    times[number] = replace(times[number], missing=missing)
    return replace(found, times=times)


def dearer_grade(found: Inputs, data: st.DataObject) -> Inputs | None:
    if not found.grades:
        return None
    place = data.draw(st.sampled_from(sorted(found.grades)))
    cost = found.grades[place]
    return replace(found, grades={**found.grades, place: replace(cost, annual=cost.annual + 100)})


def another_rate(found: Inputs, data: st.DataObject) -> Inputs | None:
    by_currency = {code: list(rates) for code, rates in found.keys.rates.by_currency.items()}
    places = [(code, n) for code, rates in sorted(by_currency.items()) for n in range(len(rates))]
    if not places:
        return None
    code, number = data.draw(st.sampled_from(places))
    day, rate = by_currency[code][number]
    by_currency[code][number] = (day, rate + Fraction(1, 1000))
    return replace(found, keys=replace(found.keys, rates=Rates(by_currency)))


def another_budget(found: Inputs, data: st.DataObject) -> Inputs | None:
    budgets = dict(found.keys.budgets)
    if not budgets:
        return None
    place = data.draw(st.sampled_from(sorted(budgets)))
    budgets[place] = replace(budgets[place], amount=budgets[place].amount + 1)
    return replace(found, keys=replace(found.keys, budgets=budgets))


def another_key(found: Inputs, _data: st.DataObject) -> Inputs | None:
    agreements = list(found.keys.agreements)
    shares = agreements[0].shares
    if shares is None or len(shares) < 2:
        return None
    codes = sorted(shares)
    equal = {code: Fraction(1, len(codes)) for code in codes}
    if equal == shares:
        return None
    agreements[0] = replace(agreements[0], shares=equal)
    return replace(found, keys=replace(found.keys, agreements=agreements))


def a_new_agreement(found: Inputs, data: st.DataObject) -> Inputs | None:
    """Let the last agreement be followed by another key from some day on."""
    agreements = list(found.keys.agreements)
    last = agreements[-1]
    start = max(last.span.start, found.start)
    if last.shares is None or start >= found.end or found.method == ACTUAL:
        return None
    day = data.draw(st.dates(start + ONE_DAY, found.end))
    code = last.instruments[0]
    shares = {one: Fraction(one == code) for one in last.instruments}
    if shares == last.shares:
        return None
    agreements[-1:] = [
        replace(last, span=Span(last.span.start, day - ONE_DAY)),
        replace(last, span=Span(day, None), shares=shares),
    ]
    keys = replace(found.keys, agreements=agreements)
    # The record is the same; some of a stretch's time lies after the cut.
    times = []
    for time in found.times:
        minutes: dict[tuple[Any, str, tuple[str, ...]], int] = {}
        for (start, activity, whom), count in time.minutes.items():
            inside = start < day and start >= max(month_start(day), last.span.start)
            later = data.draw(st.integers(0, count)) if inside else 0
            if inside and later:
                minutes[day, activity, whom] = minutes.get((day, activity, whom), 0) + later
            if count - later:
                minutes[start, activity, whom] = (
                    count - later + minutes.get((start, activity, whom), 0)
                )
        times.append(replace(time, minutes=minutes))
    return None if _beyond(found, day) else replace(found, keys=keys, times=times)


def _beyond(found: Inputs, day: Any) -> bool:
    """Return whether another cut of the same month keeps time from lying after a day."""
    dates = {key[0] for time in found.times for key in time.minutes}
    dates |= {key for time in found.times for key in time.missing}
    return any(month_start(one) == month_start(day) and one.day != 1 for one in dates)


def another_staff_cost(found: Inputs, data: st.DataObject) -> Inputs | None:
    times = list(found.times)
    places = [n for n, time in enumerate(times) if isinstance(time.cost, StaffCostOf)]
    if not places:
        return None
    number = data.draw(st.sampled_from(places))
    cost = times[number].cost
    assert isinstance(cost, StaffCostOf)
    lines = ((cost.lines[0][0] + 5, cost.lines[0][1]), *cost.lines[1:])
    times[number] = replace(times[number], cost=replace(cost, lines=lines))
    return replace(found, times=times)


def another_grade(found: Inputs, data: st.DataObject) -> Inputs | None:
    """Let all time of one cost be that of a grade which nobody else has."""
    times = list(found.times)
    places = [n for n, time in enumerate(times) if time.minutes and isinstance(time.cost, OnPosts)]
    if not places:
        return None
    number = data.draw(st.sampled_from(places))
    times[number] = replace(times[number], cost=OnPosts((("NEW", Fraction(1)),)))
    grades = {("NEW", year): cost for (_, year), cost in sorted(found.grades.items())}
    return replace(found, times=times, grades={**found.grades, **grades})


def more_support(found: Inputs, _data: st.DataObject) -> Inputs:
    return replace(found, support=found.support + Fraction(1, 50))


def another_rule(found: Inputs, _data: st.DataObject) -> Inputs:
    return replace(found, joint="equal" if found.joint != "equal" else "key")


def no_overhead(found: Inputs, _data: st.DataObject) -> Inputs:
    return replace(found, overhead="none" if found.overhead != "none" else "key")


def more_spent(found: Inputs, data: st.DataObject) -> Inputs | None:
    spent = list(found.spent)
    if not spent:
        return None
    number = data.draw(st.integers(0, len(spent) - 1))
    spent[number] = replace(spent[number], amount=spent[number].amount + 1)
    return replace(found, spent=spent)


CHANGES: dict[str, tuple[Callable[[Inputs, Any], Inputs | None], str]] = {
    "minutes": (more_minutes, "entries"),
    "missing time": (more_missing, "missing"),
    "cost of a grade": (dearer_grade, "grade"),
    "rate": (another_rate, "rate"),
    "budget": (another_budget, "budget"),
    "key": (another_key, "key"),
    "agreement": (a_new_agreement, "key"),
    "staff cost": (another_staff_cost, "staff_cost"),
    "grade of people": (another_grade, "engaged"),
    "support": (more_support, "support"),
    "rule for joint work": (another_rule, "joint"),
    "rule for overhead": (no_overhead, "overhead"),
    "expenditure": (more_spent, "expenditure"),
}


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
