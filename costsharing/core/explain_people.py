"""Whose time a block of a run stands for, told from the record of today.

A snapshot names nobody. Blocks of ``standard`` are known by their cost; those of ``actual`` by
their month's staff cost and minutes, exactly alike ones first, then the most alike.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from costsharing.core.inputs import StaffCostOf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from costsharing.core.inputs import Fee, Inputs, OnPosts

# (first day of the stretch, activity, beneficiary) → minutes
Cells = dict[tuple["dt.date", str, tuple[str, ...]], int]
Lines = tuple[tuple["Fraction", str], ...]
# Pairs of blocks and people that are compared at most; beyond, only exact matches are told.
MOST = 250_000


def blocks_by_cost(inputs: Inputs) -> dict[Fee | OnPosts, int]:
    """Return cost → position of the block, for ``standard``."""
    return {
        time.cost: number
        for number, time in enumerate(inputs.times)
        if not isinstance(time.cost, StaffCostOf)
    }


def blocks_by_person(
    inputs: Inputs,
    cells: Mapping[tuple[int, dt.date], Cells],
    costs: Mapping[tuple[int, dt.date], Sequence[tuple[Fraction, str]]],
) -> dict[tuple[int, dt.date], int]:
    """Return (person, first day of month) → position of the block, for ``actual``.

    Args:
        inputs: of the run.
        cells: (person, month) → the minutes that are recorded now.
        costs: (person, month) → the lines of staff cost that are recorded now.
    """
    people: dict[dt.date, list[int]] = defaultdict(list)
    for person, month in sorted({*cells, *costs}):
        people[month].append(person)
    blocks: dict[dt.date, list[int]] = defaultdict(list)
    for number, time in enumerate(inputs.times):
        if isinstance(time.cost, StaffCostOf):
            blocks[time.cost.month].append(number)
    found: dict[tuple[int, dt.date], int] = {}
    for month, numbers in blocks.items():
        free = {
            person: (_sorted(costs.get((person, month), ())), cells.get((person, month), {}))
            for person in people[month]
        }
        for number, person in _pairs(inputs, numbers, free):
            found[person, month] = number
    return found


def _pairs(
    inputs: Inputs, numbers: list[int], free: dict[int, tuple[Lines, Cells]]
) -> list[tuple[int, int]]:
    """Return (block, person) of one month, none of them twice."""
    pairs: list[tuple[int, int]] = []
    exact: dict[tuple[Lines, frozenset[tuple[object, int]]], list[int]] = defaultdict(list)
    for person, (lines, cells) in sorted(free.items(), reverse=True):
        exact[lines, frozenset(cells.items())].append(person)
    left: list[int] = []
    for number in numbers:
        time = inputs.times[number]
        alike = exact.get((_lines(time.cost), frozenset(time.minutes.items())))
        if alike:
            person = alike.pop()
            del free[person]
            pairs.append((number, person))
        else:
            left.append(number)
    if len(left) * len(free) > MOST:
        return pairs
    candidates = sorted(
        (*_distance(inputs, number, lines, cells), number, person)
        for number in left
        for person, (lines, cells) in free.items()
    )
    taken: set[int] = set()
    for other_cost, apart, together, number, person in candidates:
        if number in taken or person not in free:
            continue
        # Neither the cost nor any minute in common: nothing tells that it is the same person.
        if other_cost and apart >= together:
            continue
        taken.add(number)
        del free[person]
        pairs.append((number, person))
    return pairs


def _distance(inputs: Inputs, number: int, lines: Lines, cells: Cells) -> tuple[bool, int, int]:
    """Return whether the costs differ, by how many minutes the times do, and the sum of both."""
    time = inputs.times[number]
    keys = {*time.minutes, *cells}
    apart = sum(abs(time.minutes.get(key, 0) - cells.get(key, 0)) for key in keys)
    together = sum(time.minutes.values()) + sum(cells.values())
    return _lines(time.cost) != lines, apart, together


def _lines(cost: object) -> Lines:
    return _sorted(cost.lines) if isinstance(cost, StaffCostOf) else ()


def _sorted(lines: Sequence[tuple[Fraction, str]]) -> Lines:
    return tuple(sorted(lines))
