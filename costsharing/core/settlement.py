"""What each instrument paid and owes of the money really spent, exactly."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.keys import NO_AGREEMENT, Gap

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs, Spent


def money_spent(
    inputs: Inputs,
) -> tuple[dict[str, Fraction], dict[str, Fraction], list[tuple[Spent, Gap]]]:
    """Return due and paid by instrument in the unit's currency, and what keeps them from being so.

    ``due`` is an instrument's part of all that was spent: what is charged to it, and its share by
    the key of the date in what is shared. The two add up to the same sum (valuation.md,
    Settlement of money really spent).
    """
    due: dict[str, Fraction] = defaultdict(Fraction)
    paid: dict[str, Fraction] = defaultdict(Fraction)
    gaps: list[tuple[Spent, Gap]] = []
    for spent in inputs.spent:
        amount = inputs.keys.rates.convert(
            spent.amount, spent.currency, inputs.currency, spent.date
        )
        if isinstance(amount, Gap):
            gaps.append((spent, amount))
            amount = Fraction(0)
        paid[spent.paid_by] += amount
        if spent.charged_to is not None:
            due[spent.charged_to] += amount
            continue
        agreed = inputs.keys.agreement_on(spent.date)
        if agreed is None:
            gaps.append((spent, NO_AGREEMENT))
            continue
        key = inputs.keys.key_of(agreed, spent.date)
        if isinstance(key, list):
            gaps += [(spent, gap) for gap in key]
            continue
        for code, share in key.items():
            due[code] += amount * share
    return due, paid, gaps
