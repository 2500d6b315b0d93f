"""What final statements rest on stays when a unit is loaded anew."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.models import Statement
from costsharing.queries.statements import symbol_of
from secretariats.core.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from costsharing.core.unit_file.compare import EntryMatch, SectionDifference
    from secretariats.models import Unit

_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a final statement rests on.

    Attributes:
        symbol: its number.
        start: first day of its figures, 1 January.
        end: its last day.
        budgets: year and instrument of those that made a key, as differences name them.
        currencies: those whose rates it used.
    """

    symbol: str
    start: dt.date
    end: dt.date
    budgets: frozenset[str]
    currencies: frozenset[str]


def guard_statements(
    unit: Unit,
    changes: list[SectionDifference],
    match: EntryMatch,  # noqa: ARG001 - a guard is told of the entries too
) -> list[Problem]:
    """Return why a unit with final statements may not be replaced so; empty where it may.

    Expenditure, agreements, budgets and rates up to the last day of a final statement stay as
    they are; on the pages they can be corrected, and the next statement settles the difference.
    One query.
    """
    rows = Statement.objects.of_unit(unit).filter(state=Statement.State.FINAL)
    listed = rows.select_related("unit").defer("content").order_by("end")
    grounds = [_ground(row) for row in listed] if changes else []
    text = _(
        "the final statement %(symbol)s rests on it, and the file changes it; correct it on the "
        "pages of the site instead, and the next statement settles the difference"
    )
    return [
        Problem(change.section, text % {"symbol": symbol})
        for change in changes
        if (symbol := next((one.symbol for one in grounds if _touches(change, one)), ""))
    ]


def _ground(row: Statement) -> Ground:
    snapshot = json.loads(row.snapshot)
    return Ground(
        symbol_of(row),
        dt.date.fromisoformat(snapshot["from"]),
        row.end,
        frozenset(f"{year} {code}" for code, year, *_rest in snapshot["budgets"]),
        frozenset(currency for currency, *_rest in snapshot["rates"]),
    )


def _touches(change: SectionDifference, ground: Ground) -> bool:
    """Return whether a difference changes what a statement rests on."""
    names = (*change.added, *change.removed, *change.changed)
    if change.section == "unit":
        return "currency" in names
    if change.section == "expenditures":
        return any(ground.start <= day <= ground.end for day in _days(names))
    if change.section == "agreements":
        return any(day <= ground.end for day in _days(names))
    if change.section == "budgets":
        return not ground.budgets.isdisjoint((*change.removed, *change.changed))
    if change.section == "exchange_rates":
        used = [name for name in names if name.split()[0] in ground.currencies]
        return any(day <= ground.end for day in _days(used))
    return False


def _days(names: Iterable[str]) -> list[dt.date]:
    """Return the first date in each name."""
    found = (_DATE.search(name) for name in names)
    return [dt.date.fromisoformat(match[1]) for match in found if match]
