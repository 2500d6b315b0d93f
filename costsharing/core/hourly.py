"""What an hour costs: by contract, by the grade of the post, or by what a month really cost."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.inputs import Fee, OnPosts, StaffCostOf
from costsharing.core.keys import DOLLAR, Gap, gap
from secretariats.core.text import gettext_noop

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.inputs import Inputs

MINUTES = 60
# Stands for the grade of a post that has none on a date.
NO_GRADE = ""


def standard_per_minute(cost: Fee | OnPosts, day: dt.date, inputs: Inputs) -> Fraction | list[Gap]:
    """Return the cost of a minute on ``day`` in the unit's currency, or all that is missing.

    A fee per hour; otherwise the annual standard cost of the grade for the year of the date over
    its productive hours, averaged by share where there are several (valuation.md, What an hour
    costs).
    """
    rates, currency = inputs.keys.rates, inputs.currency
    if isinstance(cost, Fee):
        fee = rates.convert(cost.hourly, cost.currency, currency, day)
        return [fee] if isinstance(fee, Gap) else fee / MINUTES
    total = Fraction(0)
    gaps: list[Gap] = []
    for grade, part in cost.grades:
        if grade == NO_GRADE:
            gaps.append(gap(gettext_noop("the post has no grade: add the grade it had then")))
            continue
        annual = inputs.grades.get((grade, day.year))
        if annual is None:
            gaps.append(
                gap(
                    gettext_noop(
                        "no standard cost of grade %(grade)s for %(year)s is recorded: add it"
                    ),
                    grade=grade,
                    year=day.year,
                )
            )
            continue
        hourly = rates.convert(annual.annual / annual.hours, annual.currency, currency, day)
        if isinstance(hourly, Gap):
            gaps.append(hourly)
        else:
            total += part * hourly
    return gaps or total / MINUTES


def month_cost(cost: StaffCostOf, inputs: Inputs) -> Fraction | list[Gap]:
    """Return what a person cost in a month in the unit's currency, at the rate of its first day.

    Several lines add up and corrections may be negative, but a month's sum may not.
    """
    total = Fraction(0)
    gaps: list[Gap] = []
    for amount, currency in cost.lines:
        part = inputs.keys.rates.convert(amount, currency, inputs.currency, cost.month)
        if isinstance(part, Gap):
            gaps.append(part)
        else:
            total += part
    if not gaps and total < 0:
        gaps.append(
            gap(
                gettext_noop(
                    "the staff cost of %(month)s adds up to less than 0: check its lines"
                ),
                month=f"{cost.month:%Y-%m}",
            )
        )
    return gaps or total


def currencies_of(inputs: Inputs) -> frozenset[str]:
    """Return the currencies whose every change of rate changes what an hour costs.

    None where all costs are in the unit's currency; staff costs, budgets and expenditure name
    their own day and cut nothing.
    """
    used: set[str] = set()
    for time in inputs.times:
        if isinstance(time.cost, Fee):
            used.add(time.cost.currency)
        elif isinstance(time.cost, OnPosts):
            years = range(inputs.start.year, inputs.end.year + 1)
            used.update(
                found.currency
                for grade, _ in time.cost.grades
                for year in years
                if (found := inputs.grades.get((grade, year))) is not None
            )
    foreign = used - {inputs.currency}
    return frozenset((foreign | {inputs.currency}) - {DOLLAR}) if foreign else frozenset()
