"""Inputs on their way from one run to another, of which one thing after the other is replaced."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.causes_time import MISSING, days_of, flows_of
from costsharing.core.inputs import StaffCostOf, Time
from costsharing.core.keys import Agreed, Keys, Rates
from costsharing.core.snapshot import only_used
from secretariats.core.dates import ONE_DAY, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.core.causes_slots import Cost, Slot
    from costsharing.core.causes_time import Days, Flow
    from costsharing.core.inputs import GradeCost, Inputs, Spent
    from costsharing.core.keys import BudgetOf

# What an agreement says, apart from its days.
Terms: TypeAlias = "Agreed | None"
_ANY_DAY = Span(dt.date.min, None)


@dataclass(frozen=True, slots=True)
class Segment:
    """Days on which neither run changes its agreement, and what either has in force."""

    span: Span
    before: Terms
    after: Terms


@dataclass(frozen=True, slots=True)
class Beside:
    """Two runs, put side by side as far as their causes need it.

    Attributes:
        before: the inputs of the run that is compared with; of one currency with ``after``.
        after: those of the run that is looked at.
        days: of both.
        slots: whose time is whose.
        flows: the time of both.
        segments: the agreements of both, over the days of both.
    """

    before: Inputs
    after: Inputs
    days: Days
    slots: Sequence[Slot]
    flows: Sequence[Flow]
    segments: Sequence[Segment]


def beside(before: Inputs, after: Inputs) -> Beside:
    """Put two runs side by side; what no figure of either rests on is left out."""
    old, new = _in_order(only_used(before)), _in_order(only_used(after))
    days = days_of(old, new)
    slots, flows = flows_of(old, new, days)
    return Beside(old, new, days, slots, flows, _segments(old, new))


def _in_order(inputs: Inputs) -> Inputs:
    """Return the inputs with the lines of each staff cost in one order, which says nothing."""
    times = [
        replace(time, cost=replace(time.cost, lines=tuple(sorted(time.cost.lines))))
        if isinstance(time.cost, StaffCostOf)
        else time
        for time in inputs.times
    ]
    return replace(inputs, times=times)


def _segments(before: Inputs, after: Inputs) -> list[Segment]:
    start, end = min(before.start, after.start), max(before.end, after.end)
    cuts = {start}
    for one in (before, after):
        cuts |= {one.start, one.end + ONE_DAY}
        for agreed in one.keys.agreements:
            cuts.add(agreed.span.start)
            if agreed.span.end:
                cuts.add(agreed.span.end + ONE_DAY)
    firsts = sorted(day for day in cuts if start <= day <= end)
    lasts = [day - ONE_DAY for day in firsts[1:]] + [end]
    return [
        Segment(Span(first, last), _terms(before, first), _terms(after, first))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _terms(inputs: Inputs, day: dt.date) -> Terms:
    agreed = inputs.keys.agreement_on(day) if inputs.start <= day <= inputs.end else None
    return None if agreed is None else replace(agreed, span=_ANY_DAY)


@dataclass(slots=True)
class Draft:
    """Inputs that begin as those of the run before; what has been replaced is the other's.

    Attributes:
        beside: both runs.
        method: and the policies and the rate of support of the unit.
        terms: what is in force in each segment.
        budgets: of both, as long as they do not differ; so too rates, grades and activities.
        flowed: for each flow, whether it is as in the run after.
        costs: for each slot what it costs.
        spent: the expenditure.
    """

    beside: Beside
    method: str
    joint: str
    overhead: str
    support: Fraction
    terms: list[Terms]
    budgets: dict[tuple[str, int], BudgetOf]
    rates: dict[tuple[str, dt.date], Fraction]
    grades: dict[tuple[str, int], GradeCost]
    activities: dict[str, tuple[str, str]]
    flowed: list[bool]
    costs: list[Cost]
    spent: list[Spent]

    def inputs(self) -> Inputs:
        """Return the inputs as they are now, over the days of both runs."""
        found = self.beside
        return only_used(
            replace(
                found.before,
                start=min(found.before.start, found.after.start),
                end=max(found.before.end, found.after.end),
                method=self.method,
                joint=self.joint,
                overhead=self.overhead,
                support=self.support,
                keys=Keys(self._agreements(), self.budgets, self._rates(), found.before.currency),
                grades=self.grades,
                activities=self.activities,
                times=self._times(),
                spent=self.spent,
            )
        )

    def _agreements(self) -> list[Agreed]:
        """Return what is in force, neighbours that say the same as one."""
        listed: list[Agreed] = []
        for segment, terms in zip(self.beside.segments, self.terms, strict=True):
            if terms is None:
                continue
            last = listed[-1] if listed else None
            if (
                last is not None
                and last.span.end == segment.span.start - ONE_DAY
                and replace(last, span=_ANY_DAY) == terms
            ):
                listed[-1] = replace(last, span=Span(last.span.start, segment.span.end))
            else:
                listed.append(replace(terms, span=segment.span))
        return listed

    def _rates(self) -> Rates:
        listed: dict[str, list[tuple[dt.date, Fraction]]] = defaultdict(list)
        for (currency, day), rate in sorted(self.rates.items()):
            listed[currency].append((day, rate))
        return Rates(dict(listed))

    def _times(self) -> list[Time]:
        minutes: list[dict[tuple[dt.date, str, tuple[str, ...]], int]] = [{} for _ in self.costs]
        missing: list[dict[dt.date, Fraction]] = [{} for _ in self.costs]
        for flow, flowed in zip(self.beside.flows, self.flowed, strict=True):
            slot = flow.after if flowed else flow.before
            if slot is None:
                continue
            if flow.item == MISSING:
                known = missing[slot].get(flow.day, Fraction(0))
                missing[slot][flow.day] = known + flow.minutes
            else:
                key = (flow.day, *flow.item)
                minutes[slot][key] = minutes[slot].get(key, 0) + int(flow.minutes)
        return [
            Time(cost, minutes[slot], missing[slot])
            for slot, cost in enumerate(self.costs)
            if minutes[slot] or missing[slot] or isinstance(cost, StaffCostOf)
        ]


def first_draft(found: Beside) -> Draft:
    """Return the inputs of the run before, with what only the other run has and this never asks.

    A standard cost, a budget or a currency that the run before lacks is none that it used, since
    it is complete: to know it changes no figure, and what is replaced later may need it.
    """
    old, new = found.before, found.after
    rates = {**unasked_rates(old, new), **_by_day(old)}
    return Draft(
        found,
        old.method,
        old.joint,
        old.overhead,
        old.support,
        [segment.before for segment in found.segments],
        {**new.keys.budgets, **old.keys.budgets},
        rates,
        {**new.grades, **old.grades},
        {**new.activities, **old.activities},
        [False] * len(found.flows),
        [starting_cost(slot) for slot in found.slots],
        list(old.spent),
    )


def starting_cost(slot: Slot) -> Cost:
    """Return what a slot costs at first: a person's month that is new costs nothing yet."""
    if slot.before is None and slot.month is not None:
        return StaffCostOf(slot.month, ())
    return slot.cost


