"""Tables of a run whose figures lead to their explanation, for those who may open it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.models import ValuationRun
    from reporting.core.tables import Row, Table

PARTS = ("direct", "joint", "overhead")
REST = ("received", "funded", "balance", "lowest", "highest")
SPENT = ("paid", "due", "net")
# Rows of the table of value where the run has support, and of the end of that of activities.
WITH_SUPPORT = 9
LAST = ("overhead", "support", "received")


def linked_value(table: Table, run: ValuationRun, codes: Sequence[str]) -> Table:
    """Return the table of value, each instrument's figures with links."""
    support = ("support",) if len(table.rows) == WITH_SUPPORT else ()
    return _linked(table, run, codes, [{"figure": name} for name in (*PARTS, *support, *REST)])


def linked_activities(table: Table, run: ValuationRun, codes: Sequence[str]) -> Table:
    """Return the table of activities, each instrument's cells with links."""
    asked = [
        {"figure": "services", "activity": code} for code in sorted(run.results["table"]["rows"])
    ]
    return _linked(table, run, codes, [*asked, *({"figure": name} for name in LAST)], first=1)


def linked_settlement(
    table: Table | None, run: ValuationRun, codes: Sequence[str]
) -> Table | None:
    """Return the table of money spent, each instrument's figures with links."""
    if table is None:
        return None
    known = [code for code in codes if code in run.results["settlement"]]
    return _linked(table, run, known, [{"figure": name} for name in SPENT])


def _linked(
    table: Table,
    run: ValuationRun,
    codes: Sequence[str],
    asked: Sequence[dict[str, str]],
    *,
    first: int = 0,
) -> Table:
    """Link the cells of instruments, which begin with column ``first``, row by row."""
    address = reverse("explain", args=[run.pk])

    def linked(row: Row, wanted: dict[str, str]) -> Row:
        cells = list(row.cells)
        for place, code in enumerate(codes, start=first):
            query = urlencode({**wanted, "instrument": code})
            cells[place] = format_html('<a href="{}?{}">{}</a>', address, query, cells[place])
        return replace(row, cells=tuple(cells))

    rows = [linked(row, wanted) for row, wanted in zip(table.rows, asked, strict=True)]
    return replace(table, rows=tuple(rows))
