"""How a figure is printed: the rounded form beside the exact one, and what made the cent."""

# The results of a run are JSON, told by their writer; it has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from secretariats.core.exact import cents, cents_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

# What made the cent.
ALONE, CELL, COLUMN, REST, AT_MOST, SPLIT, LESS, SUM = (
    "alone", "cell", "column", "rest", "at_most", "split", "less", "sum",
)  # fmt: skip
_RULES = {
    "direct": AT_MOST,
    "joint": REST,
    "services": SUM,
    "overhead": CELL,
    "support": CELL,
    "received": COLUMN,
    "funded": SPLIT,
    "balance": LESS,
    "due": SPLIT,
    "paid": SPLIT,
    "net": LESS,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as a run prints it.

    Attributes:
        exact: of the run's results; None where no table of the run has the figure.
        rounded: the printed amount, such as ``"3541.15"``.
        rule: what made the cent.
        of: printed amounts that it follows from, such as received and share by key.
    """

    exact: Fraction | None
    rounded: str
    rule: str = ALONE
    of: tuple[str, ...] = ()


def printed(
    results: Mapping[str, Any],
    figure: str,
    instrument: str,
    exact: Fraction,
    *,
    activity: str | None = None,
    month: dt.date | None = None,
) -> Printed:
    """Return how a run's results print a figure; rounded alone where no table has it.

    Args:
        results: the document of ``value --json``.
        figure: one of those that are explained.
        instrument: code, or empty.
        exact: what the explanation adds up to.
        activity: code, where the figure is of one activity.
        month: first day, where it is of one month.
    """
    alone = Printed(None, cents_text(cents(exact)))
    if activity is not None and month is not None:
        return alone
    if activity is not None:
        rows = [row for row in results["activities"] if row["activity"] == activity]
        return _of_activity(rows[0], figure, instrument) or alone if rows else alone
    if month is not None:
        name = f"{month:%Y-%m}"
        for row in results["months"]:
            found = row["instruments"].get(instrument, {})
            if row["month"] == name and figure in found:
                return _printed(found[figure], CELL if figure == "received" else SPLIT)
        return alone
    if not instrument:
        return _printed(results["total"][figure], ALONE)
    if figure in ("due", "paid", "net"):
        found = results["settlement"][instrument]
        of = (found["paid"], found["due"]) if figure == "net" else ()
        return _printed(found[figure], _RULES[figure], *of)
    return _of_instrument(results["instruments"][instrument], figure)


def _of_instrument(found: Mapping[str, Any], figure: str) -> Printed:
    if figure == "services":
        return _together(found["direct"], found["joint"], 1)
    of: tuple[Any, ...] = ()
    if figure == "balance":
        of = (found["received"], found["funded"])
    elif figure in ("direct", "joint"):
        services = _together(found["direct"], found["joint"], 1)
        of = ({"rounded": services.rounded}, found["direct"])
    return _printed(found[figure], _RULES.get(figure, ALONE), *of)


def _of_activity(row: Mapping[str, Any], figure: str, instrument: str) -> Printed | None:
    if instrument not in row["value"] or "direct" not in row:
        return None
    value, direct = row["value"][instrument], row["direct"][instrument]
    if figure == "services":
        return _printed(value, CELL)
    if figure == "direct":
        return _printed(direct, AT_MOST, value, direct)
    if figure == "joint":
        rest = _together(value, direct, -1)
        return Printed(rest.exact, rest.rounded, REST, (value["rounded"], direct["rounded"]))
    return None


def _together(one: Mapping[str, str], other: Mapping[str, str], sign: int) -> Printed:
    exact = Fraction(one["exact"]) + sign * Fraction(other["exact"])
    whole = Fraction(one["rounded"]) + sign * Fraction(other["rounded"])
    return Printed(exact, cents_text(int(whole * 100)), SUM, (one["rounded"], other["rounded"]))


def _printed(figure: Mapping[str, str], rule: str, *of: Mapping[str, str]) -> Printed:
    return Printed(
        Fraction(figure["exact"]), figure["rounded"], rule, tuple(one["rounded"] for one in of)
    )
