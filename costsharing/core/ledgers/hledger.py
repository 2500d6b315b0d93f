"""Journals for hledger: https://hledger.org/hledger.html#journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.ledger_format import LedgerFormat, account_text, amount_text, columns

if TYPE_CHECKING:
    from costsharing.core.journal import Entry, Journal


def write(journal: Journal) -> str:
    """Return the journal; the balances of the run are asserted, so that ``hledger check`` tells.

    Every account and commodity is declared: ``hledger check --strict`` passes too.
    """
    lines = [f"; {line}" for line in journal.head]
    lines.append("")
    lines += [f"commodity 1000.00 {commodity}" for commodity in journal.commodities]
    lines.append("")
    lines += [f"account {name}" for name in _accounts(journal)]
    for entry in journal.entries:
        lines += ["", *_entry(entry)]
    if journal.balances:
        asserted = [
            (
                account_text(one.account),
                f"{amount_text(0, one.commodity)} = {amount_text(one.cents, one.commodity)}",
            )
            for one in journal.balances
        ]
        lines += ["", f"{journal.last} Balances as the run states them", *columns(asserted)]
    return "\n".join(lines) + "\n"


def _accounts(journal: Journal) -> list[str]:
    return list(dict.fromkeys(account_text(account) for account, _ in journal.accounts))


def _entry(entry: Entry) -> list[str]:
    # A semicolon would begin a remark, a bar would part payee from note.
    text = entry.text.replace(";", ",").replace("|", "/")
    rows = [
        (account_text(one.account), amount_text(one.cents, one.commodity))
        for one in entry.postings
    ]
    remarks = [f"    ; {remark}" for remark in entry.remarks]
    return [f"{entry.date} {text}", *remarks, *columns(rows)]


FORMAT = LedgerFormat(name="hledger", suffix="journal", write=write)
