"""Whose time is whose in two runs: blocks of time of both, put side by side.

With ``standard`` a block is what an hour costs, and the same cost is the same block. With
``actual`` it is a person's month, without the person: the months that are alike are taken to be
the same person's. Whatever is paired with what, the causes add up to the whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.inputs import Fee, StaffCostOf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from fractions import Fraction

    from costsharing.core.inputs import Inputs, OnPosts, Time

Cost: TypeAlias = "Fee | OnPosts | StaffCostOf"


@dataclass(frozen=True, slots=True)
class Slot:
    """A block of time in two runs.

    Attributes:
        before: what its time costs in the run before; None where the run has no such block.
        after: likewise in the run after.
    """

    before: Cost | None
    after: Cost | None

    @property
    def cost(self) -> Cost:
        """Either of the two."""
        found = self.before if self.before is not None else self.after
        assert found is not None  # noqa: S101 - tells the type checker what holds of every slot
        return found

    @property
    def moves(self) -> bool:
        """Whether time may move to another slot, as when a post gets another grade."""
        return not isinstance(self.cost, StaffCostOf)

    @property
    def month(self) -> dt.date | None:
        """The month of a person's month, None of any other."""
        return self.cost.month if isinstance(self.cost, StaffCostOf) else None


def slots_of(before: Inputs, after: Inputs) -> tuple[list[Slot], tuple[list[int], list[int]]]:
    """Return the slots, and for each block of either run the number of its slot."""
    old = [time for time in before.times if not isinstance(time.cost, StaffCostOf)]
    new = [time for time in after.times if not isinstance(time.cost, StaffCostOf)]
    costs = sorted({time.cost for time in (*old, *new)}, key=_order)
    olds, news = {time.cost for time in old}, {time.cost for time in new}
    slots = [
        Slot(cost if cost in olds else None, cost if cost in news else None) for cost in costs
    ]
    numbers = {cost: number for number, cost in enumerate(costs)}
    mine = tuple(
        [-1 if isinstance(time.cost, StaffCostOf) else numbers[time.cost] for time in one.times]
        for one in (before, after)
    )
    by_month: dict[dt.date, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for run, one in enumerate((before, after)):
        for place, time in enumerate(one.times):
            if isinstance(time.cost, StaffCostOf):
                by_month[time.cost.month][run].append(place)
    for _month, (left, right) in sorted(by_month.items()):
        for first, second in _alike(before.times, after.times, left, right):
            if first is not None:
                mine[0][first] = len(slots)
            if second is not None:
                mine[1][second] = len(slots)
            slots.append(
                Slot(
                    None if first is None else before.times[first].cost,
                    None if second is None else after.times[second].cost,
                )
            )
    return slots, (mine[0], mine[1])


def _order(cost: Fee | OnPosts | StaffCostOf) -> tuple[str, ...]:
    if isinstance(cost, Fee):
        return ("fee", cost.currency, str(cost.hourly))
    if isinstance(cost, StaffCostOf):
        return ("month", cost.month.isoformat())
    return ("grades", *(f"{grade} {part}" for grade, part in cost.grades))


def _alike(
    old: Sequence[Time], new: Sequence[Time], left: list[int], right: list[int]
) -> list[tuple[int | None, int | None]]:
    """Pair the persons of one month: the same first, then those most alike; the rest is alone."""
    pairs: list[tuple[int | None, int | None]] = []
    mine = {place: _content(old[place]) for place in left}
    theirs = {place: _content(new[place]) for place in right}
    waiting: dict[object, list[int]] = defaultdict(list)
    for place in right:
        waiting[_mark(new[place], theirs[place])].append(place)
    for place in left:
        found = waiting[_mark(old[place], mine[place])]
        if found:
            pairs.append((place, found.pop(0)))
    paired = {first for first, _ in pairs}, {second for _, second in pairs}
    open_left = [place for place in left if place not in paired[0]]
    open_right = [place for place in right if place not in paired[1]]
    scored = sorted(
        (
            (
                old[first].cost != new[second].cost,
                -sum((mine[first] & theirs[second]).values()),
                first,
                second,
            )
            for first in open_left
            for second in open_right
        ),
    )
    done: tuple[set[int], set[int]] = (set(), set())
    for other_cost, overlap, first, second in scored:
        if first in done[0] or second in done[1]:
            continue
        if other_cost and not overlap and (mine[first] or theirs[second]):
            continue
        pairs.append((first, second))
        done[0].add(first)
        done[1].add(second)
    pairs += [(place, None) for place in open_left if place not in done[0]]
    pairs += [(None, place) for place in open_right if place not in done[1]]
    return pairs


def _content(time: Time) -> Counter[tuple[str, tuple[str, ...]]]:
    """Return (activity, beneficiary) → minutes of the month."""
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for (_, activity, whom), minutes in time.minutes.items():
        found[activity, whom] += minutes
    return found


def _mark(
    time: Time, content: Counter[tuple[str, tuple[str, ...]]]
) -> tuple[Cost, frozenset[tuple[tuple[str, tuple[str, ...]], int]], int | Fraction]:
    return time.cost, frozenset(content.items()), sum(time.missing.values())
