"""Other terms of the agreements: key, budgets, policies, support rate, who takes part."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.keys import BudgetOf
from secretariats.core.dates import ONE_DAY, Span
from secretariats.core.text import gettext_noop, message

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs
    from costsharing.core.keys import Agreed, Keys
    from costsharing.core.what_if.changes import Changes
    from secretariats.core.text import Message

ZERO = Fraction(0)
Problems = list[tuple[str, "Message"]]


def changed_terms(inputs: Inputs, changes: Changes) -> tuple[Keys, Problems]:
    """Return all that decides the key once the terms are others, and what stands against it.

    Each agreement is cut where the change begins; days without one stay without. Whatever is not
    changed of an agreement stays its own.
    """
    keys, problems = inputs.keys, Problems()
    if not changes.on_terms:
        return keys, problems
    first = changes.start or inputs.start
    agreements: list[Agreed] = []
    for agreed in keys.agreements:
        end = agreed.span.end or inputs.end
        if agreed.span.start < first:
            before = replace(agreed, span=Span(agreed.span.start, min(end, first - ONE_DAY)))
            # Other budgets shall not reach back.
            agreements += _by_year(keys, before) if changes.budgets else [before]
        if end >= first:
            after = replace(agreed, span=Span(max(agreed.span.start, first), end))
            agreements += _changed(keys, after, changes, problems)
    budgets = dict(keys.budgets)
    years = range(first.year, inputs.end.year + 1)
    for one in sorted(changes.budgets, key=lambda one: one.year is not None):
        for year in years if one.year is None else [one.year]:
            budgets[one.instrument, year] = BudgetOf(one.amount, keys.currency, one.provisional)
    return replace(keys, agreements=agreements, budgets=budgets), problems


def _changed(keys: Keys, agreed: Agreed, changes: Changes, problems: Problems) -> list[Agreed]:
    """Return what becomes of an agreement all of whose days are changed."""
    rules = replace(
        agreed,
        joint=changes.joint or agreed.joint,
        overhead=changes.overhead or agreed.overhead,
        support=agreed.support if changes.support is None else changes.support,
    )
    codes = changes.joining | (frozenset(agreed.instruments) - changes.going)
    if changes.shares:
        key = dict(sorted(changes.shares))
        return [replace(rules, instruments=tuple(key), shares=key)]
    shares = {one.instrument: one.share for one in changes.added if one.share is not None}
    if changes.by_budgets or (agreed.shares is None and not shares):
        return [replace(rules, instruments=tuple(sorted(codes)), shares=None)]
    if codes == set(agreed.instruments):
        return [rules]
    found: list[Agreed] = []
    for piece in _by_year(keys, rules):
        scaled = _scaled(piece, changes, shares, problems)
        found.append(replace(piece, instruments=tuple(scaled), shares=scaled))
    return found


def _scaled(
    agreed: Agreed, changes: Changes, shares: dict[str, Fraction], problems: Problems
) -> dict[str, Fraction]:
    """Return the key with those who join at their shares, and the others' in proportion."""
    key = agreed.shares
    if key is None:
        text = gettext_noop("The key from %(start)s cannot be told, since a budget is missing.")
        problems.append(("add", message(text, start=agreed.span.start)))
        return {}
    without = [one.instrument for one in changes.added if one.share is None]
    for code in without:
        text = gettext_noop("Say the share of %(code)s, or write the whole key.")
        problems.append(("add", message(text, code=code)))
    staying = {code: share for code, share in key.items() if code not in changes.going}
    total, rest = sum(staying.values(), ZERO), 1 - sum(shares.values(), ZERO)
    if not total and rest:
        text = gettext_noop(
            "Nothing is left of the key from %(start)s once %(codes)s leaves: write the whole key."
        )
        codes = ", ".join(sorted(changes.going.intersection(agreed.instruments)))
        problems.append(("leave", message(text, start=agreed.span.start, codes=codes)))
        return {}
    scaled = {code: share * rest / total for code, share in staying.items()} if total else staying
    return dict(sorted({**scaled, **shares}.items()))


def _by_year(keys: Keys, agreed: Agreed) -> list[Agreed]:
    """Return an agreement by fixed fractions; where budgets decide, one for each calendar year.

    What cannot be told is left to the budgets.
    """
    end = agreed.span.end
    if agreed.shares is not None or end is None:
        return [agreed]
    found: list[Agreed] = []
    start = agreed.span.start
    while start <= end:
        last = min(end, dt.date(start.year, 12, 31))
        key = keys.key_of(agreed, start)
        shares = None if isinstance(key, list) else key
        found.append(replace(agreed, span=Span(start, last), shares=shares))
        start = last + ONE_DAY
    return found
