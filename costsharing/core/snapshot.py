"""The snapshot of a run's inputs: canonical JSON, its digest, and the way back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import (
    Fee,
    Inputs,
    OnPosts,
    StaffCostOf,
    Time,
    stretches,
)
from costsharing.core.keys import DOLLAR, Agreed, Rates
from secretariats.core.dates import Span
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from collections.abc import Iterable

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
FORMAT = 1


def canonical(document: Json) -> str:
    """Return canonical JSON: UTF-8, sorted keys, no spaces."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(snapshot: str) -> str:
    """Return ``sha256:`` and the hash of a snapshot."""
    return f"sha256:{hashlib.sha256(snapshot.encode()).hexdigest()}"


def only_used(inputs: Inputs) -> Inputs:
    """Return the same inputs without what no figure rests on.

    So that a rate, a budget or a cost that was never used neither changes the digest nor cuts a
    stretch in two.
    """
    keys = inputs.keys
    times = [time for time in inputs.times if time.minutes or time.missing or _costs(time)]
    years = range(inputs.start.year, inputs.end.year + 1)
    wanted = {
        (grade, year)
        for time in times
        if isinstance(time.cost, OnPosts)
        for grade, _ in time.cost.grades
        for year in years
    }
    agreements = [
        replace(agreed, span=_clipped(agreed.span, inputs))
        for agreed in keys.agreements
        if agreed.span.overlaps(Span(inputs.start, inputs.end))
    ]
    by_budget = {
        code for agreed in agreements if agreed.shares is None for code in agreed.instruments
    }
    slim = replace(
        inputs,
        times=times,
        grades={name: cost for name, cost in inputs.grades.items() if name in wanted},
        keys=replace(
            keys,
            agreements=agreements,
            budgets={
                (code, year): budget
                for (code, year), budget in keys.budgets.items()
                if code in by_budget and year in years
            },
        ),
    )
    slim = replace(slim, keys=replace(slim.keys, rates=_used_rates(slim)))
    starts = [
        start for start, _ in stretches(slim.start, slim.end, slim.keys, currencies_of(slim))
    ]
    return replace(slim, times=[_merged(time, starts) for time in times])


def _clipped(span: Span, inputs: Inputs) -> Span:
    """Return the part of a span inside the period: what happens outside touches no figure."""
    end = inputs.end if span.end is None else min(span.end, inputs.end)
    return Span(max(span.start, inputs.start), end)


def _costs(time: Time) -> bool:
    return isinstance(time.cost, StaffCostOf) and bool(time.cost.lines)


def _used_rates(inputs: Inputs) -> Rates:
    """Return the rates of the currencies in use that a date of the period can ask for."""
    used = {budget.currency for budget in inputs.keys.budgets.values()}
    used |= {spent.currency for spent in inputs.spent}
    for time in inputs.times:
        if isinstance(time.cost, StaffCostOf):
            used |= {currency for _, currency in time.cost.lines}
    if used - {inputs.currency}:
        used.add(inputs.currency)
    else:
        used.clear()
    used |= currencies_of(inputs)
    # A budget is converted at the rate of 1 January of its year.
    first = min([inputs.start] + [dt.date(year, 1, 1) for _, year in inputs.keys.budgets])
    kept: dict[str, list[tuple[dt.date, Fraction]]] = {}
    for currency in used - {DOLLAR}:
        rates = [
            rate
            for rate in inputs.keys.rates.by_currency.get(currency, ())
            if rate[0] <= inputs.end
        ]
        before = [rate for rate in rates if rate[0] <= first][:-1]
        if rates:
            kept[currency] = rates[len(before) :]
    return Rates(kept)


