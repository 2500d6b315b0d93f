"""Where a series of exchange rates leaves days without one, or skips months."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from costsharing.core.keys import DOLLAR
from secretariats.core.dates import ONE_DAY, month_end, month_start

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

# A series is monthly where it has so many rates, and most begin a month after the one before.
LEAST = 3


@dataclass(frozen=True, slots=True)
class NeededOn:
    """Days on which an amount of a currency is converted into the unit's, both ends included."""

    currency: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both ends included: without a rate of a currency, or on which an old one holds on.

    Attributes:
        currency: whose rate.
        first: the first day.
        last: the last day.
        since: the day of the rate that holds on; None where there is none at all.
    """

    currency: str
    first: dt.date
    last: dt.date
    since: dt.date | None = None


def without_rate(
    needed: Iterable[NeededOn], starts: Mapping[str, Sequence[dt.date]], unit_currency: str
) -> list[Stretch]:
    """Return the needed days that lie before the first rate of a currency, one stretch for each.

    Args:
        needed: when amounts are converted.
        starts: currency → the days from which its rates hold, in any order.
        unit_currency: into which they are converted, by way of the dollar.
    """
    days: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for one in needed:
        if one.currency != unit_currency:
            for currency in {one.currency, unit_currency} - {DOLLAR}:
                days.setdefault(currency, []).append((one.first, one.last))
    found = []
    for currency, spans in sorted(days.items()):
        begun = min(starts.get(currency, ()), default=None)
        lacking = [span for span in spans if begun is None or span[0] < begun]
        if lacking:
            last = max(last for _first, last in lacking)
            end = last if begun is None else min(last, begun - ONE_DAY)
            found.append(Stretch(currency, min(first for first, _last in lacking), end))
    return found


def months_skipped(currency: str, starts: Iterable[dt.date]) -> list[Stretch]:
    """Return the months inside a monthly series in which no rate begins.

    Valuations use the rate before on such days; whoever keeps a series by month may have lost one.
    """
    months = sorted({month_start(day): day for day in sorted(starts)}.items())
    steps = [_months(later) - _months(earlier) for (earlier, _), (later, _) in pairwise(months)]
    if len(months) < LEAST or 2 * steps.count(1) <= len(steps):
        return []
    return [
        Stretch(currency, month_end(earlier) + ONE_DAY, later - ONE_DAY, since)
        for (earlier, since), (later, _start) in pairwise(months)
        if _months(later) - _months(earlier) > 1
    ]


def _months(day: dt.date) -> int:
    return day.year * 12 + day.month
