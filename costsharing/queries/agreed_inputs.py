"""The inputs that are small: agreements, budgets, rates, standard and staff costs, expenditure."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.inputs import GradeCost, Spent
from costsharing.core.keys import Agreed, BudgetOf, Keys, Rates
from costsharing.models import (
    Agreement,
    Budget,
    ExchangeRate,
    Expenditure,
    StaffCost,
    StandardCost,
)
from secretariats.core.dates import Span

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit


def agreed_keys(unit: Unit) -> Keys:
    """Return all that decides the unit's key on any date; four queries."""
    rates: dict[str, list[tuple[dt.date, Fraction]]] = defaultdict(list)
    for rate in ExchangeRate.objects.of_unit(unit).order_by("start"):
        rates[rate.currency].append((rate.start, Fraction(rate.per_usd)))
    budgets = {
        (budget.instrument.code, budget.year): BudgetOf(
            Fraction(budget.amount), budget.currency, budget.provisional
        )
        for budget in Budget.objects.of_unit(unit).select_related("instrument")
    }
    agreements = Agreement.objects.of_unit(unit).in_force().order_by("start")
    return Keys(
        agreements=[
            _agreed(agreement) for agreement in agreements.prefetch_related("shares__instrument")
        ],
        budgets=budgets,
        rates=Rates(dict(rates)),
        currency=unit.currency,
    )


def _agreed(agreement: Agreement) -> Agreed:
    shares = sorted(agreement.shares.all(), key=lambda share: share.instrument.code)
    fixed = agreement.basis == Agreement.Basis.FIXED
    return Agreed(
        span=Span(agreement.start, agreement.end),
        instruments=tuple(share.instrument.code for share in shares),
        shares={
            share.instrument.code: Fraction(share.share_num or 0, share.share_den or 1)
            for share in shares
        }
        if fixed
        else None,
        joint=agreement.joint_policy or None,
        overhead=agreement.overhead_policy or None,
        support=_fraction(agreement.support_num, agreement.support_den),
    )


def _fraction(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or denominator is None:
        return None
    return Fraction(numerator, denominator)


def grade_costs(unit: Unit) -> dict[tuple[str, int], GradeCost]:
    """Return (grade, year) → standard cost; one query."""
    return {
        (cost.grade, cost.year): GradeCost(
            Fraction(cost.annual), cost.currency, Fraction(cost.productive_hours)
        )
        for cost in StandardCost.objects.of_unit(unit)
    }


def staff_costs(
    unit: Unit, start: dt.date, end: dt.date
) -> dict[tuple[int, dt.date], list[tuple[Fraction, str]]]:
    """Return (person, first day of month) → lines of what they cost; one query."""
    lines: dict[tuple[int, dt.date], list[tuple[Fraction, str]]] = defaultdict(list)
    found = StaffCost.objects.of_unit(unit).filter(month__gte=start, month__lte=end)
    for person, month, amount, currency in found.values_list(
        "person_id", "month", "amount", "currency"
    ):
        lines[person, month].append((Fraction(amount), currency))
    return lines


def spending(unit: Unit, start: dt.date, end: dt.date) -> list[Spent]:
    """Return the expenditure of a period; one query."""
    found = Expenditure.objects.of_unit(unit).filter(date__gte=start, date__lte=end)
    return [
        Spent(date, Fraction(amount), currency, paid_by, charged_to)
        for date, amount, currency, paid_by, charged_to in found.values_list(
            "date", "amount", "currency", "paid_by__code", "charged_to__code"
        )
    ]
