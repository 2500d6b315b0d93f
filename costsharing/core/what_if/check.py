"""What makes no sense of changes, told all at once."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import stretches
from costsharing.core.keys import DOLLAR
from costsharing.core.rules import joint_rules, overhead_rules
from secretariats.core.text import gettext_noop, message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from costsharing.core.inputs import Inputs
    from costsharing.core.keys import Agreed
    from costsharing.core.what_if.changes import Changes
    from secretariats.core.text import Message

Found = tuple[str, "Message"]
# As the codes of units and instruments are written.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,31}")
_NO_CODES = ("shared", "joint")
ZERO = Fraction(0)
# The fewest transfers between more are looked for too long to be waited for.
MOST_TOGETHER = 16


def wrong(inputs: Inputs, changes: Changes) -> list[Found]:
    """Return what is wrong with changes to these inputs, as pairs of place and message."""
    asked = changes.start or inputs.start
    first = asked if inputs.start <= asked <= inputs.end else inputs.start
    agreed = [
        one for one in inputs.keys.agreements if one.span.end is None or one.span.end >= first
    ]
    parties = {code for one in agreed for code in one.instruments}
    return [
        *_start(inputs, changes),
        *_policies(changes),
        *_parties(changes, parties),
        *_many(inputs, changes, parties),
        *_key(changes, parties),
        *_budgets(inputs, changes, agreed, first),
        *_costs(inputs, changes),
    ]


def _start(inputs: Inputs, changes: Changes) -> Iterator[Found]:
    first = changes.start
    if first is None or not changes.on_terms:
        return
    if not inputs.start <= first <= inputs.end:
        text = gettext_noop("Choose a day of the run, from %(start)s to %(end)s.")
        yield "from", message(text, start=inputs.start, end=inputs.end)
        return
    spans = stretches(inputs.start, inputs.end, inputs.keys, currencies_of(inputs))
    starts = [day for day, _ in spans]
    if first not in starts:
        before = max(day for day in starts if day <= first)
        after = next((str(day) for day in starts if day > first), "")
        text = (
            gettext_noop(
                "A run knows its minutes by month, not by day: choose %(before)s or %(after)s."
            )
            if after
            else gettext_noop("A run knows its minutes by month, not by day: choose %(before)s.")
        )
        yield "from", message(text, before=before, after=after)


def _policies(changes: Changes) -> Iterator[Found]:
    for path, name, known in (
        ("joint", changes.joint, joint_rules()),
        ("overhead", changes.overhead, overhead_rules()),
    ):
        if name and name not in known:
            text = gettext_noop("There is no such policy; there are %(known)s.")
            yield path, message(text, known=", ".join(known))
    if changes.support is not None and changes.support < 0:
        yield "support", message(gettext_noop("A rate is not below zero."))


def _parties(changes: Changes, parties: set[str]) -> Iterator[Found]:
    """Look at those who join and leave."""
    joining, going = changes.joining, changes.going
    key, said = dict(changes.shares), bool(changes.shares or changes.by_budgets)
    yield from _twice("add", [one.instrument for one in changes.added])
    yield from _twice("leave", [one.instrument for one in changes.leaving])
    for one in changes.added:
        code = one.instrument
        if not _CODE.fullmatch(code) or code in _NO_CODES:
            text = gettext_noop(
                "Write the code of an instrument: letters, digits, spaces and . _ -, at most 32."
            )
            yield "add", message(text)
        elif code in parties:
            text = gettext_noop("%(code)s takes part already: change the key to change its share.")
            yield "add", message(text, code=code)
        if one.share is not None and not 0 <= one.share < 1:
            text = gettext_noop("A share lies between 0 and 1; that of %(code)s is %(share)s.")
            yield "add", message(text, code=code, share=one.share)
        elif one.share is not None and said and key.get(code) != one.share:
            text = gettext_noop("The key says the share of %(code)s: leave it out here.")
            yield "add", message(text, code=code)
    total = sum((one.share for one in changes.added if one.share is not None), ZERO)
    if len(changes.added) > 1 and total >= 1:
        text = gettext_noop("Those who join have %(total)s together: leave something to others.")
        yield "add", message(text, total=total)
    for code in sorted(going - parties):
        text = gettext_noop("%(code)s takes no part on these days, so that it cannot leave.")
        yield "leave", message(text, code=code)
    for code in sorted(going & joining):
        yield "leave", message(gettext_noop("%(code)s cannot join and leave."), code=code)
    if parties and not (parties | joining) - going:
        text = gettext_noop("Nobody would be left to fund the work: let one of them stay.")
        yield "leave", message(text)


def _many(inputs: Inputs, changes: Changes, parties: set[str]) -> Iterator[Found]:
    served = {code for time in inputs.times for _, _, whom in time.minutes for code in whom}
    paying = {code for one in inputs.spent for code in (one.paid_by, one.charged_to) if code}
    together = len(parties | served | paying | changes.joining)
    if changes.added and together > MOST_TOGETHER:
        text = gettext_noop("%(number)s instruments are too many: let at most %(most)s share.")
        yield "add", message(text, number=together, most=MOST_TOGETHER)


def _key(changes: Changes, parties: set[str]) -> Iterator[Found]:
    if not changes.shares:
        return
    if changes.by_budgets:
        yield "key", message(gettext_noop("The budgets decide the key: leave the fractions out."))
        return
    yield from _twice("key", [code for code, _ in changes.shares])
    key = dict(changes.shares)
    expected = (parties | changes.joining) - changes.going
    for code in sorted(expected.difference(key)):
        text = gettext_noop("Write the fraction of %(code)s, 0 too, or let it leave.")
        yield "key", message(text, code=code)
    for code in sorted(set(key) - expected):
        text = (
            gettext_noop("%(code)s leaves, and has no fraction of the key.")
            if code in changes.going
            else gettext_noop("%(code)s takes no part: name it as one that joins as well.")
        )
        yield "key", message(text, code=code)
    if any(share < 0 for share in key.values()):
        yield "key", message(gettext_noop("A share is not below zero."))
    if (total := sum(key.values(), ZERO)) != 1:
        text = gettext_noop("The fractions add up to %(total)s, not to 1.")
        yield "key", message(text, total=total)


def _budgets(
    inputs: Inputs, changes: Changes, agreed: list[Agreed], first: dt.date
) -> Iterator[Found]:
    """Look at the budgets, where they decide the key."""
    parties = {code for one in agreed for code in one.instruments}
    yield from _twice("budgets", [one.instrument for one in changes.budgets if one.year is None])
    for one in changes.budgets:
        if one.amount < 0:
            text = gettext_noop("The budget of %(code)s is below zero.")
            yield "budgets", message(text, code=one.instrument)
        if one.instrument not in (parties | changes.joining) - changes.going:
            text = gettext_noop("%(code)s takes no part: its budget decides nothing.")
            yield "budgets", message(text, code=one.instrument)
    deciding = [
        one for one in agreed if not changes.shares and (changes.by_budgets or one.shares is None)
    ]
    if changes.budgets and not deciding:
        text = gettext_noop("The key is one of fractions: let the budgets decide it, or none.")
        yield "budgets", message(text)
    if not changes.on_terms:
        return
    shared = any(one.share is not None for one in changes.added)
    lacking: set[tuple[str, int]] = set()
    for terms in deciding:
        members = (set(terms.instruments) | changes.joining) - changes.going
        if shared and not changes.by_budgets:
            members = set(terms.instruments)
        start, end = max(terms.span.start, first), terms.span.end or inputs.end
        for year in range(start.year, end.year + 1):
            amounts = {code: _budget(inputs, changes, code, year) for code in members}
            lacking |= {(code, year) for code, amount in amounts.items() if amount is None}
            if not lacking and not any(amounts.values()):
                text = gettext_noop("The budgets of %(year)s add up to 0.")
                yield "budgets", message(text, year=year)
    for code, year in sorted(lacking):
        text = gettext_noop("No budget of %(code)s for %(year)s is recorded: say one.")
        yield "budgets", message(text, code=code, year=year)


def _budget(inputs: Inputs, changes: Changes, code: str, year: int) -> Fraction | None:
    """Return the budget that counts in a year, None where there is none."""
    stored = inputs.keys.budgets.get((code, year))
    found = None if stored is None else stored.amount
    for one in sorted(changes.budgets, key=lambda one: one.year is not None):
        if one.instrument == code and one.year in {None, year}:
            found = one.amount
    return found


def _costs(inputs: Inputs, changes: Changes) -> Iterator[Found]:
    for path, part in (
        ("costs", changes.costs),
        ("fees", changes.fees or ZERO),
        ("expenditure", changes.expenditure),
    ):
        if part < -1:
            yield path, message(gettext_noop("Nothing can be less by more than all of it."))
    known = sorted({grade for grade, _ in inputs.grades})
    yield from _twice("grades", [one.grade for one in changes.grades])
    for one in changes.grades:
        if one.grade not in known:
            text = gettext_noop("The run has no standard cost of %(grade)s; it has %(known)s.")
            yield "grades", message(text, grade=one.grade, known=", ".join(known) or "–")
        if one.annual < 0 or one.hours <= 0:
            text = gettext_noop("%(grade)s: a cost is not below 0, and its hours are above 0.")
            yield "grades", message(text, grade=one.grade)
    used = sorted(inputs.keys.rates.by_currency)
    yield from _twice("rates", [currency for currency, _ in changes.rates])
    for currency, rate in changes.rates:
        if currency == DOLLAR:
            text = gettext_noop("Rates are for one US dollar: change those of other currencies.")
            yield "rates", message(text)
        elif currency not in used:
            text = gettext_noop("The run converts nothing with %(currency)s; it has %(known)s.")
            yield "rates", message(text, currency=currency, known=", ".join(used) or "–")
        if rate <= 0:
            text = gettext_noop("The rate of %(currency)s must be above 0.")
            yield "rates", message(text, currency=currency)


def _twice(path: str, names: list[str]) -> Iterator[Found]:
    for name, count in sorted(Counter(names).items()):
        if count > 1:
            yield path, message(gettext_noop("%(name)s stands here more than once."), name=name)
