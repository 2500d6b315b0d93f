"""A run and its settlement as double-entry bookkeeping, before it is written for a program.

Two commodities that are never added up: money (the unit's currency) and the value of services
(:func:`value_commodity`). For each instrument:

* ``Expenses:<code>:Due`` its part of the money spent, ``Liabilities:<code>:Paid`` what it laid
  out (negative), ``Liabilities:<code>:Settlement`` what the transfers settle: together zero;
* ``Expenses:<code>:Services``, ``:Overhead``, ``:Support`` the value that it received, and
  ``Equity:<code>:Share`` its share by key (negative): together its balance.
"""

# What results hold is told by their maker; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from costsharing.core.settlement import share_out
from secretariats.core.exact import cents, exact_text, largest_remainders

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from costsharing.core.inputs import Inputs, Spent

Account: TypeAlias = "tuple[str, ...]"
# What every program takes as a part of an account's name.
_PART = re.compile(r"[A-Z0-9][A-Za-z0-9-]*")
DUE, PAID, SETTLEMENT = "Due", "Paid", "Settlement"


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount in whole cents on an account."""

    account: Account
    cents: int
    commodity: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A transaction whose postings add up to zero, with remarks on where it comes from."""

    date: dt.date
    text: str
    postings: tuple[Posting, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Journal:
    """What a program of accounts is given.

    Attributes:
        head: lines that say what this is.
        first: first day, on which the accounts open.
        last: last day.
        commodities: money first, then the value of services.
        entries: in the order of their dates.
        balances: what accounts hold after the last day, as the run says it.
    """

    head: tuple[str, ...]
    first: dt.date
    last: dt.date
    commodities: tuple[str, str]
    entries: tuple[Entry, ...]
    balances: tuple[Posting, ...]

    @property
    def accounts(self) -> list[tuple[Account, str]]:
        """Every account with its commodity, sorted."""
        used = (*(one for entry in self.entries for one in entry.postings), *self.balances)
        return sorted({(one.account, one.commodity) for one in used})


def value_commodity(currency: str) -> str:
    """Return the commodity in which the value of services is counted, so that it is no money."""
    return f"{currency}VALUE"


def journal(inputs: Inputs, results: Mapping[str, Any], *, run: str, digest: str) -> Journal:
    """Return the journal of a run: the value of services, the money spent, its settlement.

    Args:
        inputs: of the run, as its snapshot holds them.
        results: its document; every amount of the journal is one of its rounded figures.
        run: the run's identity.
        digest: of its snapshot.
    """
    codes = list(results["table"]["columns"])
    names = parts_of_names(codes)
    value = value_commodity(inputs.currency)
    money = [
        *_lines(inputs, names),
        *_rounding(inputs, results, names),
        *_transfers(inputs, results, names),
    ]
    services = _services(inputs, results, names)
    return Journal(
        head=(
            f"Unit {inputs.unit}, {inputs.start} to {inputs.end}, method {inputs.method}",
            f"Run {run}, inputs {digest}",
            f"{inputs.currency} is money: due, paid, to be transferred.",
            (
                f"{value} is the value of services in {inputs.currency}: received and share by "
                "key. It is never settled in money."
            ),
        ),
        first=inputs.start,
        last=inputs.end,
        commodities=(inputs.currency, value),
        entries=tuple(sorted((*money, *services), key=lambda entry: entry.date)),
        balances=tuple(_balances(inputs, results, names)),
    )


def parts_of_names(codes: Iterable[str]) -> dict[str, str]:
    """Return code → part of an account's name, each another one, for codes of any letters."""
    found: dict[str, str] = {}
    for code in sorted(codes, key=lambda code: (not _PART.fullmatch(code), code)):
        plain = re.sub(r"[^A-Za-z0-9-]+", "-", code)
        plain = plain[:1].upper() + plain[1:]
        if not _PART.fullmatch(plain):
            plain = f"X{plain}"
        name, number = plain, 1
        while name in found.values():
            number += 1
            name = f"{plain}-{number}"
        found[code] = name
    return found


def _cents(text: str) -> int:
    return int(Fraction(text) * 100)


def _entry(
    date: dt.date, text: str, postings: Iterable[Posting], remarks: Iterable[str] = ()
) -> list[Entry]:
    """Return the entry, or none where nothing is moved."""
    moved = tuple(one for one in postings if one.cents)
    return [Entry(date, text, moved, tuple(remarks))] if moved else []


def _posted(inputs: Inputs) -> list[tuple[Spent, int, dict[str, int]]]:
    """Return each line of expenditure, its cents, and each instrument's part of them."""
    found = []
    for spent in inputs.spent:
        part, gaps = share_out(inputs, spent)
        if gaps:
            message = f"a run holds a line of {spent.date} that cannot be shared out"
            raise ValueError(message)
        amount = cents(part.amount)
        due = largest_remainders({code: one * 100 for code, one in part.due.items()}, amount)
        found.append((spent, amount, due))
    return found


def _lines(inputs: Inputs, names: Mapping[str, str]) -> list[Entry]:
    found: list[Entry] = []
    for spent, amount, due in _posted(inputs):
        what = "shared by the key" if spent.charged_to is None else f"for {spent.charged_to}"
        remarks = []
        if spent.currency != inputs.currency:
            remarks.append(f"laid out as {exact_text(spent.amount)} {spent.currency}")
        postings = [
            Posting(("Expenses", names[code], DUE), part, inputs.currency)
            for code, part in due.items()
        ]
        postings.append(
            Posting(("Liabilities", names[spent.paid_by], PAID), -amount, inputs.currency)
        )
        found += _entry(
            spent.date, f"Expenditure paid by {spent.paid_by}, {what}", postings, remarks
        )
    return found


def _rounding(inputs: Inputs, results: Mapping[str, Any], names: Mapping[str, str]) -> list[Entry]:
    """Bring the sums of rounded lines to the rounded sums that are settled."""
    due: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    for spent, amount, parts in _posted(inputs):
        paid[spent.paid_by] += amount
        for code, part in parts.items():
            due[code] += part
    settled = results["settlement"]
    postings = []
    for code, name in names.items():
        more_due = _cents(settled[code]["due"]["rounded"]) - due[code]
        more_paid = _cents(settled[code]["paid"]["rounded"]) - paid[code]
        postings.append(Posting(("Expenses", name, DUE), more_due, inputs.currency))
        postings.append(Posting(("Liabilities", name, PAID), -more_paid, inputs.currency))
    text = "Cents by which the sum of rounded lines differs from the rounded sum"
    return _entry(inputs.end, text, postings)


def _transfers(
    inputs: Inputs, results: Mapping[str, Any], names: Mapping[str, str]
) -> list[Entry]:
    found: list[Entry] = []
    for move in results["settlement"]["transfers"]:
        amount = _cents(move["amount"])
        found += _entry(
            inputs.end,
            f"To be transferred from {move['from']} to {move['to']}",
            [
                Posting(("Liabilities", names[move["to"]], SETTLEMENT), amount, inputs.currency),
                Posting(
                    ("Liabilities", names[move["from"]], SETTLEMENT), -amount, inputs.currency
                ),
            ],
        )
    return found


def _services(inputs: Inputs, results: Mapping[str, Any], names: Mapping[str, str]) -> list[Entry]:
    """Book the published table row by row, then what the key gives of its total."""
    table, value = results["table"], value_commodity(inputs.currency)
    activities = parts_of_names(table["rows"])
    rows: list[tuple[str, Mapping[str, str], str, Account]] = [
        (f"Services {code}", table["rows"][code], "Services", ("Income", "Services", name))
        for code, name in activities.items()
    ]
    rows.sort(key=lambda row: row[0])
    rows += [
        ("Overhead", table["overhead"], "Overhead", ("Income", "Overhead")),
        ("Programme support", table["support"], "Support", ("Income", "Support")),
    ]
    found: list[Entry] = []
    for text, cells, kind, account in rows:
        parts = {code: _cents(cells[code]) for code in names}
        postings = [
            Posting(("Expenses", names[code], kind), part, value) for code, part in parts.items()
        ]
        postings.append(Posting(account, -sum(parts.values()), value))
        found += _entry(inputs.end, text, postings)
    funded = {code: _cents(results["instruments"][code]["funded"]["rounded"]) for code in names}
    postings = [
        Posting(("Equity", names[code], "Share"), -part, value) for code, part in funded.items()
    ]
    postings.append(Posting(("Equity", "Services"), sum(funded.values()), value))
    found += _entry(inputs.end, "Share by key of the value of all services", postings)
    return found


def _balances(
    inputs: Inputs, results: Mapping[str, Any], names: Mapping[str, str]
) -> list[Posting]:
    """Return what the run says each account holds in the end."""
    value = value_commodity(inputs.currency)
    found = []
    for code, name in names.items():
        settled, of_code = results["settlement"][code], results["instruments"][code]
        due, paid = _cents(settled["due"]["rounded"]), _cents(settled["paid"]["rounded"])
        received = _cents(of_code["received"]["rounded"])
        overhead, support = (_cents(of_code[part]["rounded"]) for part in ("overhead", "support"))
        found += [
            Posting(("Expenses", name, DUE), due, inputs.currency),
            Posting(("Liabilities", name, PAID), -paid, inputs.currency),
            Posting(("Liabilities", name, SETTLEMENT), paid - due, inputs.currency),
            Posting(("Expenses", name, "Services"), received - overhead - support, value),
            Posting(("Expenses", name, "Overhead"), overhead, value),
            Posting(("Expenses", name, "Support"), support, value),
            Posting(("Equity", name, "Share"), -_cents(of_code["funded"]["rounded"]), value),
        ]
    return found
