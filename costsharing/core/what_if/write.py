"""Changes written as plain values again, for whoever keeps or repeats them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.what_if.values import BUDGET, DROPPED, KEPT
from secretariats.core.exact import decimal_text, fraction_text

if TYPE_CHECKING:
    from fractions import Fraction

    from costsharing.core.what_if.changes import Changes, NewBudget
    from costsharing.core.what_if.values import Json


def changes_document(changes: Changes) -> dict[str, Json]:
    """Return changes as plain values, without what is not different; read again, the same."""
    found: dict[str, Json] = {
        "from": changes.start.isoformat() if changes.start else None,
        "key": {code: fraction_text(share) for code, share in changes.shares},
        "basis": BUDGET if changes.by_budgets else None,
        "budgets": [_budget_row(one) for one in changes.budgets],
        "joint": changes.joint,
        "overhead": changes.overhead,
        "costs": _percent_text(changes.costs) if changes.costs else None,
        "expenditure": _percent_text(changes.expenditure) if changes.expenditure else None,
        "grades": [
            {
                "grade": one.grade,
                "annual": _amount_text(one.annual),
                "productive_hours": _amount_text(one.hours),
            }
            for one in changes.grades
        ],
        "rates": [
            {"currency": currency, "per_usd": _amount_text(rate)}
            for currency, rate in changes.rates
        ],
        "add": [
            {
                "instrument": one.instrument,
                "share": None if one.share is None else fraction_text(one.share),
                "joint": one.joint,
            }
            for one in changes.added
        ],
        "leave": [
            {"instrument": one.instrument, "work": DROPPED if one.dropped else KEPT}
            for one in changes.leaving
        ],
    }
    found = {name: value for name, value in found.items() if value}
    if changes.support is not None:
        found["support"] = fraction_text(changes.support)
    if changes.fees is not None:
        found["fees"] = _percent_text(changes.fees)
    return found


def _budget_row(one: NewBudget) -> dict[str, Json]:
    row: dict[str, Json] = {"instrument": one.instrument, "amount": _amount_text(one.amount)}
    if one.year is not None:
        row["year"] = one.year
    if one.provisional:
        row["provisional"] = True
    return row


def _amount_text(amount: Fraction) -> str:
    try:
        return decimal_text(amount)
    except ValueError:
        return str(amount)


def _percent_text(part: Fraction) -> str:
    """Return a part of one as a percentage with its sign."""
    percent = part * 100
    try:
        text = decimal_text(abs(percent), places=0)
    except ValueError:
        text = str(abs(percent))
    return f"{'-' if percent < 0 else '+'}{text}%"