def _merged(time: Time, starts: list[dt.date]) -> Time:
    """Return the block with its stretches put together to the ones that ``starts`` begin."""

    def begin(day: dt.date) -> dt.date:
        return max(start for start in starts if start <= day)

    known = {day: begin(day) for day in {key[0] for key in time.minutes} | set(time.missing)}
    if all(day == start for day, start in known.items()):
        return time
    minutes: dict[tuple[dt.date, str, tuple[str, ...]], int] = {}
    for (day, activity, whom), count in time.minutes.items():
        key = (known[day], activity, whom)
        minutes[key] = minutes.get(key, 0) + count
    missing: dict[dt.date, Fraction] = {}
    for day, lost in time.missing.items():
        missing[known[day]] = missing.get(known[day], Fraction(0)) + lost
    return replace(time, minutes=minutes, missing=missing)


def write(inputs: Inputs) -> str:
    """Return the snapshot of inputs that were cut down by :func:`only_used`.

    It names nobody: blocks of time are sorted by what they hold.
    """
    keys = inputs.keys
    document: dict[str, Json] = {
        "imca": FORMAT,
        "unit": inputs.unit,
        "from": inputs.start.isoformat(),
        "to": inputs.end.isoformat(),
        "method": inputs.method,
        "currency": inputs.currency,
        "policies": {
            "joint": inputs.joint,
            "overhead": inputs.overhead,
            "support": exact_text(inputs.support),
        },
        "agreements": _sorted(_agreement(agreed) for agreed in keys.agreements),
        "budgets": _sorted(
            [code, year, exact_text(budget.amount), budget.currency, budget.provisional]
            for (code, year), budget in keys.budgets.items()
        ),
        "rates": _sorted(
            [currency, start.isoformat(), exact_text(rate)]
            for currency, rates in keys.rates.by_currency.items()
            for start, rate in rates
        ),
        "grades": _sorted(
            [grade, year, exact_text(cost.annual), cost.currency, exact_text(cost.hours)]
            for (grade, year), cost in inputs.grades.items()
        ),
        "activities": _sorted(
            [code, area, kind] for code, (area, kind) in inputs.activities.items()
        ),
        "time": _blocks(inputs.times),
        "expenditure": _sorted(
            [spent.date.isoformat(), exact_text(spent.amount), spent.currency, spent.paid_by,
             spent.charged_to]
            for spent in inputs.spent
        ),
    }  # fmt: skip
    return canonical(document)


def _sorted(rows: Iterable[Json]) -> list[Json]:
    return sorted(rows, key=canonical)


def _agreement(agreed: Agreed) -> Json:
    return {
        "from": agreed.span.start.isoformat(),
        "to": agreed.span.end.isoformat() if agreed.span.end else None,
        "instruments": list(agreed.instruments),
        "key": None
        if agreed.shares is None
        else {code: exact_text(share) for code, share in agreed.shares.items()},
        "joint": agreed.joint,
        "overhead": agreed.overhead,
        "support": None if agreed.support is None else exact_text(agreed.support),
    }


def _blocks(times: Iterable[Time]) -> list[Json]:
    """Return the blocks sorted by what they cost, then by what they hold."""
    by_cost: dict[str, list[dict[str, Json]]] = defaultdict(list)
    for time in times:
        cost = _cost(time)
        by_cost[canonical(cost)].append(_time(time) | cost)
    listed: list[Json] = []
    for _, blocks in sorted(by_cost.items()):
        listed += blocks if len(blocks) == 1 else sorted(blocks, key=canonical)
    return listed


def _cost(time: Time) -> dict[str, Json]:
    if isinstance(time.cost, Fee):
        return {"fee": [exact_text(time.cost.hourly), time.cost.currency]}
    if isinstance(time.cost, OnPosts):
        return {"grades": [[grade, exact_text(part)] for grade, part in time.cost.grades]}
    return {
        "month": f"{time.cost.month:%Y-%m}",
        "staff_cost": _sorted(
            [exact_text(amount), currency] for amount, currency in time.cost.lines
        ),
    }


def _time(time: Time) -> dict[str, Json]:
    text = {day: day.isoformat() for day in {key[0] for key in time.minutes}}
    return {
        "minutes": [
            [text[day], activity, list(whom), minutes]
            for (day, activity, whom), minutes in sorted(time.minutes.items())
        ],
        "missing": [
            [day.isoformat(), exact_text(missing)] for day, missing in sorted(time.missing.items())
        ],
    }
