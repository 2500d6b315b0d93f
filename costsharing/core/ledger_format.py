"""What a format of journals is, and what all of them write alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.exact import cents_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from costsharing.core.journal import Account, Journal


@dataclass(frozen=True, slots=True)
class LedgerFormat:
    """A program's way to write a journal.

    Attributes:
        name: of the program, as ``--format`` takes it.
        suffix: of files, without the dot.
        write: returns the whole text of a journal.
    """

    name: str
    suffix: str
    write: Callable[[Journal], str]


def account_text(account: Account) -> str:
    """Return an account's name as the programs write it."""
    return ":".join(account)


def amount_text(cents: int, commodity: str) -> str:
    """Return an amount with its commodity behind it."""
    return f"{cents_text(cents)} {commodity}"


def columns(rows: list[tuple[str, str]]) -> list[str]:
    """Return accounts and amounts as indented lines, the amounts flush right."""
    left = max((len(account) for account, _ in rows), default=0)
    right = max((len(amount.split(" ")[0]) for _, amount in rows), default=0)
    lines = []
    for account, amount in rows:
        figure, _, rest = amount.partition(" ")
        lines.append(f"    {account:<{left}}  {figure:>{right}} {rest}")
    return lines
