"""The agreements behind a period, and what the budgets alone would give."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from costsharing.core.keys import Agreed
from costsharing.queries.agreed_inputs import agreed_keys
from secretariats.core.dates import Span
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from costsharing.core.keys import Keys
    from secretariats.models import Unit


def arrangement(unit: Unit, start: dt.date, end: dt.date) -> dict[str, Any]:
    """Return the agreements of a period; four queries.

    Returns:
        ``since``, the first day of the first agreement; ``agreements``, those in force in the
        period with their own dates and basis; ``by_budgets``, for each year in which a fixed key
        was in force and every budget is recorded, the shares that the budgets alone would give.
    """
    keys = agreed_keys(unit)
    found = [agreed for agreed in keys.agreements if agreed.span.overlaps(Span(start, end))]
    return {
        "since": keys.agreements[0].span.start.isoformat() if keys.agreements else None,
        "agreements": [
            {
                "from": agreed.span.start.isoformat(),
                "to": agreed.span.end.isoformat() if agreed.span.end else None,
                "basis": "budget" if agreed.shares is None else "fixed",
                "instruments": list(agreed.instruments),
            }
            for agreed in found
        ],
        "by_budgets": [
            row
            for agreed in found
            if agreed.shares is not None
            for year in range(start.year, end.year + 1)
            if (row := _by_budgets(keys, agreed, year)) is not None
        ],
    }


def _by_budgets(keys: Keys, agreed: Agreed, year: int) -> dict[str, Any] | None:
    """Return the shares by budget of a year, or None where a budget or a rate is missing."""
    first = dt.date(year, 1, 1)
    if not agreed.span.overlaps(Span(first, dt.date(year, 12, 31))):
        return None
    shares = keys.key_of(Agreed(agreed.span, agreed.instruments, None), first)
    if isinstance(shares, list):
        return None
    budgets = [keys.budgets[code, year] for code in agreed.instruments]
    return {
        "year": year,
        "provisional": any(budget.provisional for budget in budgets),
        "shares": {code: exact_text(share) for code, share in shares.items()},
    }
