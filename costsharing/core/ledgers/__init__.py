"""The programs of accounts that a journal is written for, one file each."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from costsharing.core.ledger_format import LedgerFormat
from secretariats.core.plug_ins import plug_ins

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def ledger_formats() -> Mapping[str, LedgerFormat]:
    """Return name → format for every file of this package."""
    return plug_ins(__name__, __path__, "FORMAT", LedgerFormat)
