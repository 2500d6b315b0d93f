"""What each block of time costs: a minute's price by stretch, and what missing time is worth."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from costsharing.core.hourly import month_cost, standard_per_minute
from costsharing.core.inputs import StaffCostOf
from costsharing.core.keys import Gap, gap
from secretariats.core.text import gettext_noop

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from costsharing.core.inputs import Inputs, Time

ZERO = Fraction(0)
# (first day of the stretch, activity, beneficiary)
Key = tuple["dt.date", str, tuple[str, ...]]


@dataclass(slots=True)
class Costs:
    """What the blocks of time cost.

    Attributes:
        per_minute: (block, first day of the stretch) → cost of a minute.
        recorded_part: block → recorded / (recorded + missing), for ``actual`` only.
        missing_worth: (block, first day of the stretch or month) → what missing time is worth.
        unrecorded: staff cost of months without minutes.
        not_logged: the part of it that belongs to months in which time is missing; the rest to
            months of leave, or in which nothing was expected.
        gaps: what is missing: block, first day of the stretch, what.
    """

    per_minute: dict[tuple[int, dt.date], Fraction] = field(default_factory=dict)
    recorded_part: dict[int, Fraction] = field(default_factory=dict)
    missing_worth: dict[tuple[int, dt.date], Fraction] = field(default_factory=dict)
    unrecorded: Fraction = ZERO
    not_logged: Fraction = ZERO
    gaps: list[tuple[int, dt.date, Gap]] = field(default_factory=list)


def costs_of(inputs: Inputs, starts: list[dt.date]) -> Costs:
    """Return what every block costs in the stretches that begin on ``starts``."""
    costs = Costs()
    for number, time in enumerate(inputs.times):
        if isinstance(time.cost, StaffCostOf):
            _actual_cost(costs, number, time, inputs)
            continue
        used = {start for start, _, _ in time.minutes}
        for start in starts:
            if start not in used and start not in time.missing:
                continue
            cost = standard_per_minute(time.cost, start, inputs)
            if isinstance(cost, list):
                costs.gaps += [(number, start, gap) for gap in cost]
            else:
                costs.per_minute[number, start] = cost
                if missing := time.missing.get(start):
                    costs.missing_worth[number, start] = missing * cost
    return costs


def _actual_cost(costs: Costs, number: int, time: Time, inputs: Inputs) -> None:
    """Spread one person's month over its minutes; without minutes it is unrecorded."""
    assert isinstance(time.cost, StaffCostOf)  # noqa: S101 - tells the type checker what the caller knows
    total = month_cost(time.cost, inputs)
    minutes = sum(time.minutes.values())
    if isinstance(total, Fraction) and minutes and not time.cost.lines:
        total = [
            gap(
                gettext_noop("no staff cost for %(month)s is recorded: add it"),
                month=f"{time.cost.month:%Y-%m}",
            )
        ]
    if isinstance(total, list):
        costs.gaps += [(number, time.cost.month, gap) for gap in total]
        return
    missing = sum(time.missing.values(), ZERO)
    if minutes:
        for start, _, _ in time.minutes:
            costs.per_minute[number, start] = total / minutes
    else:
        costs.unrecorded += total
        if missing:
            costs.not_logged += total
    if minutes or missing:
        costs.recorded_part[number] = minutes / (minutes + missing)
        costs.missing_worth[number, time.cost.month] = total * missing / (minutes + missing)


@dataclass(frozen=True, slots=True)
class Whole:
    """Sums of values as whole numbers over one denominator, which cost little to add further.

    Attributes:
        common: the denominator.
        sums: (stretch, activity, beneficiary) → numerator.
    """

    common: int
    sums: dict[Key, int]

    def exact(self, total: int) -> Fraction:
        """Return what some of the sums add up to, exact."""
        return Fraction(total, self.common)


def whole_sums(
    inputs: Inputs, prices: Mapping[tuple[int, dt.date], Fraction], *, direct_only: bool = False
) -> Whole:
    """Return the sums over the blocks of minutes x price, not yet made fractions.

    Args:
        inputs: whose times are added up.
        prices: (block, first day of the stretch) → price of a minute.
        direct_only: leave out what has not exactly one beneficiary.
    """
    common = lcm(*{price.denominator for price in prices.values()})
    whole = {
        place: price.numerator * (common // price.denominator) for place, price in prices.items()
    }
    sums: dict[Key, int] = defaultdict(int)
    for number, time in enumerate(inputs.times):
        for key, minutes in time.minutes.items():
            if not direct_only or len(key[2]) == 1:
                sums[key] += minutes * whole[number, key[0]]
    return Whole(common, sums)


def add_up(inputs: Inputs, prices: Mapping[tuple[int, dt.date], Fraction]) -> dict[Key, Fraction]:
    """Return (stretch, activity, beneficiary) → sum over the blocks of minutes x price.

    Integers over one denominator are added first, and each fraction is made once.

    Args:
        inputs: whose times are added up.
        prices: (block, first day of the stretch) → price of a minute.
    """
    whole = whole_sums(inputs, prices)
    return {key: whole.exact(total) for key, total in whole.sums.items()}
