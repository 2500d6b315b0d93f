"""What the history says of one row, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secretariats.input_fields import Other
from secretariats.models import Change

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.input_table import InputTable
    from secretariats.models import Unit

SOME = 50


@dataclass(frozen=True, slots=True)
class Differing:
    """A column that a change touched, with what it said before and after, as pages show it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One change of a row: when, by whom, what kind, which columns, and why."""

    at: dt.datetime
    actor: str
    kind: str
    columns: tuple[Differing, ...]
    reason: str


def row_history(table: InputTable, unit: Unit, row: Any) -> list[RowChange]:
    """Return the last changes of a row, newest first; a query, and one for each column of people.

    To be asked for readers whom ``permissions.reads_input_history`` lets.
    """
    rows = (
        Change.objects.filter(
            unit=unit,
            table=table.model._meta.db_table,  # noqa: SLF001 - Django's documented way
            row=str(row.pk),
        )
        .select_related("actor")
        .order_by("-pk")[:SOME]
    )
    names = names_of_people(table, unit)
    return [
        RowChange(
            at=change.at,
            actor=str(change.actor) if change.actor else "",
            kind=str(change.get_kind_display()),
            columns=columns_told(table, change, names),
            reason=change.reason,
        )
        for change in rows
    ]


def names_of_people(table: InputTable, unit: Unit) -> dict[str, dict[int, str]]:
    """Return column → key → name, of columns of which history keeps keys; a query for each."""
    return {
        field.name: {one.pk: field.shown(one) for one in field.rows(unit)}
        for field in table.fields
        if isinstance(field, Other) and field.kept
    }


def columns_told(
    table: InputTable, change: Change, names: dict[str, dict[int, str]]
) -> tuple[Differing, ...]:
    """Return the columns that a change touched, as pages show them."""
    before, after = change.before or {}, change.after or {}
    found = []
    for field in table.fields:
        old, new = before.get(field.name), after.get(field.name)
        if old != new:
            known = names.get(field.name)
            told = [
                # What is not there says nothing; "open" would be something.
                ""
                if side is None
                else (field.told(value) if known is None else known.get(value or 0, ""))
                for side, value in ((change.before, old), (change.after, new))
            ]
            found.append(Differing(str(field.label), *told))
    return tuple(found)
