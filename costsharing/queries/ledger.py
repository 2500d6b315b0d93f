"""A run as a file for a program of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costsharing.core.journal import journal
from costsharing.core.ledgers import ledger_formats
from costsharing.core.snapshot_read import read

if TYPE_CHECKING:
    from costsharing.models import ValuationRun


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A journal, ready to be kept: its usual name and its text."""

    name: str
    text: str


def ledger_file(run: ValuationRun, form: str) -> LedgerFile:
    """Return the journal of a run; no query where the run is read whole.

    Args:
        run: with its unit, snapshot and results.
        form: one of :func:`costsharing.core.ledgers.ledger_formats`.
    """
    chosen = ledger_formats()[form]
    found = journal(read(run.snapshot), run.results, run=str(run.pk), digest=run.digest)
    name = f"{run.unit.code}-{run.start}-{run.end}-{run.method}.{chosen.suffix}"
    return LedgerFile(name, chosen.write(found))
