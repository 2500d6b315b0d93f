"""Programs of accounts at work on a journal: what they find wrong, and what they hold."""

from __future__ import annotations

import json
import subprocess
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from beancount.core import realization
from beancount.loader import load_string

from costsharing.core.journal import parts_of_names
from secretariats.core.exact import cents_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# (account, commodity) → amount.
Held = dict[tuple[str, str], str]


def by_beancount(text: str) -> Held:
    """Return what accounts hold, as beancount has it; it must find no error."""
    entries, errors, _options = load_string(text)
    assert not errors, [error.message for error in errors]
    return {
        (account.account, position.units.currency): cents_text(int(position.units.number * 100))
        for account in _accounts(entries)
        for position in account.balance
    }


def _accounts(entries: Any) -> Any:
    realized = realization.realize(entries)  # type: ignore[no-untyped-call]
    return realization.iter_children(realized)  # type: ignore[no-untyped-call]


def by_hledger(text: str, folder: Path) -> Held:
    """Return the same as hledger has it; it must find no error, strictly."""
    file = folder / "run.journal"
    file.write_text(text)
    common = ["hledger", "--file", str(file)]
    subprocess.run([*common, "check", "--strict"], check=True, capture_output=True)
    shown = subprocess.run(
        [*common, "balance", "--flat", "--no-total", "--output-format", "json"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    rows, _total = json.loads(shown.stdout)
    found: Held = {}
    for name, _full, _depth, amounts in rows:
        for amount in amounts:
            quantity = amount["aquantity"]
            exact = Fraction(quantity["decimalMantissa"], 10 ** quantity["decimalPlaces"])
            found[name, amount["acommodity"]] = cents_text(int(exact * 100))
    return found


def stated(results: Mapping[str, Any]) -> Held:
    """Return what a run's document says that the accounts of instruments hold."""
    money = results["currency"]
    worth = f"{money}VALUE"
    expected: Held = {}
    for code, name in parts_of_names(results["table"]["columns"]).items():
        settled, figures = results["settlement"][code], results["instruments"][code]
        services = sum(
            (Fraction(row[code]) for row in results["table"]["rows"].values()), Fraction(0)
        )
        expected |= {
            (f"Expenses:{name}:Due", money): settled["due"]["rounded"],
            (f"Liabilities:{name}:Paid", money): _minus(settled["paid"]["rounded"]),
            (f"Liabilities:{name}:Settlement", money): settled["net"]["rounded"],
            (f"Expenses:{name}:Services", worth): cents_text(int(services * 100)),
            (f"Expenses:{name}:Overhead", worth): figures["overhead"]["rounded"],
            (f"Expenses:{name}:Support", worth): figures["support"]["rounded"],
            (f"Equity:{name}:Share", worth): _minus(figures["funded"]["rounded"]),
        }
    return _without_nothing(expected)


def of_instruments(held: Held) -> Held:
    """Return what the accounts of instruments hold; the other side of each is their sum."""
    return _without_nothing(
        {
            place: amount
            for place, amount in held.items()
            if not place[0].startswith("Income:") and place[0] != "Equity:Services"
        }
    )


def _without_nothing(held: Held) -> Held:
    return {place: amount for place, amount in held.items() if amount != "0.00"}


def _minus(text: str) -> str:
    return cents_text(-int(Fraction(text) * 100))
