"""What the history says of a whole table of inputs, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.models import Change, Unit
from secretariats.queries.row_history import Differing, columns_told, names_of_people

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from secretariats.input_table import InputTable


@dataclass(frozen=True, slots=True)
class TableChange:
    """One change of a table.

    Attributes:
        at: when.
        actor: who; empty: the operator.
        kind: in words.
        act: ``created``, ``changed``, ``removed`` or ``loaded``.
        row: the key of the row; empty for a file that holds a whole unit.
        name: the row in a few words.
        columns: what differs.
        reason: why, where it was said.
        request: through which proposal or file, where it came through one.
    """

    at: dt.datetime
    actor: str
    kind: str
    act: str
    row: str
    name: str
    columns: tuple[Differing, ...]
    reason: str
    request: str


def changes_of(table: InputTable, unit: Unit) -> QuerySet[Change]:
    """Return the changes of a table, newest first, those by a file of the whole unit among them.

    To be asked for readers whom ``permissions.reads_input_history`` lets.
    """
    own = Change.objects.filter(unit=unit, table=table.model._meta.db_table)  # noqa: SLF001 - documented
    loaded = Change.objects.filter(
        unit=unit,
        table=Unit._meta.db_table,  # noqa: SLF001 - as above
        kind=Change.Kind.LOADED,
    )
    return (own | loaded).select_related("actor").order_by("-pk")


def changes_told(table: InputTable, unit: Unit, changes: Iterable[Change]) -> list[TableChange]:
    """Return changes as pages show them; one query for each column of people."""
    names = names_of_people(table, unit)
    found = []
    for change in changes:
        is_loaded = change.kind == Change.Kind.LOADED
        columns = () if is_loaded else columns_told(table, change, names)
        found.append(
            TableChange(
                at=change.at,
                actor=str(change.actor) if change.actor else "",
                kind=str(change.get_kind_display()),
                act=change.kind,
                row="" if is_loaded else change.row,
                name="" if is_loaded else _name(table, change, names),
                columns=columns,
                reason=change.reason,
                request=change.request,
            )
        )
    return found


def _name(table: InputTable, change: Change, names: dict[str, dict[int, str]]) -> str:
    """Return a row in a few words: what its first two columns say."""
    values = change.after or change.before or {}
    words = []
    for field in table.fields[:2]:
        value, known = values.get(field.name), names.get(field.name)
        words.append(field.told(value) if known is None else known.get(value or 0, ""))
    return " · ".join(word for word in words if word)
