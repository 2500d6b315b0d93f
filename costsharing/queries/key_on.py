"""The key in force on a date, how it came about, and what the budgets alone would give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.keys import DOLLAR, NO_BUDGET, Agreed, BudgetOf, Gap, Keys
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.missing_inputs import told
from secretariats.core.exact import decimal_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from secretariats.core.dates import Span
    from secretariats.models import Unit


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """An instrument's budget of the year.

    Attributes:
        instrument: its code.
        amount: in ``currency``; None where none is recorded.
        currency: of the amount.
        converted: the amount in the unit's currency, at the rate of 1 January; None without one.
        provisional: whether it may still change.
    """

    instrument: str
    amount: Fraction | None
    currency: str
    converted: Fraction | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class RateUsed:
    """A rate of exchange by which budgets are converted: units of a currency for one US dollar."""

    currency: str
    since: dt.date
    per_usd: Fraction

    @property
    def number(self) -> str:
        """The rate as it was recorded."""
        return decimal_text(self.per_usd)


@dataclass(frozen=True, slots=True)
class KeyOn:
    """The key on a date.

    Attributes:
        unit_code: whose.
        currency: the unit's.
        day: the date.
        span: days of the agreement in force; None where none is.
        basis: ``fixed`` or ``budget``; empty without an agreement.
        key: instrument code → exact share, which add up to 1; None where it cannot be told.
        gaps: why not, in words.
        budgets: of the agreement's instruments in the year.
        by_budgets: what the budgets alone would give; None where they cannot tell.
        budget_gaps: why not, in words.
        provisional: whether a budget of the year is provisional.
        rates: by which budgets in another currency are converted: those of 1 January.
        before: days of the agreement before the date, where none is in force on it.
        after: days of the one that begins after it, so too.
    """

    unit_code: str
    currency: str
    day: dt.date
    span: Span | None
    basis: str
    key: Mapping[str, Fraction] | None
    gaps: tuple[str, ...]
    budgets: tuple[BudgetLine, ...]
    by_budgets: Mapping[str, Fraction] | None
    budget_gaps: tuple[str, ...]
    provisional: bool
    rates: tuple[RateUsed, ...] = ()
    before: Span | None = None
    after: Span | None = None


def key_on(unit: Unit, day: dt.date) -> KeyOn:
    """Return the key that is in force on a day; four queries."""
    keys = agreed_keys(unit)
    agreed = keys.agreement_on(day)
    if agreed is None:
        spans = [one.span for one in keys.agreements]
        return KeyOn(
            unit.code, unit.currency, day, None, "", None, (), (), None, (), provisional=False,
            before=max((one for one in spans if one.start < day), key=_start, default=None),
            after=min((one for one in spans if one.start > day), key=_start, default=None),
        )  # fmt: skip
    key, gaps = _told(keys.key_of(agreed, day))
    budgets = tuple(_line(keys, code, day.year) for code in agreed.instruments)
    by_budgets, budget_gaps = _without(
        budgets, keys.key_of(Agreed(agreed.span, agreed.instruments, None), day), day.year
    )
    return KeyOn(
        unit_code=unit.code,
        currency=unit.currency,
        day=day,
        span=agreed.span,
        basis="budget" if agreed.shares is None else "fixed",
        key=key,
        gaps=gaps,
        budgets=budgets,
        by_budgets=by_budgets,
        budget_gaps=budget_gaps,
        provisional=any(line.provisional for line in budgets),
        rates=_rates(keys, {line.currency for line in budgets if line.currency}, day.year),
    )


def _start(span: Span) -> dt.date:
    return span.start


def _rates(keys: Keys, currencies: set[str], year: int) -> tuple[RateUsed, ...]:
    """Return the rates between currencies and the unit's on 1 January; none where all agree."""
    if currencies <= {keys.currency}:
        return ()
    first = dt.date(year, 1, 1)
    used = []
    for currency in sorted((currencies | {keys.currency}) - {DOLLAR}):
        found = [rate for rate in keys.rates.by_currency.get(currency, ()) if rate[0] <= first]
        if found:
            used.append(RateUsed(currency, *max(found)))
    return tuple(used)


def key_by_budgets(
    unit: Unit, span: Span, instruments: Sequence[str]
) -> tuple[Mapping[str, Fraction] | None, tuple[str, ...]]:
    """Return the key that budgets give on the first day of a span, or why they give none.

    Four queries. So those who sign a key by budgets see what it comes to as far as it is known.

    Args:
        unit: whose budgets and rates.
        span: the days of the key.
        instruments: codes of those who share.
    """
    agreed = Agreed(span, tuple(instruments), None)
    return _told(agreed_keys(unit).key_of(agreed, span.start))


def _without(
    budgets: Sequence[BudgetLine], found: dict[str, Fraction] | list[Gap], year: int
) -> tuple[dict[str, Fraction] | None, tuple[str, ...]]:
    """Return what budgets alone give, or why nothing: no key needs the ones that are missing."""
    if not isinstance(found, list):
        return found, ()
    text = _("no budget of %(code)s for %(year)s is recorded")
    words = [
        text % {"code": line.instrument, "year": year} for line in budgets if line.amount is None
    ]
    words += [told(one.what) for one in found if one.what.text != NO_BUDGET]
    return None, tuple(words)


def _told(
    found: dict[str, Fraction] | list[Gap],
) -> tuple[dict[str, Fraction] | None, tuple[str, ...]]:
    if isinstance(found, list):
        return None, tuple(told(one.what) for one in found)
    return found, ()


def _line(keys: Keys, code: str, year: int) -> BudgetLine:
    budget: BudgetOf | None = keys.budgets.get((code, year))
    if budget is None:
        return BudgetLine(code, None, "", None, provisional=False)
    day = dt.date(year, 1, 1)
    converted = keys.rates.convert(budget.amount, budget.currency, keys.currency, day)
    return BudgetLine(
        instrument=code,
        amount=budget.amount,
        currency=budget.currency,
        converted=None if isinstance(converted, Gap) else converted,
        provisional=budget.provisional,
    )
