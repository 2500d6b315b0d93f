"""What an hour of a block costs, step by step: fee, grades, or a month's staff cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.explain_lines import ONE, add
from costsharing.core.hourly import MINUTES
from costsharing.core.inputs import Fee, OnPosts

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.inputs import Inputs

FEE, GRADES, STAFF_COST = "fee", "grades", "staff_cost"


@dataclass(frozen=True, slots=True)
class Step:
    """One amount that a cost is made of.

    Attributes:
        amount: a fee per hour, an annual standard cost, or a line of staff cost.
        currency: of the amount.
        result: what it gives in the unit's currency: per hour, or for staff cost in all.
        grade: of an annual standard cost.
        hours: the productive hours that it pays for.
        part: of the person's share of full time; 1 where there is one grade.
        rates: units for one US dollar of the unit's currency and of the amount's; None where
            nothing is converted.
        day: the day whose rates were taken.
    """

    amount: Fraction
    currency: str
    result: Fraction
    grade: str = ""
    hours: Fraction | None = None
    part: Fraction = ONE
    rates: tuple[Fraction, Fraction] | None = None
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What an hour costs, and how it came about.

    Attributes:
        kind: ``fee``, ``grades`` or ``staff_cost``.
        steps: that add up to the hourly cost, or to the staff cost of the month.
        hourly: in the unit's currency; None where a month has no minutes.
        minutes: over which staff cost is spread.
    """

    kind: str
    steps: tuple[Step, ...]
    hourly: Fraction | None
    minutes: int = 0

    @property
    def total(self) -> Fraction:
        """The sum of the steps."""
        return add(step.result for step in self.steps)


def cost_of(inputs: Inputs, block: int, day: dt.date) -> Cost:
    """Return what an hour of a block costs in the stretch that begins on ``day``.

    Args:
        inputs: complete ones, of a run.
        block: position in ``inputs.times``.
        day: first day of the stretch; for staff cost the month's own first day counts.
    """
    time = inputs.times[block]
    if isinstance(time.cost, Fee):
        step = _converted(inputs, time.cost.hourly, time.cost.currency, day)
        return Cost(FEE, (step,), step.result)
    if isinstance(time.cost, OnPosts):
        steps = []
        for grade, part in time.cost.grades:
            found = inputs.grades[grade, day.year]
            factor = part / found.hours
            steps.append(
                _converted(
                    inputs, found.annual, found.currency, day,
                    factor=factor, grade=grade, hours=found.hours, part=part,
                )
            )  # fmt: skip
        return Cost(GRADES, tuple(steps), add(step.result for step in steps))
    month = time.cost.month
    lines = tuple(_converted(inputs, *line, month) for line in time.cost.lines)
    minutes = sum(time.minutes.values())
    total = add(line.result for line in lines)
    hourly = total * MINUTES / minutes if minutes else None
    return Cost(STAFF_COST, lines, hourly, minutes)


def _converted(
    inputs: Inputs,
    amount: Fraction,
    currency: str,
    day: dt.date,
    *,
    factor: Fraction = ONE,
    grade: str = "",
    hours: Fraction | None = None,
    part: Fraction = ONE,
) -> Step:
    rates, own = inputs.keys.rates, inputs.currency
    pair, result = None, amount
    if currency != own:
        to, of = rates.per_dollar(own, day), rates.per_dollar(currency, day)
        if isinstance(to, Fraction) and isinstance(of, Fraction):
            pair, result = (to, of), amount * to / of
    return Step(amount, currency, result * factor, grade, hours, part, pair, day if pair else None)
