"""From minutes to what each instrument received: valuation.md, From entries to instruments.

One pass over the stretches of the period, month by month. Every figure is a Fraction; nothing is
rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from costsharing.core.hourly import currencies_of, month_cost, standard_per_minute
from costsharing.core.inputs import SERVICE, StaffCostOf, stretches
from costsharing.core.keys import NO_AGREEMENT, gap
from costsharing.core.rules import all_rules
from costsharing.core.settlement import money_spent
from costsharing.core.sharing import Case, Weights
from secretariats.core.dates import month_end, month_start
from secretariats.core.text import gettext_noop

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from costsharing.core.inputs import Inputs, Spent, Time
    from costsharing.core.keys import Agreed, Gap

ZERO = Fraction(0)
Sums = dict[str, Fraction]
Key = tuple["dt.date", str, tuple[str, ...]]


class Incomplete(Exception):
    """Inputs that are needed and not there; everything that is missing, not the first only.

    Attributes:
        costs: (position of the block in ``Inputs.times``, first day of the stretch, what).
        keys: (first day, last day, what) for stretches whose key cannot be told.
        spent: (the expenditure, what keeps it from being shared or converted).
    """

    def __init__(
        self,
        costs: list[tuple[int, dt.date, Gap]],
        keys: list[tuple[dt.date, dt.date, Gap]],
        spent: list[tuple[Spent, Gap]],
    ) -> None:
        """Keep all three lists."""
        super().__init__("inputs are missing")
        self.costs, self.keys, self.spent = costs, keys, spent


@dataclass(slots=True)
class OfActivity:
    """A service activity's minutes and value: direct and shared joint by instrument, joint whole."""

    minutes: int = 0
    direct: Sums = field(default_factory=lambda: defaultdict(Fraction))
    shared: Sums = field(default_factory=lambda: defaultdict(Fraction))
    joint: Fraction = ZERO


@dataclass(slots=True)
class OfMonth:
    """A month's received and funded by instrument, support included."""

    received: Sums = field(default_factory=lambda: defaultdict(Fraction))
    funded: Sums = field(default_factory=lambda: defaultdict(Fraction))


