"""The history of a table of inputs, with the proposals and files through which changes came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costsharing.models import InputProposal
from secretariats.queries.table_history import TableChange, changes_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.input_table import InputTable
    from secretariats.models import Change, Unit

# What a change keeps as its request, before the number of the proposal through which it came.
REQUEST = "inputs "


@dataclass(frozen=True, slots=True)
class Traced:
    """A change, and the proposal or file through which it came, if any."""

    change: TableChange
    proposal: InputProposal | None


def traced(table: InputTable, unit: Unit, changes: Iterable[Change]) -> list[Traced]:
    """Return changes with their proposals; one query, and one for each column of people."""
    told = changes_told(table, unit, changes)
    numbers = {one.request: _number(one.request) for one in told}
    wanted = {number for number in numbers.values() if number is not None}
    found = {}
    if wanted:
        rows = InputProposal.objects.of_unit(unit).filter(pk__in=wanted)
        found = {row.pk: row for row in rows.select_related("person", "instrument").defer("lines")}
    return [Traced(one, found.get(numbers[one.request] or 0)) for one in told]


def _number(request: str) -> int | None:
    text = request.removeprefix(REQUEST)
    return int(text) if request.startswith(REQUEST) and text.isdecimal() else None
