"""Inputs as the causes of differences tell them: exact texts, ready for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.inputs import Fee, StaffCostOf
from secretariats.core.exact import decimal_text, exact_text, fraction_text

if TYPE_CHECKING:
    from fractions import Fraction

    from costsharing.core.causes_draft import Terms
    from costsharing.core.causes_slots import Cost
    from costsharing.core.inputs import GradeCost, Spent
    from costsharing.core.keys import Agreed, BudgetOf
    from costsharing.core.published import Json


def number(value: Fraction, *, places: int = 0) -> str:
    """Return a number as it was typed: a decimal where it has a finite one, else a fraction."""
    try:
        return decimal_text(value, places=places)
    except ValueError:
        return fraction_text(value)


def amount(value: Fraction, currency: str) -> str:
    """Return an amount with its currency."""
    return f"{currency} {number(value, places=2)}"


def cost_told(cost: Cost) -> str:
    """Return what an hour costs: a fee, or the grades with their parts of full time."""
    if isinstance(cost, Fee):
        return amount(cost.hourly, cost.currency)
    if isinstance(cost, StaffCostOf):
        return f"{cost.month:%Y-%m}"
    if len(cost.grades) == 1:
        return cost.grades[0][0]
    return " + ".join(f"{fraction_text(part)} {grade}" for grade, part in cost.grades)


def grade_told(cost: GradeCost) -> Json:
    """Return the annual cost of a grade and its productive hours."""
    return {"annual": amount(cost.annual, cost.currency), "hours": number(cost.hours)}


def budget_told(budget: BudgetOf) -> Json:
    """Return a budget."""
    return {
        "amount": amount(budget.amount, budget.currency), "provisional": budget.provisional,
    }  # fmt: skip


def spent_told(spent: Spent) -> Json:
    """Return an expenditure apart from its date and who paid it."""
    return {"amount": amount(spent.amount, spent.currency), "for": spent.charged_to or "shared"}


def agreed_told(agreed: Terms) -> Json:
    """Return the key of an agreement; by budgets it has instruments alone."""
    if agreed is None:
        return None
    shares = agreed.shares
    return {
        "instruments": list(agreed.instruments),
        "key": None
        if shares is None
        else {code: fraction_text(shares[code]) for code in sorted(shares)},
    }


def policies_told(agreed: Agreed) -> Json:
    """Return what an agreement says in place of the unit's own policies."""
    return {
        "joint": agreed.joint,
        "overhead": agreed.overhead,
        "support": None if agreed.support is None else exact_text(agreed.support),
    }
