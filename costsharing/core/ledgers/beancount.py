"""Journals for beancount: https://beancount.github.io/docs/beancount_language_syntax.html."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from costsharing.core.ledger_format import LedgerFormat, account_text, amount_text, columns
from secretariats.core.dates import ONE_DAY

if TYPE_CHECKING:
    from costsharing.core.journal import Entry, Journal


def write(journal: Journal) -> str:
    """Return the journal; the balances of the run are asserted on the day after its last."""
    money = journal.commodities[0]
    lines = [f"; {line}" for line in journal.head]
    lines += ["", f'option "title" {_quoted(journal.head[0])}']
    lines += [f'option "operating_currency" "{money}"', ""]
    lines += [f"{journal.first} commodity {commodity}" for commodity in journal.commodities]
    lines.append("")
    lines += [
        f"{journal.first} open {account_text(account)} {commodity}"
        for account, commodity in journal.accounts
    ]
    for entry in journal.entries:
        lines += ["", *_entry(entry)]
    # A balance holds in the morning of its day; no day follows the calendar's last.
    if journal.balances and journal.last < dt.date.max:
        morning = journal.last + ONE_DAY
        rows = [
            (account_text(one.account), amount_text(one.cents, one.commodity))
            for one in journal.balances
        ]
        lines.append("")
        # Left alone, the program would let a cent pass.
        exactly = [row.rpartition(" ") for row in columns(rows)]
        lines += [f"{morning} balance {row.strip()} ~ 0.001 {unit}" for row, _, unit in exactly]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> list[str]:
    rows = [
        (account_text(one.account), amount_text(one.cents, one.commodity))
        for one in entry.postings
    ]
    remarks = [f"    ; {remark}" for remark in entry.remarks]
    return [f"{entry.date} * {_quoted(entry.text)}", *remarks, *columns(rows)]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


FORMAT = LedgerFormat(name="beancount", suffix="beancount", write=write)
