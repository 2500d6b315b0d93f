"""Why the figures of two runs differ: causes whose contributions add up to the whole difference.

One thing after the other is replaced, from the inputs of the run before to those of the run
after, in a fixed order: what was recorded, what it costs, how it is shared. What the exact figures
change by at each step is the contribution of its cause, so that the sum over the causes is the
whole difference of every figure, whatever the order. What two changes do only together falls to
the later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.causes_changes import changes
from costsharing.core.causes_draft import beside, first_draft
from costsharing.core.causes_kinds import KINDS, OTHER
from costsharing.core.valuation import Incomplete, value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from costsharing.core.causes_draft import Beside
    from costsharing.core.causes_kinds import About, Change
    from costsharing.core.inputs import Inputs
    from costsharing.core.valued import Valuation

ZERO = Fraction(0)
# Steps at most, and so valuations; what has more is grouped more coarsely.
MOST = 50
FIGURES = (
    "direct", "joint", "overhead", "support", "received", "funded", "balance", "lowest",
    "highest", "due", "paid", "net",
)  # fmt: skip
TOTALS = ("received", "funded", "unallocated", "unrecorded", "not_logged", "spent")
# (instrument, figure), or ("", figure) of all together → exact amount; what is 0 is left out.
Amounts: TypeAlias = "dict[tuple[str, str], Fraction]"


@dataclass(frozen=True, slots=True)
class Part:
    """Changes of one kind that were replaced together.

    Attributes:
        kind: one of ``KINDS``.
        about: what they have in common.
        changes: what was replaced; empty where it cannot be named.
    """

    kind: str
    about: About
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Cause:
    """One step.

    Attributes:
        parts: what was replaced; several where none of them could be valued alone.
        amounts: what it contributes to each figure.
    """

    parts: Sequence[Part]
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class Causes:
    """Everything that differs between two runs.

    Attributes:
        listed: the causes, in the order in which they were replaced; with the whole difference
            of each exact figure as their sum.
        silent: what differs too and changes no figure of an instrument.
        beside: both runs, side by side.
        coarse: kind → how often it was grouped more coarsely, where there were too many changes.
        valuations: how many valuations it took.
    """

    listed: Sequence[Cause]
    silent: Sequence[Part]
    coarse: Mapping[str, int]
    valuations: int
    beside: Beside


def causes(
    before: Inputs,
    after: Inputs,
    *,
    most: int = MOST,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Causes:
    """Return why the figures of one run differ from those of another, in the same currency.

    Args:
        before: complete inputs of the run that is compared with.
        after: complete inputs of the run that is looked at.
        most: steps at most.
        tell: takes how many steps are done, and of how many.

    Raises:
        ValueError: the runs are in different currencies.
    """
    if before.currency != after.currency:
        message = f"{before.currency} and {after.currency}: amounts cannot be subtracted"
        raise ValueError(message)
    found = beside(before, after)
    draft = first_draft(found)
    steps, coarse = _steps(changes(found), most)
    known, final = amounts_of(value(before)), amounts_of(value(after))
    listed: list[Cause] = []
    silent: list[Part] = []
    waiting: list[Part] = []
    for number, part in enumerate(steps):
        tell(number, len(steps))
        for change in part.changes:
            change.put(draft)
        waiting.append(part)
        try:
            now = amounts_of(value(draft.inputs()))
        except Incomplete:
            continue
        amounts = difference(known, now)
        if amounts:
            listed.append(Cause(waiting, amounts))
        elif (before.start, before.end) == (after.start, after.end):
            silent += waiting
        known, waiting = now, []
    if left := difference(known, final):
        listed.append(Cause(waiting or [Part(OTHER, (), ())], left))
    return Causes(listed, silent, coarse, len(steps) + 2, found)


def amounts_of(run: Valuation) -> Amounts:
    """Return every exact figure of a valuation that is not 0."""
    found: Amounts = {}
    for code in run.instruments:
        for name in ("direct", "joint", "overhead", "support", "funded", "lowest", "highest"):
            found[code, name] = getattr(run, name).get(code, ZERO)
        found[code, "received"], found[code, "balance"] = run.received(code), run.balance(code)
        found[code, "due"] = run.due.get(code, ZERO)
        found[code, "paid"] = run.paid.get(code, ZERO)
        found[code, "net"] = found[code, "paid"] - found[code, "due"]
    codes = run.instruments
    found["", "received"] = sum((found[code, "received"] for code in codes), ZERO)
    found["", "funded"] = sum((found[code, "funded"] for code in codes), ZERO)
    found["", "spent"] = sum((found[code, "paid"] for code in codes), ZERO)
    for name in ("unallocated", "unrecorded", "not_logged"):
        found["", name] = getattr(run, name)
    return {place: amount for place, amount in found.items() if amount}


def difference(before: Amounts, after: Amounts) -> Amounts:
    """Return after less before; what is 0 is left out."""
    found = {
        place: after.get(place, ZERO) - before.get(place, ZERO) for place in {*before, *after}
    }
    return {place: amount for place, amount in sorted(found.items()) if amount}


def _steps(listed: Sequence[Change], most: int) -> tuple[list[Part], dict[str, int]]:
    """Group changes into steps; the kind with the most of them more coarsely, until few enough."""
    level = dict.fromkeys(KINDS, 0)
    while True:
        steps = _grouped(listed, level)
        if len(steps) <= most:
            break
        count = {kind: sum(step.kind == kind for step in steps) for kind in KINDS}
        deepest = {one.kind: len(one.about) - 1 for one in listed}
        open_kinds = [kind for kind in KINDS if level[kind] < deepest.get(kind, 0)]
        if not open_kinds:
            break
        level[max(open_kinds, key=lambda kind: count[kind])] += 1
    return steps, {kind: depth for kind, depth in level.items() if depth}


def _grouped(listed: Sequence[Change], level: Mapping[str, int]) -> list[Part]:
    def group(one: Change) -> tuple[int, int, About]:
        return one.phase, KINDS.index(one.kind), one.about[level[one.kind]]

    return [
        Part(KINDS[kind], about, list(members))
        for (_, kind, about), members in groupby(sorted(listed, key=group), group)
    ]