@dataclass(slots=True)
class Valuation:
    """The exact results of a run; every mapping by instrument holds only what is not 0.

    ``received`` = direct + joint + overhead + support; the sums of received and of funded over
    the instruments are equal.
    """

    instruments: list[str]
    minutes_direct: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    direct: Sums = field(default_factory=lambda: defaultdict(Fraction))
    joint: Sums = field(default_factory=lambda: defaultdict(Fraction))
    overhead: Sums = field(default_factory=lambda: defaultdict(Fraction))
    support: Sums = field(default_factory=lambda: defaultdict(Fraction))
    funded: Sums = field(default_factory=lambda: defaultdict(Fraction))
    lowest: Sums = field(default_factory=lambda: defaultdict(Fraction))
    highest: Sums = field(default_factory=lambda: defaultdict(Fraction))
    unallocated: Fraction = ZERO
    unrecorded: Fraction = ZERO
    activities: dict[str, OfActivity] = field(default_factory=lambda: defaultdict(OfActivity))
    months: dict[dt.date, OfMonth] = field(default_factory=lambda: defaultdict(OfMonth))
    due: Sums = field(default_factory=lambda: defaultdict(Fraction))
    paid: Sums = field(default_factory=lambda: defaultdict(Fraction))
    provisional: bool = False
    warnings: list[str] = field(default_factory=list)

    def received(self, code: str) -> Fraction:
        """Return what an instrument received."""
        zero = ZERO
        return sum(
            (part.get(code, zero) for part in (self.direct, self.joint, self.overhead, self.support)),
            zero,
        )

    def balance(self, code: str) -> Fraction:
        """Return received less funded; the balances add up to 0."""
        return self.received(code) - self.funded.get(code, ZERO)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch with all that is constant in it."""

    start: dt.date
    end: dt.date
    agreed: Agreed
    key: Mapping[str, Fraction]
    support: Fraction


@dataclass(slots=True)
class _Work:
    """The value in one stretch: direct and joint by (activity, beneficiary), and overhead."""

    services: dict[tuple[str, tuple[str, ...]], Fraction] = field(default_factory=dict)
    overhead: Fraction = ZERO


@dataclass(slots=True)
class _Costs:
    """Costs of a minute by (block, stretch), and what is known only block by block."""

    per_minute: dict[tuple[int, dt.date], Fraction] = field(default_factory=dict)
    recorded_part: dict[int, Fraction] = field(default_factory=dict)
    missing_worth: dict[tuple[int, dt.date], Fraction] = field(default_factory=dict)
    unrecorded: Fraction = ZERO
    gaps: list[tuple[int, dt.date, Gap]] = field(default_factory=list)


def value(inputs: Inputs) -> Valuation:
    """Return the exact results for the inputs.

    The order of blocks and rows does not matter, and splitting an entry in two changes nothing.

    Raises:
        Incomplete: naming every rate, grade, cost, budget and agreement that is missing.
    """
    spans = stretches(inputs.start, inputs.end, inputs.keys, currencies_of(inputs))
    starts = [start for start, _ in spans]
    costs = _costs(inputs, starts)
    worked = {start for time in inputs.times for start, _, _ in time.minutes}
    known, key_gaps = _keys(inputs, spans, worked)
    due, paid, spent_gaps = money_spent(inputs)
    if costs.gaps or key_gaps or spent_gaps:
        raise Incomplete(costs.gaps, key_gaps, spent_gaps)

    result = Valuation(_instruments(inputs), due=due, paid=paid, unrecorded=costs.unrecorded)
    days = [*known, *(spent.date for spent in inputs.spent if spent.charged_to is None)]
    result.provisional = any(inputs.keys.is_provisional_on(day) for day in days)
    works = _works(inputs, costs)
    by_month: dict[dt.date, list[_Stretch]] = defaultdict(list)
    for stretch in known.values():
        by_month[month_start(stretch.start)].append(stretch)
    for month, in_month in by_month.items():
        _share_month(result, month, in_month, works, inputs)
    _count(result, inputs)
    _ranges(result, inputs, costs, known, works)
    return result


def _instruments(inputs: Inputs) -> list[str]:
    """Return those of the agreements, the entries and the expenditure of the period, sorted."""
    codes = {code for agreed in inputs.keys.agreements for code in agreed.instruments}
    codes |= {code for time in inputs.times for _, _, whom in time.minutes for code in whom}
    for spent in inputs.spent:
        codes |= {spent.paid_by, spent.charged_to or spent.paid_by}
    return sorted(codes)


def _keys(
    inputs: Inputs, spans: list[tuple[dt.date, dt.date]], worked: set[dt.date]
) -> tuple[dict[dt.date, _Stretch], list[tuple[dt.date, dt.date, Gap]]]:
    """Return the stretches with work, each with its key, and what keeps a key from being told."""
    known: dict[dt.date, _Stretch] = {}
    gaps: list[tuple[dt.date, dt.date, Gap]] = []
    for start, end in spans:
        if start not in worked:
            continue
        agreed = inputs.keys.agreement_on(start)
        if agreed is None:
            gaps.append((start, end, NO_AGREEMENT))
            continue
        key = inputs.keys.key_of(agreed, start)
        if isinstance(key, list):
            gaps += [(start, end, gap) for gap in key]
        else:
            known[start] = _Stretch(start, end, agreed, key, inputs.support_on(agreed))
    return known, gaps


def _costs(inputs: Inputs, starts: list[dt.date]) -> _Costs:
    costs = _Costs()
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


def _actual_cost(costs: _Costs, number: int, time: Time, inputs: Inputs) -> None:
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
    if minutes or missing:
        costs.recorded_part[number] = minutes / (minutes + missing)
        costs.missing_worth[number, time.cost.month] = total * missing / (minutes + missing)


def _add_up(rows: Iterable[tuple[Key, int, Fraction]]) -> dict[Key, Fraction]:
    """Return key → sum of minutes x cost: integers are added first, a fraction is made once."""
    listed = list(rows)
    common = lcm(*{cost.denominator for _, _, cost in listed})
    scale: dict[Fraction, int] = {}
    sums: dict[Key, int] = defaultdict(int)
    for key, minutes, cost in listed:
        factor = scale.get(cost)
        if factor is None:
            factor = scale[cost] = cost.numerator * (common // cost.denominator)
        sums[key] += minutes * factor
    return {key: Fraction(total, common) for key, total in sums.items()}


def _works(inputs: Inputs, costs: _Costs) -> dict[dt.date, _Work]:
    values = _add_up(
        (key, minutes, costs.per_minute[number, key[0]])
        for number, time in enumerate(inputs.times)
        for key, minutes in time.minutes.items()
    )
    works: dict[dt.date, _Work] = defaultdict(_Work)
    for (start, activity, whom), worth in values.items():
        if inputs.activities[activity][1] == SERVICE:
            works[start].services[activity, whom] = worth
        else:
            works[start].overhead += worth
    return works


def _share_month(
    result: Valuation,
    month: dt.date,
    in_month: list[_Stretch],
    works: Mapping[dt.date, _Work],
    inputs: Inputs,
) -> None:
    """Share out one month: direct, joint, overhead, in this order."""
    direct: Sums = defaultdict(Fraction)
    for stretch in in_month:
        for (activity, whom), worth in works[stretch.start].services.items():
            if len(whom) == 1:
                direct[whom[0]] += worth
                result.direct[whom[0]] += worth
                result.activities[activity].direct[whom[0]] += worth
                _receive(result, month, stretch, whom[0], worth)
    served: Sums = defaultdict(Fraction, direct)
    for stretch in in_month:
        rule = inputs.joint_on(stretch.agreed)
        for (activity, whom), worth in works[stretch.start].services.items():
            if len(whom) == 1:
                continue
            of_activity = result.activities[activity]
            of_activity.joint += worth
            weights = _weigh(result, rule, Case(whom, stretch.key, direct), stretch)
            for code, part in weights.parts.items():
                result.joint[code] += worth * part
                of_activity.shared[code] += worth * part
                served[code] += worth * part
                _receive(result, month, stretch, code, worth * part)
    for stretch in in_month:
        work = works[stretch.start]
        valued = sum(work.services.values(), ZERO)
        if work.overhead:
            case = Case(stretch.agreed.instruments, stretch.key, served)
            weights = _weigh(result, inputs.overhead_on(stretch.agreed), case, stretch)
            for code, part in weights.parts.items():
                result.overhead[code] += work.overhead * part
                _receive(result, month, stretch, code, work.overhead * part)
            if weights.parts:
                valued += work.overhead
            else:
                result.unallocated += work.overhead
        for code, share in stretch.key.items():
            funded = valued * (1 + stretch.support) * share
            result.funded[code] += funded
            result.months[month].funded[code] += funded


def _receive(
    result: Valuation, month: dt.date, stretch: _Stretch, code: str, worth: Fraction
) -> None:
    """Give an instrument an amount, with the support on it."""
    support = worth * stretch.support
    result.support[code] += support
    result.months[month].received[code] += worth + support


def _weigh(result: Valuation, rule: str, case: Case, stretch: _Stretch) -> Weights:
    weights = all_rules()[rule].weigh(case)
    if weights.without_key:
        text = (
            f"{stretch.start} to {stretch.end}: the key gives nothing to "
            f"{' or '.join(case.members)}; they share equally"
        )
        if text not in result.warnings:
            result.warnings.append(text)
    return weights


def _count(result: Valuation, inputs: Inputs) -> None:
    """Count the minutes of service activities, and the direct ones of instruments."""
    for time in inputs.times:
        for (_, activity, whom), minutes in time.minutes.items():
            if whom:
                result.activities[activity].minutes += minutes
            if len(whom) == 1:
                result.minutes_direct[whom[0]] += minutes


def _ranges(
    result: Valuation,
    inputs: Inputs,
    costs: _Costs,
    known: Mapping[dt.date, _Stretch],
    works: Mapping[dt.date, _Work],
) -> None:
    """Work out the lowest and the highest that each instrument may have received."""
    everywhere = ZERO
    certain = _add_up(
        (key, minutes, costs.per_minute[number, key[0]] * costs.recorded_part.get(number, 1))
        for number, time in enumerate(inputs.times)
        for key, minutes in time.minutes.items()
        if len(key[2]) == 1
    )
    for (start, _, whom), worth in certain.items():
        result.lowest[whom[0]] += worth * (1 + known[start].support)
    for start, work in works.items():
        factor = 1 + known[start].support
        everywhere += work.overhead * factor
        for (_, whom), worth in work.services.items():
            for code in whom:
                result.highest[code] += worth * factor
    for (number, start), worth in costs.missing_worth.items():
        cost = inputs.times[number].cost
        day = month_end(cost.month) if isinstance(cost, StaffCostOf) else start
        everywhere += worth * (1 + inputs.support_on(inputs.keys.agreement_on(day)))
    for code in result.instruments:
        result.highest[code] += everywhere
