"""Other costs, rates of exchange and expenditure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costsharing.core.inputs import Fee, GradeCost, StaffCostOf
from costsharing.core.keys import Rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.inputs import Inputs, Spent, Time
    from costsharing.core.what_if.changes import Changes


def grades_of(inputs: Inputs, changes: Changes) -> Mapping[tuple[str, int], GradeCost]:
    """Return (grade, year) → standard cost; a grade that is named has what was said of it."""
    named = {one.grade: one for one in changes.grades}
    return {
        (grade, year): GradeCost(named[grade].annual, inputs.currency, named[grade].hours)
        if grade in named
        else replace(cost, annual=cost.annual * (1 + changes.costs))
        for (grade, year), cost in inputs.grades.items()
    }


def times_of(inputs: Inputs, changes: Changes) -> list[Time]:
    """Return the time with other fees and staff costs."""
    fees = 1 + (changes.costs if changes.fees is None else changes.fees)
    listed: list[Time] = []
    for time in inputs.times:
        cost = time.cost
        if isinstance(cost, Fee):
            cost = replace(cost, hourly=cost.hourly * fees)
        elif isinstance(cost, StaffCostOf):
            lines = tuple((part * (1 + changes.costs), currency) for part, currency in cost.lines)
            cost = replace(cost, lines=lines)
        listed.append(replace(time, cost=cost))
    return listed


def rates_of(rates: Rates, changes: Changes) -> Rates:
    """Return the rates; one that is named is in force from the first day of its currency's on."""
    named = dict(changes.rates)
    return Rates(
        {
            currency: [(listed[0][0], named[currency])] if currency in named else listed
            for currency, listed in rates.by_currency.items()
        }
    )


def spent_of(inputs: Inputs, changes: Changes) -> list[Spent]:
    """Return the expenditure, more or less of it."""
    return [replace(one, amount=one.amount * (1 + changes.expenditure)) for one in inputs.spent]