def final_cost(slot: Slot) -> Cost:
    """Return what a slot costs in the end."""
    if slot.after is None and slot.month is not None:
        return StaffCostOf(slot.month, ())
    return slot.after if slot.after is not None else slot.cost


def _by_day(inputs: Inputs) -> dict[tuple[str, dt.date], Fraction]:
    return {
        (currency, day): rate
        for currency, rates in inputs.keys.rates.by_currency.items()
        for day, rate in rates
    }


def differing_rates(
    before: Inputs, after: Inputs
) -> dict[tuple[str, dt.date], tuple[Fraction | None, Fraction | None]]:
    """Return (currency, date) → the rate of both, where they differ and both could ask for it."""
    old, new = _by_day(before), _by_day(after)
    found: dict[tuple[str, dt.date], tuple[Fraction | None, Fraction | None]] = {}
    for place in sorted({*old, *new}):
        currency, day = place
        bounds = [one.keys.rates.by_currency.get(currency, ()) for one in (before, after)]
        if not all(bounds) or day < max(rates[0][0] for rates in bounds):
            continue
        if day <= min(before.end, after.end) and old.get(place) != new.get(place):
            found[place] = (old.get(place), new.get(place))
    return found


def unasked_rates(before: Inputs, after: Inputs) -> dict[tuple[str, dt.date], Fraction]:
    """Return the rates of the run after that the run before had no occasion to ask for."""
    differing = differing_rates(before, after)
    return {place: rate for place, rate in _by_day(after).items() if place not in differing}
