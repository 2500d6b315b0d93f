"""For whom people record, and whether they record the key instead of their time."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.limitations.tally import Tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from costsharing.core.limitations.records import MonthMinutes

ONE_PERCENTAGE_POINT = Fraction(1, 100)


def tally_months(
    rows: Iterable[MonthMinutes], *, keys: Mapping[dt.date, Mapping[str, Fraction]]
) -> Tally:
    """Return the sums of joint work, of overhead, and of anchored months of one person.

    Args:
        rows: the person's minutes by month and beneficiary, in any order.
        keys: first day of a month → the key on its last day (instrument code → exact share);
            a month without a key counts among the split ones, and cannot be anchored.
    """
    joint = overhead = 0
    direct: defaultdict[dt.date, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if not row.members:
            overhead += row.minutes
        elif len(row.members) > 1:
            joint += row.minutes
        else:
            (instrument,) = row.members
            direct[row.month][instrument] += row.minutes
    split = {month: minutes for month, minutes in direct.items() if len(minutes) > 1}
    return Tally(
        joint=joint,
        overhead=overhead,
        split_months=len(split),
        anchored_months=sum(
            1
            for month, minutes in split.items()
            if month in keys and is_anchored(minutes, keys[month])
        ),
    )


def is_anchored(minutes: Mapping[str, int], key: Mapping[str, Fraction]) -> bool:
    """Return whether direct minutes are split like the key, to one percentage point.

    Args:
        minutes: instrument code → direct minutes, together more than 0.
        key: instrument code → exact share; an instrument outside it has share 0.
    """
    total = sum(minutes.values())
    return all(
        abs(Fraction(minutes.get(code, 0), total) - key.get(code, Fraction(0)))
        <= ONE_PERCENTAGE_POINT
        for code in minutes.keys() | key.keys()
    )
