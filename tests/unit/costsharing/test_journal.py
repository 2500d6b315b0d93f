"""The journal of a run: programs of accounts take it, and hold what the run says."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from beancount.loader import load_string

from costsharing.core.inputs import Inputs, Spent
from costsharing.core.journal import Entry, Journal, Posting, journal, parts_of_names
from costsharing.core.keys import Agreed, BudgetOf, Keys, Rates
from costsharing.core.ledgers import ledger_formats
from costsharing.core.results import document
from costsharing.core.valuation import value
from secretariats.core.dates import Span
from tests.accounts import by_beancount, by_hledger, of_instruments, stated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

START, END = dt.date(2017, 1, 1), dt.date(2017, 3, 31)
THIRDS = {"AEWA": Fraction(1, 3), "CMS": Fraction(2, 3)}


def inputs(*spent: Spent, shares: Mapping[str, Fraction] = THIRDS) -> Inputs:
    """Return a quarter with nothing but money that was spent."""
    codes = tuple(sorted(shares))
    agreed = Agreed(Span(START, END), codes, dict(shares), None, None, None)
    rates = Rates({"EUR": [(START, Fraction(9, 10))], "CHF": [(START, Fraction(97, 100))]})
    budgets: dict[tuple[str, int], BudgetOf] = {}
    return Inputs(
        unit="IMCA", start=START, end=END, method="standard", joint="key",
        overhead="proportional", support=Fraction(0),
        keys=Keys([agreed], budgets, rates, "EUR"), grades={}, activities={}, times=(),
        spent=spent,
    )  # fmt: skip


def spent(
    amount: str, by: str = "CMS", *, of: str | None = None, currency: str = "EUR", day: int = 1
) -> Spent:
    return Spent(dt.date(2017, 2, day), Fraction(amount), currency, by, of)


def made(found: Inputs) -> tuple[Journal, dict[str, Any]]:
    """Return the journal of inputs, and the results it was made from."""
    results = document(found, value(found))
    return journal(found, results, run="of-the-test", digest="sha256:0"), results


def both_agree(found: Inputs, tmp_path: Path) -> None:
    """Hold both programs' balances against the run's document, and the journal against zero."""
    entries, results = made(found)
    expected = stated(results)
    formats = ledger_formats()
    assert of_instruments(by_beancount(formats["beancount"].write(entries))) == expected
    assert of_instruments(by_hledger(formats["hledger"].write(entries), tmp_path)) == expected
    for entry in entries.entries:
        sums: dict[str, int] = defaultdict(int)
        for posting in entry.postings:
            sums[posting.commodity] += posting.cents
        assert set(sums.values()) == {0}, entry


def test_two_lines_and_their_settlement(tmp_path: Path) -> None:
    found = inputs(spent("150.00"), spent("150.00", day=28))
    entries, results = made(found)
    assert [entry.text for entry in entries.entries] == [
        "Expenditure paid by CMS, shared by the key",
        "Expenditure paid by CMS, shared by the key",
        "To be transferred from AEWA to CMS",
    ]
    assert results["settlement"]["transfers"] == [
        {"from": "AEWA", "to": "CMS", "amount": "100.00"}
    ]
    both_agree(found, tmp_path)


def test_cents_of_rounded_lines_are_brought_to_the_rounded_sum(tmp_path: Path) -> None:
    # Each 0.01 goes to CMS alone; of all three together AEWA owes one.
    found = inputs(*(spent("0.01", day=day) for day in (1, 2, 3)))
    entries, _results = made(found)
    (rounding,) = [entry for entry in entries.entries if entry.text.startswith("Cents by which")]
    assert set(rounding.postings) == {
        Posting(("Expenses", "AEWA", "Due"), 1, "EUR"),
        Posting(("Expenses", "CMS", "Due"), -1, "EUR"),
    }
    both_agree(found, tmp_path)


def test_refunds_other_currencies_and_what_is_for_one_alone(tmp_path: Path) -> None:
    found = inputs(
        spent("100.0050", by="AEWA"),
        spent("-20.00", by="AEWA", day=2),
        spent("1000.33", by="CMS", currency="CHF", day=3),
        spent("7.77", by="CMS", of="AEWA", day=4),
    )
    text = ledger_formats()["hledger"].write(made(found)[0])
    assert "laid out as 100033/100 CHF" in text
    both_agree(found, tmp_path)


def test_nothing_at_all_is_a_journal_too(tmp_path: Path) -> None:
    both_agree(inputs(), tmp_path)


def test_codes_that_no_program_takes_get_names_of_their_own(tmp_path: Path) -> None:
    assert parts_of_names(["ÜNEP", "a b", "A-b", "9", "-"]) == {
        "A-b": "A-b", "9": "9", "-": "X-", "a b": "A-b-2", "ÜNEP": "X-NEP",
    }  # fmt: skip
    shares = {"a;b": Fraction(1, 2), 'x"\\|': Fraction(1, 2)}
    both_agree(inputs(spent("3.33", by="a;b"), shares=shares), tmp_path)


def test_the_last_day_of_the_calendar_has_no_morning_after() -> None:
    found = inputs(spent("1.00"))
    entries, _results = made(found)
    last = replace(entries, last=dt.date.max)
    assert by_beancount(ledger_formats()["beancount"].write(last))


def test_a_program_notices_a_figure_that_was_tampered_with(tmp_path: Path) -> None:
    entries, _results = made(inputs(spent("150.00")))
    false = replace(
        entries,
        entries=(
            *entries.entries,
            Entry(
                END, "Slipped in",
                (
                    Posting(("Expenses", "AEWA", "Due"), 1, "EUR"),
                    Posting(("Liabilities", "CMS", "Paid"), -1, "EUR"),
                ),
            ),
        ),
    )  # fmt: skip
    _entries, errors, _options = load_string(ledger_formats()["beancount"].write(false))
    assert errors
    with pytest.raises(subprocess.CalledProcessError):
        by_hledger(ledger_formats()["hledger"].write(false), tmp_path)
