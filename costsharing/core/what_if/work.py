"""For whom the work is, when instruments join or leave."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from costsharing.core.inputs import Time
    from costsharing.core.what_if.changes import Changes


def changed_work(times: Sequence[Time], start: dt.date, changes: Changes) -> Sequence[Time]:
    """Return the time with the beneficiaries that it has once instruments join or leave.

    Joint work is for an instrument that joins too, if so asked. Of one that leaves with its work,
    direct work is gone and joint work is for the others alone; joint work that one other is left
    of is that one's direct work. Time that is gone is not missing: it is just not worked.

    Args:
        times: the time of a run.
        start: first day of the period.
        changes: whose first day begins a stretch of the run.
    """
    joining = {one.instrument for one in changes.added if one.joint}
    dropped = {one.instrument for one in changes.leaving if one.dropped}
    if not joining and not dropped:
        return times
    first = changes.start or start
    return [_changed(time, first, joining, dropped) for time in times]


def _changed(time: Time, first: dt.date, joining: set[str], dropped: set[str]) -> Time:
    minutes: dict[tuple[dt.date, str, tuple[str, ...]], int] = defaultdict(int)
    for (day, activity, whom), count in time.minutes.items():
        members = set(whom)
        if day >= first:
            members -= dropped
            if len(whom) > 1 and members:
                members |= joining
        if members or not whom:
            minutes[day, activity, tuple(sorted(members))] += count
    return replace(time, minutes=dict(minutes))
