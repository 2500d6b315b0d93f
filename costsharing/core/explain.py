"""One figure of a run, explained: the lines whose products add up to it exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.explain_lines import (
    CHARGED,
    DIRECT,
    MISSING,
    NOBODY,
    ONE,
    OVERHEAD,
    PAID,
    RECORDED,
    SERVICES,
    SHARE,
    SPENT,
    STAFF_COST,
    WHOLE,
    ZERO,
    Line,
    Weight,
    add,
)
from costsharing.core.hourly import month_cost
from costsharing.core.inputs import StaffCostOf
from secretariats.core.dates import month_end

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from costsharing.core.explain_ground import Ground

# Figures of an instrument, and those of the run as a whole.
OF_INSTRUMENT = (
    *("direct", "joint", "services", "overhead", "support", "received", "funded", "balance"),
    *("lowest", "highest", "due", "paid", "net"),
)
OF_RUN = ("unallocated", "unrecorded", "not_logged")
FIGURES = (*OF_INSTRUMENT, *OF_RUN)
OF_MONEY = frozenset({"due", "paid", "net"})


def explain(
    ground: Ground,
    figure: str,
    instrument: str = "",
    *,
    activity: str | None = None,
    month: dt.date | None = None,
) -> list[Line]:
    """Return the lines of a figure, in order of time; their amounts add up to it exactly.

    Args:
        ground: what the run's figures stand on.
        figure: one of ``FIGURES``; ``services`` is direct and joint together.
        instrument: code; empty for the figures of the run as a whole.
        activity: only what was worked on this activity.
        month: the first day of a month; only what belongs to it.

    Raises:
        KeyError: there is no such figure.
    """
    found = [
        line
        for line in _FIGURES[figure](ground, instrument)
        if (activity is None or line.activity == activity) and month in (None, line.month)
    ]
    return sorted(found, key=lambda line: line.order)


def total(lines: list[Line]) -> Fraction:
    """Return the sum of the lines."""
    return add(line.amount for line in lines)


def recorded(ground: Ground) -> Iterator[Line]:
    """Yield a line for each block's recorded time in each cell, whole, before it is shared."""
    inputs = ground.inputs
    prices = ground.costs.per_minute
    for number, time in enumerate(inputs.times):
        for (start, activity, whom), minutes in time.minutes.items():
            price = prices[number, start]
            yield Line(
                about=SERVICES if whom else OVERHEAD,
                start=start,
                end=ground.ends[start],
                value=price * minutes,
                weight=Weight(ONE, WHOLE),
                block=number,
                activity=activity,
                whom=whom,
                minutes=Fraction(minutes),
                price=price,
            )


def _weight(ground: Ground, line: Line, code: str) -> Weight:
    """Return the part of recorded time that an instrument received."""
    if line.about == OVERHEAD:
        return ground.overhead[line.start].weight(code)
    if len(line.whom) == 1:
        return Weight(ONE if code in line.whom else ZERO, DIRECT)
    return ground.joint[line.start, line.whom].weight(code)


def _got(
    ground: Ground, code: str, wanted: Callable[[Line], bool], *, amount: int, support: int
) -> Iterator[Line]:
    """Yield what an instrument got of wanted time: the amount, the support on it, or both."""
    for line in recorded(ground):
        if not wanted(line):
            continue
        weight = _weight(ground, line, code)
        rate = ground.known[line.start].support
        factor = amount + support * rate
        if weight.part and factor:
            yield replace(line, weight=weight, rate=rate if support else None, factor=factor)


def _is_direct(line: Line) -> bool:
    return len(line.whom) == 1


def _is_joint(line: Line) -> bool:
    return len(line.whom) > 1


def _is_service(line: Line) -> bool:
    return bool(line.whom)


def _is_overhead(line: Line) -> bool:
    return not line.whom


def _is_any(line: Line) -> bool:  # noqa: ARG001 - everything counts
    return True


def _received(ground: Ground, code: str) -> Iterator[Line]:
    return _got(ground, code, _is_any, amount=1, support=1)


def _funded(ground: Ground, code: str) -> Iterator[Line]:
    """Yield the instrument's share by key of all that is shared out, support included."""
    for line in recorded(ground):
        stretch = ground.known[line.start]
        if line.about == OVERHEAD and not ground.overhead[line.start].parts:
            continue
        if part := stretch.key.get(code, ZERO):
            weight = Weight(part, SHARE, tuple(sorted(stretch.key.items())))
            yield replace(line, weight=weight, rate=stretch.support, factor=1 + stretch.support)


def _balance(ground: Ground, code: str) -> Iterator[Line]:
    yield from _received(ground, code)
    for line in _funded(ground, code):
        yield replace(line, factor=-line.factor)


