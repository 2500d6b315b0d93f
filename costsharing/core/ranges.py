"""The lowest and the highest that each instrument may have received."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.inputs import StaffCostOf
from costsharing.core.worth import whole_sums
from secretariats.core.dates import month_end

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from costsharing.core.inputs import Inputs
    from costsharing.core.keys import Agreed
    from costsharing.core.valued import Valuation
    from costsharing.core.worth import Costs

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch with all that is constant in it."""

    start: dt.date
    end: dt.date
    agreed: Agreed
    key: Mapping[str, Fraction]
    support: Fraction


@dataclass(slots=True)
class Work:
    """The value in one stretch: direct and joint by beneficiary, and overhead."""

    services: dict[tuple[str, ...], Fraction] = field(default_factory=dict)
    overhead: Fraction = ZERO


def work_out_ranges(
    result: Valuation,
    inputs: Inputs,
    costs: Costs,
    known: Mapping[dt.date, Stretch],
    works: Mapping[dt.date, Work],
) -> None:
    """Fill in ``lowest`` and ``highest``, support included (valuation.md, Limitations).

    Lowest is the direct value alone, for ``actual`` less what missing time may take of it.
    Highest is direct, all joint work an instrument is a member of, all overhead whatever its
    policy, and what missing time would be worth.
    """
    everywhere = ZERO
    for start, code, worth in _certain(inputs, costs, works):
        result.lowest[code] += worth * (1 + known[start].support)
    for start, work in works.items():
        factor = 1 + known[start].support
        everywhere += work.overhead * factor
        for whom, worth in work.services.items():
            for code in whom:
                result.highest[code] += worth * factor
    for (number, start), worth in costs.missing_worth.items():
        cost = inputs.times[number].cost
        day = month_end(cost.month) if isinstance(cost, StaffCostOf) else start
        everywhere += worth * (1 + inputs.support_on(inputs.keys.agreement_on(day)))
    for code in result.instruments:
        result.highest[code] += everywhere


def _certain(
    inputs: Inputs, costs: Costs, works: Mapping[dt.date, Work]
) -> Iterator[tuple[dt.date, str, Fraction]]:
    """Yield (stretch, instrument, direct value that it received in any case)."""
    if not costs.recorded_part:
        for start, work in works.items():
            for whom, worth in work.services.items():
                if len(whom) == 1:
                    yield start, whom[0], worth
        return
    prices = {
        (number, start): cost * costs.recorded_part[number]
        for (number, start), cost in costs.per_minute.items()
    }
    found = whole_sums(inputs, prices, direct_only=True)
    sums: dict[tuple[dt.date, str], int] = defaultdict(int)
    for (start, _, whom), total in found.sums.items():
        sums[start, whom[0]] += total
    for (start, code), total in sums.items():
        yield start, code, found.exact(total)
