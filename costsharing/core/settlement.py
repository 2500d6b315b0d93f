"""What each instrument paid and owes of the money really spent, exactly."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.keys import NO_AGREEMENT, Gap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.inputs import Inputs, Spent


@dataclass(frozen=True, slots=True)
class Part:
    """One expenditure shared out.

    Attributes:
        amount: in the unit's currency.
        key: instrument → share where it is shared; None where it is charged to one instrument.
        due: instrument → its part of the amount; they add up to it.
    """

    amount: Fraction
    key: Mapping[str, Fraction] | None
    due: Mapping[str, Fraction]


def share_out(inputs: Inputs, spent: Spent) -> tuple[Part, list[Gap]]:
    """Return an expenditure shared out, and what keeps it from being so; then nobody owes it."""
    converted = inputs.keys.rates.convert(
        spent.amount, spent.currency, inputs.currency, spent.date
    )
    gaps = [converted] if isinstance(converted, Gap) else []
    amount = Fraction(0) if isinstance(converted, Gap) else converted
    if spent.charged_to is not None:
        return Part(amount, None, {spent.charged_to: amount}), gaps
    agreed = inputs.keys.agreement_on(spent.date)
    if agreed is None:
        return Part(amount, {}, {}), [*gaps, NO_AGREEMENT]
    key = inputs.keys.key_of(agreed, spent.date)
    if isinstance(key, list):
        return Part(amount, {}, {}), gaps + key
    return Part(amount, key, {code: amount * share for code, share in key.items()}), gaps


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
        part, found = share_out(inputs, spent)
        gaps += [(spent, gap) for gap in found]
        paid[spent.paid_by] += part.amount
        for code, amount in part.due.items():
            due[code] += amount
    return due, paid, gaps
