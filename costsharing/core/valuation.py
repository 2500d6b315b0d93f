"""From minutes to what each instrument received: valuation.md, From entries to instruments.

One pass over the stretches of the period, month by month. Every figure is a Fraction; nothing is
rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import SERVICE, stretches
from costsharing.core.keys import NO_AGREEMENT
from costsharing.core.ranges import Stretch, Work, work_out_ranges
from costsharing.core.rules import all_rules
from costsharing.core.settlement import money_spent
from costsharing.core.sharing import Case, Weights
from costsharing.core.valued import ZERO, Sums, Valuation
from costsharing.core.worth import costs_of, whole_sums
from secretariats.core.dates import month_start

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from costsharing.core.inputs import Inputs, Spent
    from costsharing.core.keys import Gap
    from costsharing.core.worth import Whole

# (first day of the stretch, beneficiary) → the parts in which its joint work is shared out.
Shares = dict[tuple["dt.date", tuple[str, ...]], "Mapping[str, Fraction]"]


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


def value(inputs: Inputs) -> Valuation:
    """Return the exact results for the inputs.

    The order of blocks and rows does not matter, and splitting an entry in two changes nothing.

    Raises:
        Incomplete: naming every rate, grade, cost, budget and agreement that is missing.
    """
    spans = stretches(inputs.start, inputs.end, inputs.keys, currencies_of(inputs))
    starts = [start for start, _ in spans]
    costs = costs_of(inputs, starts)
    worked = {start for time in inputs.times for start, _, _ in time.minutes}
    known, key_gaps = _keys(inputs, spans, worked)
    due, paid, spent_gaps = money_spent(inputs)
    if costs.gaps or key_gaps or spent_gaps:
        raise Incomplete(costs.gaps, key_gaps, spent_gaps)

    result = Valuation(_instruments(inputs), due=due, paid=paid)
    result.unrecorded, result.not_logged = costs.unrecorded, costs.not_logged
    days = [*known, *(spent.date for spent in inputs.spent if spent.charged_to is None)]
    result.provisional = any(inputs.keys.is_provisional_on(day) for day in days)
    whole = whole_sums(inputs, costs.per_minute)
    works = _works(inputs, whole)
    shares: Shares = {}
    by_month: dict[dt.date, list[Stretch]] = defaultdict(list)
    for stretch in known.values():
        by_month[month_start(stretch.start)].append(stretch)
    for month, in_month in by_month.items():
        _share_month(result, month, in_month, works, inputs, shares)
    _value_activities(result, inputs, whole, shares)
    _count(result, inputs)
    work_out_ranges(result, inputs, costs, known, works)
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
) -> tuple[dict[dt.date, Stretch], list[tuple[dt.date, dt.date, Gap]]]:
    """Return the stretches with work, each with its key, and what keeps a key from being told."""
    known: dict[dt.date, Stretch] = {}
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
            known[start] = Stretch(start, end, agreed, key, inputs.support_on(agreed))
    return known, gaps


def _works(inputs: Inputs, whole: Whole) -> dict[dt.date, Work]:
    services: dict[tuple[dt.date, tuple[str, ...]], int] = defaultdict(int)
    overhead: dict[dt.date, int] = defaultdict(int)
    for (start, activity, whom), total in whole.sums.items():
        if inputs.activities[activity][1] == SERVICE:
            services[start, whom] += total
        else:
            overhead[start] += total
    works: dict[dt.date, Work] = defaultdict(Work)
    for (start, whom), total in services.items():
        works[start].services[whom] = whole.exact(total)
    for start, total in overhead.items():
        works[start].overhead = whole.exact(total)
    return works


def _share_month(
    result: Valuation,
    month: dt.date,
    in_month: list[Stretch],
    works: Mapping[dt.date, Work],
    inputs: Inputs,
    shares: Shares,
) -> None:
    """Share out one month: direct, joint, overhead, in this order; note the joint ``shares``."""
    direct: Sums = defaultdict(Fraction)
    for stretch in in_month:
        for whom, worth in works[stretch.start].services.items():
            if len(whom) == 1:
                (code,) = whom
                direct[code] += worth
                result.direct[code] += worth
                _receive(result, month, stretch, code, worth)
    served: Sums = defaultdict(Fraction, direct)
    for stretch in in_month:
        rule = inputs.joint_on(stretch.agreed)
        for whom, worth in works[stretch.start].services.items():
            if len(whom) == 1:
                continue
            parts = _weigh(result, rule, Case(whom, stretch.key, direct), stretch).parts
            shares[stretch.start, whom] = parts
            for code, part in parts.items():
                result.joint[code] += worth * part
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
    result: Valuation, month: dt.date, stretch: Stretch, code: str, worth: Fraction
) -> None:
    """Give an instrument an amount, with the support on it."""
    support = worth * stretch.support
    result.support[code] += support
    result.months[month].received[code] += worth + support


def _weigh(result: Valuation, rule: str, case: Case, stretch: Stretch) -> Weights:
    weights = all_rules()[rule].weigh(case)
    if weights.without_key:
        text = (
            f"{stretch.start} to {stretch.end}: the key gives nothing to "
            f"{' or '.join(case.members)}; they share equally"
        )
        if text not in result.warnings:
            result.warnings.append(text)
    return weights


def _value_activities(result: Valuation, inputs: Inputs, whole: Whole, shares: Shares) -> None:
    """Fill in the value of each service activity: direct, joint, and how joint was shared out.

    Work that is shared out in the same parts is added first.
    """
    direct: dict[tuple[str, str], int] = defaultdict(int)
    joint: dict[tuple[str, int], int] = defaultdict(int)
    listed = list({tuple(parts.items()): parts for parts in shares.values()}.values())
    alike = {place: listed.index(parts) for place, parts in shares.items()}
    for (start, activity, whom), total in whole.sums.items():
        if inputs.activities[activity][1] != SERVICE:
            continue
        if len(whom) == 1:
            direct[activity, whom[0]] += total
        else:
            joint[activity, alike[start, whom]] += total
    for (activity, code), total in direct.items():
        result.activities[activity].direct[code] = whole.exact(total)
    for (activity, number), total in joint.items():
        worth, of_activity = whole.exact(total), result.activities[activity]
        of_activity.joint += worth
        for code, part in listed[number].items():
            of_activity.shared[code] += worth * part


def _count(result: Valuation, inputs: Inputs) -> None:
    """Count the minutes of service activities, and the direct ones of instruments."""
    for time in inputs.times:
        for (_, activity, whom), minutes in time.minutes.items():
            if whom:
                result.activities[activity].minutes += minutes
            if len(whom) == 1:
                result.minutes_direct[whom[0]] += minutes
