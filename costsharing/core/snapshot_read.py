"""From a snapshot back to the inputs, so that anybody can compute a run again."""

# What a snapshot holds is told by its writer beside this module; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from costsharing.core.inputs import Fee, GradeCost, Inputs, OnPosts, Spent, StaffCostOf, Time
from costsharing.core.keys import Agreed, BudgetOf, Keys, Rates
from secretariats.core.dates import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(snapshot: str) -> Inputs:
    """Return the inputs that a snapshot holds; ``write(read(text)) == text``."""
    document: Mapping[str, Any] = json.loads(snapshot)
    rates: dict[str, list[tuple[dt.date, Fraction]]] = defaultdict(list)
    for currency, start, rate in document["rates"]:
        rates[currency].append((_day(start), Fraction(rate)))
    keys = Keys(
        agreements=[_agreed(row) for row in document["agreements"]],
        budgets={
            (code, year): BudgetOf(Fraction(amount), currency, provisional)
            for code, year, amount, currency, provisional in document["budgets"]
        },
        rates=Rates({currency: sorted(listed) for currency, listed in rates.items()}),
        currency=document["currency"],
    )
    return Inputs(
        unit=document["unit"],
        start=_day(document["from"]),
        end=_day(document["to"]),
        method=document["method"],
        joint=document["policies"]["joint"],
        overhead=document["policies"]["overhead"],
        support=Fraction(document["policies"]["support"]),
        keys=keys,
        grades={
            (grade, year): GradeCost(Fraction(annual), currency, Fraction(hours))
            for grade, year, annual, currency, hours in document["grades"]
        },
        activities={code: (area, kind) for code, area, kind in document["activities"]},
        times=[_time(block) for block in document["time"]],
        spent=[
            Spent(_day(date), Fraction(amount), currency, paid_by, charged_to)
            for date, amount, currency, paid_by, charged_to in document["expenditure"]
        ],
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _agreed(row: Mapping[str, Any]) -> Agreed:
    key = row["key"]
    return Agreed(
        span=Span(_day(row["from"]), _day(row["to"]) if row["to"] else None),
        instruments=tuple(row["instruments"]),
        shares=None if key is None else {code: Fraction(share) for code, share in key.items()},
        joint=row["joint"],
        overhead=row["overhead"],
        support=None if row["support"] is None else Fraction(row["support"]),
    )


def _time(block: Mapping[str, Any]) -> Time:
    cost: Fee | OnPosts | StaffCostOf
    if "fee" in block:
        cost = Fee(Fraction(block["fee"][0]), block["fee"][1])
    elif "grades" in block:
        cost = OnPosts(tuple((grade, Fraction(part)) for grade, part in block["grades"]))
    else:
        lines = tuple((Fraction(amount), currency) for amount, currency in block["staff_cost"])
        cost = StaffCostOf(_day(f"{block['month']}-01"), lines)
    return Time(
        cost=cost,
        minutes={
            (_day(start), activity, tuple(whom)): minutes
            for start, activity, whom, minutes in block["minutes"]
        },
        missing={_day(start): Fraction(missing) for start, missing in block["missing"]},
    )
