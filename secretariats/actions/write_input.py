"""Inputs are added, changed and removed: the same way for every table, with its own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import Written
from secretariats.actions.write_line import (
    DIRECT,
    ChangedMeanwhile,
    Line,
    Through,
    keep_history,
    lock_inputs,
    write_line,
)
from secretariats.core.errors import Problem, Refused
from secretariats.input_fields import known_rows
from secretariats.input_table import BadLine, mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secretariats.input_table import InputTable
    from secretariats.models import Person, Unit

__all__ = [
    "DIRECT",
    "BadLines",
    "ChangedMeanwhile",
    "Line",
    "Through",
    "add_input",
    "change_input",
    "mark_of",
    "remove_input",
    "write_input",
    "write_inputs",
]


def add_input(
    table: InputTable,
    unit: Unit,
    texts: Mapping[str, str],
    *,
    actor: Person | None,
    exact: bool = False,
    through: Through = DIRECT,
) -> Any:
    """Add a row to a table of inputs and return it.

    Args:
        table: which.
        unit: whose input it is.
        texts: column → what was typed or sent.
        actor: who adds it; None is the operator at the command line.
        exact: whether a program wrote the texts, in the one form of the interface.
        through: how it comes about.

    Raises:
        NotAllowed: the actor may not add such a row, or not alone.
        Refused: naming every column that is wrong.
    """
    line = Line(act="add", texts=texts, exact=exact)
    return write_input(table, unit, line, actor=actor, through=through)


def change_input(
    table: InputTable,
    unit: Unit,
    row: Any,
    texts: Mapping[str, str],
    *,
    actor: Person | None,
    seen: str,
    exact: bool = False,
    through: Through = DIRECT,
) -> Any:
    """Let a row say something else, and return it; a run that used it stays as it is.

    Args:
        table: which.
        unit: whose input it is.
        row: the row as the actor found it.
        texts: column → what was typed or sent.
        actor: who changes it; None is the operator at the command line.
        seen: the mark of the row that the actor had before their eyes (:func:`mark_of`).
        exact: whether a program wrote the texts, in the one form of the interface.
        through: how it comes about.

    Raises:
        NotAllowed: the actor may not write such a row, as it was or as it shall be, or not alone.
        ChangedMeanwhile: it says something else than was seen.
        Refused: naming every column that is wrong, or that the row is gone.
    """
    line = Line(act="change", texts=texts, row=row.pk, seen=seen, exact=exact)
    return write_input(table, unit, line, actor=actor, through=through)


def remove_input(
    table: InputTable,
    unit: Unit,
    row: Any,
    *,
    actor: Person | None,
    seen: str,
    through: Through = DIRECT,
) -> None:
    """Remove a row; history keeps what it said, and runs that used it keep it in their snapshot.

    Raises:
        NotAllowed: the actor may not write this row, or not alone.
        ChangedMeanwhile: it says something else than was seen.
        Refused: other records rest on it, or it is gone.
    """
    line = Line(act="remove", texts={}, row=row.pk, seen=seen)
    write_input(table, unit, line, actor=actor, through=through)


def write_input(
    table: InputTable, unit: Unit, line: Line, *, actor: Person | None, through: Through = DIRECT
) -> Any:
    """Do with one row what a line says, and return it; None where it is removed.

    Raises:
        NotAllowed: the actor may not write such a row, or not alone.
        ChangedMeanwhile: it says something else than was seen.
        Refused: naming every column that is wrong, or that the row is gone.
    """
    with transaction.atomic():
        locked = lock_inputs(table, unit, actor)
        row, written = write_line(table, locked, line, actor=actor, through=through)
        keep_history([written] if written else [], actor=actor, unit=locked, through=through)
    return row


class BadLines(Refused):
    """Some of many lines cannot be written, so none was; ``lines`` says which and why."""

    def __init__(self, lines: Sequence[BadLine]) -> None:
        """Keep them; as a refusal each is named by its row and column."""
        self.lines = list(lines)
        super().__init__(
            Problem(
                ", ".join(
                    part
                    for part in (
                        _("row %(row)s") % {"row": one.place} if one.place is not None else "",
                        one.column,
                    )
                    if part
                ),
                one.message,
            )
            for one in self.lines
        )


def write_inputs(
    table: InputTable,
    unit: Unit,
    lines: Sequence[Line],
    *,
    actor: Person | None,
    through: Through = DIRECT,
) -> int:
    """Do with many rows of a table what lines say, all of it or nothing.

    Returns:
        How many rows are other than before.

    Raises:
        NotAllowed: the actor writes no row of the table in the unit.
        BadLines: naming everything that is wrong with any line.
    """
    written: list[Written] = []
    bad: list[BadLine] = []
    with transaction.atomic():
        locked = lock_inputs(table, unit, actor)
        known = known_rows(table.fields, locked)
        for line in lines:
            try:
                _row, one = write_line(
                    table, locked, line, actor=actor, through=through, known=known
                )
            except Refused as refused:
                bad += [BadLine(line.place, why.path, why.message) for why in refused.problems]
            else:
                written += [one] if one else []
        if bad:
            raise BadLines(bad)
        keep_history(written, actor=actor, unit=locked, through=through)
    return len(written)
