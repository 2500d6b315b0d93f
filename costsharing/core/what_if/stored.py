"""Budgets that are recorded and that a run did not need, for a key that shall rest on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.what_if.changes import NewBudget

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs
    from costsharing.core.keys import Keys
    from costsharing.core.what_if.changes import Changes


def needs_budgets(inputs: Inputs, changes: Changes) -> bool:
    """Return whether budgets decide the key that is asked for, and may be missing in the run."""
    if changes.shares:
        return False
    joins = any(one.share is None for one in changes.added)
    return changes.by_budgets or (
        joins and any(agreed.shares is None for agreed in inputs.keys.agreements)
    )


def with_stored(inputs: Inputs, changes: Changes, stored: Keys) -> Changes:
    """Return changes that say the recorded budgets which neither they nor the run have.

    Each is converted at the rate of 1 January of its year (valuation.md, The key on a date); one
    that cannot be converted stays missing.

    Args:
        inputs: of the run.
        changes: under which budgets decide (:func:`needs_budgets`).
        stored: the unit's budgets and rates of today.
    """
    first = changes.start or inputs.start
    parties = {code for agreed in inputs.keys.agreements for code in agreed.instruments}
    said = {(one.instrument, one.year) for one in changes.budgets}
    found: list[NewBudget] = []
    for code in sorted((parties | changes.joining) - changes.going):
        for year in range(first.year, inputs.end.year + 1):
            budget = stored.budgets.get((code, year))
            known = (code, year) in inputs.keys.budgets or {(code, year), (code, None)} & said
            if known or budget is None:
                continue
            amount = stored.rates.convert(
                budget.amount, budget.currency, inputs.currency, dt.date(year, 1, 1)
            )
            if isinstance(amount, Fraction):
                found.append(NewBudget(code, amount, year, provisional=budget.provisional))
    return replace(changes, budgets=(*changes.budgets, *found))
