"""Blocks of time as the valuation takes them, put together from sums by block and stretch."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.inputs import Fee, OnPosts, StaffCostOf, Time
from secretariats.core.dates import months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costsharing.queries.minutes import Period

# (block, stretch) → (activity, beneficiary) → minutes, and → expected minutes not recorded.
Minutes = dict[tuple[int, int], dict[tuple[str, tuple[str, ...]], int]]
Missing = dict[tuple[int, int], Fraction]


def block_of_cost(
    cost: Fee | OnPosts,
    block: int,
    starts: Sequence[dt.date],
    minutes: Minutes,
    missing: Missing,
) -> Time:
    """Return the time of one block, whose hours cost the same."""
    return Time(
        cost=cost,
        minutes={
            (start, activity, whom): count
            for number, start in enumerate(starts)
            for (activity, whom), count in minutes.get((block, number), {}).items()
        },
        missing={
            start: missing[block, number]
            for number, start in enumerate(starts)
            if (block, number) in missing
        },
    )


def blocks_by_month(
    period: Period,
    minutes: Minutes,
    missing: Missing,
    costs: Mapping[tuple[int, dt.date], Sequence[tuple[Fraction, str]]],
) -> tuple[list[Time], list[list[tuple[int, dt.date, dt.date]]]]:
    """Return one block for each person and month that has time, missing time or staff cost."""
    of_month = {
        month: [
            number
            for number, start in enumerate(period.starts)
            if (start.year, start.month) == (month.year, month.month)
        ]
        for month in months(period.start, period.end)
    }
    persons = {block for block, _ in minutes} | {block for block, _ in missing}
    times: list[Time] = []
    people: list[list[tuple[int, dt.date, dt.date]]] = []
    for person in sorted(persons | {person for person, _ in costs}):
        for month, numbers in of_month.items():
            lines = tuple(sorted(costs.get((person, month), ())))
            time = Time(
                cost=StaffCostOf(month, lines),
                minutes={
                    (period.starts[number], activity, whom): count
                    for number in numbers
                    for (activity, whom), count in minutes.get((person, number), {}).items()
                },
                missing={
                    period.starts[number]: missing[person, number]
                    for number in numbers
                    if (person, number) in missing
                },
            )
            # Missing time of a month that cost nothing is worth nothing.
            if time.minutes or lines:
                times.append(time)
                people.append([(person, period.start, period.end)])
    return times, people
