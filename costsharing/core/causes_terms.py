"""What differs in the terms of two runs: rates, budgets, agreements, and the unit's policies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costsharing.core.causes_draft import differing_rates
from costsharing.core.causes_kinds import (
    BUDGET,
    COME,
    GONE,
    JOINT,
    KEY,
    NEEDED,
    OVERHEAD,
    RATE,
    SUPPORT,
    TERMS,
    USUAL,
    About,
    Change,
    of_period,
)
from costsharing.core.causes_told import agreed_told, budget_told, number, policies_told
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from costsharing.core.causes_draft import Beside, Draft, Segment
    from costsharing.core.keys import Agreed


def of_rates_and_budgets(found: Beside) -> Iterator[Change]:
    """Yield rates and budgets that both have or could ask for, with another value."""
    for (currency, day), (was, now) in differing_rates(found.before, found.after).items():

        def put_rate(
            draft: Draft,
            place: tuple[str, dt.date] = (currency, day),
            now: Fraction | None = now,
        ) -> None:
            if now is None:
                del draft.rates[place]
            else:
                draft.rates[place] = now

        about: tuple[About, ...] = (
            (("currency", currency), ("from", day.isoformat())), (("currency", currency),), (),
        )  # fmt: skip
        texts = [None if rate is None else number(rate) for rate in (was, now)]
        yield Change(USUAL, RATE, about, texts[0], texts[1], put_rate)
    old, new = found.before.keys.budgets, found.after.keys.budgets
    for code, year in sorted(old.keys() & new.keys()):
        if old[code, year] != new[code, year]:

            def put_budget(draft: Draft, place: tuple[str, int] = (code, year)) -> None:
                draft.budgets[place] = new[place]

            names = (("instrument", code), ("year", str(year)))
            told = budget_told(old[code, year]), budget_told(new[code, year])
            yield Change(USUAL, BUDGET, (names, names[1:], ()), told[0], told[1], put_budget)


def of_agreements(found: Beside) -> Iterator[Change]:
    """Yield, for days in a row on which the same changed, the key and the other terms."""
    runs: list[list[int]] = []
    for place, segment in enumerate(found.segments):
        if segment.before == segment.after:
            continue
        if not found.days.in_both(segment.span.start):
            phase = GONE if found.days.has(0, segment.span.start) else COME
            yield of_period(found, segment.span.start, phase, _agreeing([place], found.segments))
            continue
        last = found.segments[runs[-1][-1]] if runs and runs[-1][-1] == place - 1 else None
        if last and (last.before, last.after) == (segment.before, segment.after):
            runs[-1].append(place)
        else:
            runs.append([place])
    for places in runs:
        yield from _agreed(found, places)


def _agreed(found: Beside, places: list[int]) -> Iterator[Change]:
    first, last = found.segments[places[0]], found.segments[places[-1]]
    was, now = first.before, first.after
    days = (("from", first.span.start.isoformat()), ("to", str(last.span.end)))
    about: tuple[About, ...] = (days, (("year", str(first.span.start.year)),), ())
    if (
        was is None
        or now is None
        or (was.instruments, was.shares) != (now.instruments, now.shares)
    ):
        # A day without agreement holds no time: what is new comes before its time.
        yield Change(
            NEEDED if was is None else USUAL, KEY, about,
            agreed_told(was), agreed_told(now), _agreeing(places, found.segments, policies=False),
        )  # fmt: skip
    if was is None or now is None:
        return
    if (was.joint, was.overhead, was.support) != (now.joint, now.overhead, now.support):
        put = _agreeing(places, found.segments)
        yield Change(USUAL, TERMS, about, policies_told(was), policies_told(now), put)


def _key(agreed: Agreed) -> tuple[tuple[str, ...], Mapping[str, Fraction] | None]:
    return agreed.instruments, agreed.shares


def _agreeing(
    places: list[int], segments: Sequence[Segment], *, policies: bool = True
) -> Callable[[Draft], None]:
    """Put what the run after has in force; without ``policies`` the key alone, if it can be."""

    def put(draft: Draft) -> None:
        for place in places:
            was, now = draft.terms[place], segments[place].after
            if policies or was is None or now is None:
                draft.terms[place] = now
            else:
                draft.terms[place] = replace(was, instruments=now.instruments, shares=now.shares)

    return put


def of_policies(found: Beside) -> Iterator[Change]:
    """Yield the unit's own policies, which hold where no agreement says otherwise."""
    old, new = found.before, found.after
    if old.joint != new.joint:

        def put_joint(draft: Draft) -> None:
            draft.joint = new.joint

        yield Change(USUAL, JOINT, ((),), old.joint, new.joint, put_joint)
    if old.overhead != new.overhead:

        def put_overhead(draft: Draft) -> None:
            draft.overhead = new.overhead

        yield Change(USUAL, OVERHEAD, ((),), old.overhead, new.overhead, put_overhead)
    if old.support != new.support:

        def put_support(draft: Draft) -> None:
            draft.support = new.support

        told = exact_text(old.support), exact_text(new.support)
        yield Change(USUAL, SUPPORT, ((),), told[0], told[1], put_support)
