"""A part of a run's period: the inputs of whole months inside it, as a run of them has them.

Months are valued one by one (valuation.md, From entries to instruments), so that whole months of a
run are valued just as if they had been asked for alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import StaffCostOf, stretches
from secretariats.core.dates import Span, is_whole_months, month_start

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.inputs import Inputs, Time


def part_of(inputs: Inputs, start: dt.date, end: dt.date) -> Inputs:
    """Return the inputs of whole months inside the period of other inputs.

    Valued, they give what a run of those months gives, exactly and rounded.

    Args:
        inputs: those of a run.
        start: first day of a month.
        end: last day of a month.

    Raises:
        ValueError: the days are no whole months, or lie outside of the period.
    """
    if not is_whole_months(start, end) or not inputs.start <= start <= end <= inputs.end:
        message = f"{start} to {end} are no whole months of {inputs.start} to {inputs.end}"
        raise ValueError(message)
    wanted = Span(start, end)
    times = [_inside(time, wanted) for time in inputs.times]
    kept = [time for time in times if time.minutes or time.missing or _is_of(time, wanted)]
    used = {activity for time in kept for _, activity, _ in time.minutes}
    agreements = [agreed for agreed in inputs.keys.agreements if agreed.span.overlaps(wanted)]
    part = replace(
        inputs,
        start=start,
        end=end,
        keys=replace(inputs.keys, agreements=agreements),
        activities={code: found for code, found in inputs.activities.items() if code in used},
        times=kept,
        spent=[spent for spent in inputs.spent if wanted.contains(spent.date)],
    )
    # What is not used in the part, such as a currency, does not cut it either.
    spans = stretches(start, end, part.keys, currencies_of(part))
    starts = [first for first, _ in spans]
    return replace(part, times=[_placed(time, starts) for time in kept])


def _inside(time: Time, wanted: Span) -> Time:
    return replace(
        time,
        minutes={key: count for key, count in time.minutes.items() if wanted.contains(key[0])},
        missing={day: count for day, count in time.missing.items() if wanted.contains(day)},
    )


def _placed(time: Time, starts: list[dt.date]) -> Time:
    """Return a block with its time told by the stretches that begin on ``starts``."""
    minutes: dict[tuple[dt.date, str, tuple[str, ...]], int] = defaultdict(int)
    missing: dict[dt.date, Fraction] = defaultdict(Fraction)
    for (day, activity, whom), count in time.minutes.items():
        minutes[_start_of(day, starts), activity, whom] += count
    for day, lacking in time.missing.items():
        missing[_start_of(day, starts)] += lacking
    return replace(time, minutes=dict(minutes), missing=dict(missing))


def _start_of(day: dt.date, starts: list[dt.date]) -> dt.date:
    return starts[bisect_right(starts, day) - 1]


def _is_of(time: Time, wanted: Span) -> bool:
    """Return whether a block without minutes is the cost of a month that is wanted."""
    return isinstance(time.cost, StaffCostOf) and wanted.contains(month_start(time.cost.month))
