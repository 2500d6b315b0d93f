"""Inputs of a valuation in few words, and what comes out of them; for tests without a database."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from costsharing.core import results
from costsharing.core.inputs import Fee, GradeCost, Inputs, OnPosts, Spent, StaffCostOf, Time
from costsharing.core.keys import Agreed, BudgetOf, Keys, Rates
from costsharing.core.snapshot import only_used
from costsharing.core.valuation import value
from secretariats.core.dates import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.valued import Sums, Valuation

START, END = dt.date(2017, 1, 1), dt.date(2017, 1, 31)
# An hour at 60 makes a minute worth 1, so that minutes are amounts.
ONE = Fee(Fraction(60), "EUR")
THIRDS = {"CMS": "2/3", "AEWA": "1/3"}
ACTIVITIES = {
    "WEB": ("INF", "service"), "NEWS": ("", "service"), "ORS": ("INF", "service"),
    "ADM": ("", "overhead"), "MEET": ("", "overhead"),
}  # fmt: skip
SINCE = dt.date(2014, 1, 1)
K = TypeVar("K")
V = TypeVar("V")


def day(text: str | dt.date) -> dt.date:
    """Return a date; ``01-15`` is in 2017."""
    if isinstance(text, dt.date):
        return text
    return dt.date.fromisoformat(text if len(text) > 5 else f"2017-{text}")


def whom(text: str) -> tuple[str, ...]:
    """Return a beneficiary: ``AEWA+CMS``; nothing is none."""
    return tuple(sorted(text.split("+"))) if text else ()


def work(
    *rows: tuple[str, str, str, int],
    cost: Fee | OnPosts | StaffCostOf = ONE,
    missing: Mapping[str, int | str] | None = None,
) -> Time:
    """Return a block of time: rows of date, activity, beneficiary and minutes."""
    minutes: dict[tuple[dt.date, str, tuple[str, ...]], int] = defaultdict(int)
    for date, activity, members, count in rows:
        minutes[day(date), activity, whom(members)] += count
    lost = {day(date): Fraction(count) for date, count in (missing or {}).items()}
    return Time(cost, dict(minutes), lost)


def month_of(month: str, *amounts: str, currency: str = "EUR") -> StaffCostOf:
    """Return what a person cost in a month, line by line."""
    return StaffCostOf(
        dt.date.fromisoformat(f"{month}-01"),
        tuple((Fraction(amount), currency) for amount in amounts),
    )


def agreed(
    start: str | dt.date = SINCE,
    end: str | dt.date | None = None,
    *,
    key: Mapping[str, str] | None = THIRDS,
    among: tuple[str, ...] = (),
    **policies: Any,
) -> Agreed:
    """Return an agreement with a fixed key; with ``key=None`` one by the budgets of ``among``."""
    return Agreed(
        span=Span(day(start), None if end is None else day(end)),
        instruments=tuple(sorted(key or among)),
        shares=None if key is None else {code: Fraction(part) for code, part in key.items()},
        **policies,
    )


def rates(**by_currency: Mapping[str, str]) -> Rates:
    """Return rates of exchange: currency → date → units for one dollar."""
    return Rates(
        {
            currency: sorted((day(date), Fraction(rate)) for date, rate in listed.items())
            for currency, listed in by_currency.items()
        }
    )


def inputs(
    *times: Time,
    agreements: tuple[Agreed, ...] | None = None,
    budgets: Mapping[tuple[str, int], BudgetOf] | None = None,
    exchange: Rates | None = None,
    grades: Mapping[tuple[str, int], GradeCost] | None = None,
    spent: tuple[Spent, ...] = (),
    start: str | dt.date = START,
    end: str | dt.date = END,
    **policies: Any,
) -> Inputs:
    """Return inputs; by default January 2017 under a key of thirds, joint by key, no support."""
    settings: dict[str, Any] = {
        "method": "actual" if any(isinstance(t.cost, StaffCostOf) for t in times) else "standard",
        "joint": "key",
        "overhead": "proportional",
        "support": Fraction(0),
    }
    used = {activity for time in times for _, activity, _ in time.minutes}
    return Inputs(
        unit="IMCA",
        start=day(start),
        end=day(end),
        keys=Keys(
            agreements=(agreed(),) if agreements is None else agreements,
            budgets=budgets or {},
            rates=exchange or Rates({}),
            currency="EUR",
        ),
        grades=grades or {},
        activities={code: ACTIVITIES[code] for code in sorted(used)},
        times=times,
        spent=spent,
        **{**settings, **policies},
    )


def valued(given: Inputs) -> Valuation:
    """Return the results of inputs whose minutes stand at any dates."""
    return value(only_used(given))


def document(given: Inputs) -> Any:
    """Return the document of inputs, as it comes back from JSON."""
    slim = only_used(given)
    return json.loads(json.dumps(results.document(slim, value(slim))))


def flipped(found: Mapping[K, V]) -> dict[K, V]:
    """Return the same in the opposite order."""
    return dict(reversed(list(found.items())))


def turned(given: Inputs) -> Inputs:
    """Return the same inputs with everything in another order."""
    return replace(
        given,
        times=[
            replace(
                time,
                minutes=flipped(time.minutes),
                missing=flipped(time.missing),
            )
            for time in reversed(given.times)
        ],
        spent=list(reversed(given.spent)),
        activities=flipped(given.activities),
        grades=flipped(given.grades),
        keys=replace(
            given.keys,
            agreements=list(reversed(given.keys.agreements)),
            budgets=flipped(given.keys.budgets),
        ),
    )


def received(run: Valuation) -> dict[str, Fraction]:
    """Return what each instrument received."""
    return {code: run.received(code) for code in run.instruments}


def exact(amounts: Mapping[str, str | int]) -> dict[str, Fraction]:
    """Return amounts as fractions."""
    return {code: Fraction(amount) for code, amount in amounts.items()}


def some(amounts: Sums) -> dict[str, Fraction]:
    """Return the amounts that are not 0."""
    return {code: amount for code, amount in amounts.items() if amount}
