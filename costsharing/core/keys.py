"""The key on a date, and the rates of exchange it and every cost need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import Span
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DOLLAR = "USD"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is needed and not recorded, in words that follow a subject and a date."""

    what: Message


def gap(text: str, **values: object) -> Gap:
    """Return a gap; ``text`` has been marked for translation."""
    return Gap(message(text, **values))


NO_BUDGET = gettext_noop(
    "no budget of %(code)s for %(year)s is recorded: the key of the agreement needs it"
)
NO_AGREEMENT = gap(
    gettext_noop("no agreement is in force: add one, or extend the one before, to share the work")
)


def _nothing(instruments: Sequence[str], year: int) -> Gap:
    return gap(
        gettext_noop(
            "the budgets of %(codes)s for %(year)s add up to 0, so that they give no key: "
            "correct them, or agree on fixed fractions"
        ),
        codes=", ".join(sorted(instruments)),
        year=year,
    )


@dataclass(frozen=True, slots=True)
class Rates:
    """UN operational rates: currency → (from, units for one US dollar), oldest first."""

    by_currency: Mapping[str, Sequence[tuple[dt.date, Fraction]]]

    def per_dollar(self, currency: str, day: dt.date) -> Fraction | Gap:
        """Return the newest rate effective on ``day``; never one from later."""
        if currency == DOLLAR:
            return Fraction(1)
        for start, rate in reversed(self.by_currency.get(currency, ())):
            if start <= day:
                return rate
        return gap(
            gettext_noop(
                "no rate of exchange for %(currency)s is in force on %(day)s: add one from that "
                "date or before"
            ),
            currency=currency,
            day=day,
        )

    def convert(self, amount: Fraction, source: str, target: str, day: dt.date) -> Fraction | Gap:
        """Return ``amount * rate(target) / rate(source)`` with the rates in force on ``day``."""
        if source == target:
            return amount
        below, above = self.per_dollar(source, day), self.per_dollar(target, day)
        if isinstance(below, Gap):
            return below
        if isinstance(above, Gap):
            return above
        return amount * above / below


@dataclass(frozen=True, slots=True)
class BudgetOf:
    """An instrument's budget of a year."""

    amount: Fraction
    currency: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement: its span, its key or the instruments whose budgets make it, its policies.

    Attributes:
        span: the days it is in force.
        instruments: the codes of its instruments, sorted.
        shares: instrument → share where the key is fixed, None where budgets decide.
        joint: the policy that overrides the unit's, None for the unit's own; so too the next two.
        overhead: policy for overhead.
        support: support rate.
    """

    span: Span
    instruments: tuple[str, ...]
    shares: Mapping[str, Fraction] | None
    joint: str | None = None
    overhead: str | None = None
    support: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """All that decides a key: agreements, budgets by (instrument, year), rates, currency."""

    agreements: Sequence[Agreed]
    budgets: Mapping[tuple[str, int], BudgetOf]
    rates: Rates
    currency: str

    def agreement_on(self, day: dt.date) -> Agreed | None:
        """Return the agreement in force on ``day``; there is at most one."""
        for agreed in self.agreements:
            if agreed.span.contains(day):
                return agreed
        return None

    def key_of(self, agreed: Agreed, day: dt.date) -> dict[str, Fraction] | list[Gap]:
        """Return instrument → share on a day of the agreement; the shares add up to 1.

        By budgets: the budget for the calendar year of the date over the sum of the agreement's
        instruments' budgets, in the unit's currency at the rate of 1 January of that year
        (valuation.md, The key on a date). Everything that is missing is named.
        """
        if agreed.shares is not None:
            return dict(agreed.shares)
        amounts: dict[str, Fraction] = {}
        gaps: list[Gap] = []
        for code in agreed.instruments:
            budget = self.budgets.get((code, day.year))
            if budget is None:
                gaps.append(gap(NO_BUDGET, code=code, year=day.year))
                continue
            amount = self.rates.convert(
                budget.amount, budget.currency, self.currency, dt.date(day.year, 1, 1)
            )
            if isinstance(amount, Gap):
                gaps.append(amount)
            else:
                amounts[code] = amount
        total = sum(amounts.values(), Fraction(0))
        if not gaps and not total:
            gaps.append(_nothing(agreed.instruments, day.year))
        if gaps:
            return gaps
        return {code: amount / total for code, amount in amounts.items()}

    def years_of_nothing(self, span: Span, instruments: Sequence[str]) -> list[Gap]:
        """Return, for each year of a span in which all budgets are 0, that they are.

        Budgets that are still missing are no mistake yet: they come year by year.

        Args:
            span: the days of a key by budgets.
            instruments: the codes of those who share by it.
        """
        years: dict[int, list[Fraction]] = {}
        for (code, year), budget in self.budgets.items():
            inside = span.start.year <= year and (span.end is None or year <= span.end.year)
            if inside and code in instruments:
                years.setdefault(year, []).append(budget.amount)
        return [
            _nothing(instruments, year)
            for year, amounts in sorted(years.items())
            if len(amounts) == len(instruments) and not any(amounts)
        ]

    def is_provisional_on(self, day: dt.date) -> bool:
        """Return whether the key on ``day`` rests on a provisional budget."""
        agreed = self.agreement_on(day)
        return (
            agreed is not None
            and agreed.shares is None
            and any(
                budget.provisional
                for code in agreed.instruments
                if (budget := self.budgets.get((code, day.year))) is not None
            )
        )
