"""The time of two runs beside each other: what stayed, what moved, what came and what went.

A snapshot tells time by stretches, which are cut where its own agreements and rates change. So
that two can be compared, both are told by the days at which either is cut. Where one run tells
less, nothing of it depends on which days of a stretch are meant, and its time is taken to lie
where that of the other lies, as far as it reaches: an agreement that cuts a month in two is then
no change of the record.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.causes_slots import slots_of
from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import stretches
from secretariats.core.dates import ONE_DAY, Span, month_start, pieces

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from costsharing.core.causes_slots import Slot
    from costsharing.core.inputs import Inputs

# Activity and beneficiary; expected time that was not recorded has neither.
Item: TypeAlias = "tuple[str, tuple[str, ...]]"
MISSING: Item = ("", ())
# Slot → first day of a stretch → minutes.
Held: TypeAlias = "dict[int, dict[dt.date, int | Fraction]]"


@dataclass(frozen=True, slots=True)
class Flow:
    """Minutes of one kind on days between two cuts, and what they cost in either run.

    Attributes:
        day: the first of these days.
        item: activity and beneficiary, or ``MISSING``.
        before: the slot that they have in the run before, None where they are not there.
        after: likewise in the run after.
        minutes: how many.
    """

    day: dt.date
    item: Item
    before: int | None
    after: int | None
    minutes: int | Fraction


@dataclass(frozen=True, slots=True)
class Days:
    """The days of two runs, cut wherever either may be.

    Attributes:
        spans: of the run before, and of the run after.
        starts: the first days between two cuts, over the days of both.
        stretch: (run, first day between two cuts) → first day of that run's own stretch; only
            where the run has the day.
    """

    spans: tuple[Span, Span]
    starts: Sequence[dt.date]
    stretch: Mapping[tuple[int, dt.date], dt.date]

    def has(self, run: int, day: dt.date) -> bool:
        """Return whether a run (0: before, 1: after) covers a day."""
        return self.spans[run].contains(day)

    def in_both(self, day: dt.date) -> bool:
        """Return whether both runs cover a day."""
        return self.has(0, day) and self.has(1, day)


def days_of(before: Inputs, after: Inputs) -> Days:
    """Return the days of two runs."""
    both = (before, after)
    start, end = min(one.start for one in both), max(one.end for one in both)
    cuts: list[dt.date] = []
    for one in both:
        cuts += [one.start, one.end + ONE_DAY]
        for agreed in one.keys.agreements:
            cuts.append(agreed.span.start)
            cuts += [agreed.span.end + ONE_DAY] if agreed.span.end else []
        cuts += [day for rates in one.keys.rates.by_currency.values() for day, _ in rates]
    starts = [first for first, _ in pieces(start, end, cuts)]
    stretch: dict[tuple[int, dt.date], dt.date] = {}
    for run, one in enumerate(both):
        own = [first for first, _ in stretches(one.start, one.end, one.keys, currencies_of(one))]
        for day in starts:
            if one.start <= day <= one.end:
                stretch[run, day] = own[bisect_right(own, day) - 1]
    return Days((Span(before.start, before.end), Span(after.start, after.end)), starts, stretch)


def flows_of(before: Inputs, after: Inputs, days: Days) -> tuple[list[Slot], list[Flow]]:
    """Return the slots of two runs, and all their time as flows between them.

    The flows that have a ``before`` are the whole time of the run before; those that have an
    ``after``, of the run after.
    """
    slots, mine = slots_of(before, after)
    held: dict[tuple[dt.date, Item], tuple[Held, Held]] = defaultdict(
        lambda: (defaultdict(lambda: defaultdict(int)), defaultdict(lambda: defaultdict(int)))
    )
    for run, inputs in enumerate((before, after)):
        for slot, time in zip(mine[run], inputs.times, strict=True):
            for (day, activity, whom), minutes in time.minutes.items():
                held[month_start(day), (activity, whom)][run][slot][day] += minutes
            for day, missing in time.missing.items():
                held[month_start(day), MISSING][run][slot][day] += missing
    by_month: dict[dt.date, list[dt.date]] = defaultdict(list)
    for day in days.starts:
        by_month[month_start(day)].append(day)
    # People are told apart month by month with ``actual``: their time does not move.
    moves = all(slot.moves for slot in slots) or before.method != after.method
    flows: list[Flow] = []
    for (month, item), (old, new) in sorted(held.items(), key=lambda one: one[0]):
        flows += _Pairing(item, by_month[month], days, old, new).flows(moves=moves)
    return slots, flows


@dataclass(slots=True)
class _Pairing:
    """The minutes of one item in one month, of both runs, being put beside each other."""

    item: Item
    starts: Sequence[dt.date]
    days: Days
    old: Held
    new: Held
    found: list[Flow] = field(default_factory=list)

    def flows(self, *, moves: bool) -> list[Flow]:
        """Pair what costs the same, then what moved; the rest went, or came."""
        common = [day for day in self.starts if self.days.in_both(day)]
        for slot in sorted(self.old.keys() & self.new.keys()):
            for day in common:
                self._pair(day, slot, slot)
        if moves:
            for day in common:
                for before in sorted(self.old):
                    for after in sorted(self.new):
                        if before != after:
                            self._pair(day, before, after)
        self._rest(0, self.old, lambda day, slot, left: Flow(day, self.item, slot, None, left))
        self._rest(1, self.new, lambda day, slot, left: Flow(day, self.item, None, slot, left))
        return self.found

    def _pair(self, day: dt.date, before: int, after: int) -> None:
        first, second = self.days.stretch[0, day], self.days.stretch[1, day]
        old, new = self.old[before], self.new[after]
        minutes = min(old.get(first, 0), new.get(second, 0))
        if minutes > 0:
            old[first] -= minutes
            new[second] -= minutes
            self.found.append(Flow(day, self.item, before, after, minutes))

    def _rest(
        self,
        run: int,
        held: Held,
        flow: Callable[[dt.date, int, int | Fraction], Flow],
    ) -> None:
        """Place what is left on days that only its run has, or else where its stretch begins."""
        for slot, by_stretch in sorted(held.items()):
            for stretch, left in sorted(by_stretch.items()):
                if not left:
                    continue
                own = [day for day in self.starts if self.days.stretch.get((run, day)) == stretch]
                alone = [day for day in own if not self.days.has(1 - run, day)]
                self.found.append(flow((alone or own)[0], slot, left))