def _lowest(ground: Ground, code: str) -> Iterator[Line]:
    parts = ground.costs.recorded_part
    for line in _got(ground, code, _is_direct, amount=1, support=1):
        if not parts or line.block is None:
            yield line
            continue
        time = ground.inputs.times[line.block]
        basis = (
            ("recorded", Fraction(sum(time.minutes.values()))),
            ("missing", add(time.missing.values())),
        )
        if part := parts[line.block]:
            yield replace(line, weight=Weight(part, RECORDED, basis))


def _highest(ground: Ground, code: str) -> Iterator[Line]:
    for line in recorded(ground):
        if not line.whom or code in line.whom:
            rate = ground.known[line.start].support
            yield replace(line, rate=rate, factor=1 + rate)
    yield from _missing(ground)


def _missing(ground: Ground) -> Iterator[Line]:
    """Yield what missing time would be worth, block by block."""
    inputs = ground.inputs
    for (number, start), worth in ground.costs.missing_worth.items():
        time = inputs.times[number]
        if isinstance(time.cost, StaffCostOf):
            minutes, end = add(time.missing.values()), month_end(time.cost.month)
            day = end
        else:
            minutes, end = time.missing[start], ground.ends[start]
            day = start
        if not minutes:
            continue
        rate = inputs.support_on(inputs.keys.agreement_on(day))
        yield Line(
            about=MISSING,
            start=start,
            end=end,
            value=worth,
            weight=Weight(ONE, WHOLE),
            rate=rate,
            factor=1 + rate,
            block=number,
            minutes=minutes,
            price=worth / minutes,
        )


def _unallocated(ground: Ground, _code: str) -> Iterator[Line]:
    for line in recorded(ground):
        if line.about == OVERHEAD and not ground.overhead[line.start].parts:
            rule = ground.overhead[line.start].rule
            yield replace(line, weight=Weight(ONE, NOBODY, rule=rule))


def _unrecorded(ground: Ground, _code: str, *, logged: bool = True) -> Iterator[Line]:
    """Yield the staff cost of months without minutes; all, or those in which time is missing."""
    for number, time in enumerate(ground.inputs.times):
        if not isinstance(time.cost, StaffCostOf) or time.minutes:
            continue
        if not logged and not any(time.missing.values()):
            continue
        cost = month_cost(time.cost, ground.inputs)
        if isinstance(cost, Fraction) and cost:
            month = time.cost.month
            yield Line(STAFF_COST, month, month_end(month), cost, Weight(ONE, WHOLE), block=number)


def _spent(ground: Ground, code: str, *, due: int, paid: int) -> Iterator[Line]:
    """Yield the expenditure that an instrument paid, and its part of all of it."""
    inputs = ground.inputs
    for spent in inputs.spent:
        amount = inputs.keys.rates.convert(
            spent.amount, spent.currency, inputs.currency, spent.date
        )
        agreed = inputs.keys.agreement_on(spent.date)
        key = None if agreed is None else inputs.keys.key_of(agreed, spent.date)
        if not isinstance(amount, Fraction):
            continue
        line = Line(SPENT, spent.date, spent.date, amount, Weight(ONE, PAID), spent=spent)
        if paid and spent.paid_by == code:
            yield replace(line, factor=Fraction(paid))
        if not due:
            continue
        if spent.charged_to == code:
            yield replace(line, weight=Weight(ONE, CHARGED), factor=Fraction(due))
        elif spent.charged_to is None and isinstance(key, dict) and key.get(code):
            weight = Weight(key[code], SHARE, tuple(sorted(key.items())))
            yield replace(line, weight=weight, factor=Fraction(due))


_FIGURES: dict[str, Callable[[Ground, str], Iterator[Line]]] = {
    "direct": lambda ground, code: _got(ground, code, _is_direct, amount=1, support=0),
    "joint": lambda ground, code: _got(ground, code, _is_joint, amount=1, support=0),
    "services": lambda ground, code: _got(ground, code, _is_service, amount=1, support=0),
    "overhead": lambda ground, code: _got(ground, code, _is_overhead, amount=1, support=0),
    "support": lambda ground, code: _got(ground, code, _is_any, amount=0, support=1),
    "received": _received,
    "funded": _funded,
    "balance": _balance,
    "lowest": _lowest,
    "highest": _highest,
    "due": lambda ground, code: _spent(ground, code, due=1, paid=0),
    "paid": lambda ground, code: _spent(ground, code, due=0, paid=1),
    "net": lambda ground, code: _spent(ground, code, due=-1, paid=1),
    "unallocated": _unallocated,
    "unrecorded": _unrecorded,
    "not_logged": lambda ground, code: _unrecorded(ground, code, logged=False),
}
