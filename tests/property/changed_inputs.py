"""Inputs of a run with one thing changed, for each thing that can change."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from costsharing.core.inputs import ACTUAL, Inputs, OnPosts, StaffCostOf
from costsharing.core.keys import Rates
from secretariats.core.dates import ONE_DAY, Span, month_start

if TYPE_CHECKING:
    from collections.abc import Callable


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
