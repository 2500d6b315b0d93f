"""One row of inputs from a form or a program: written at once, or proposed to the other sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from costsharing.actions.check_runs import check_after_change
from costsharing.actions.propose_inputs import propose_inputs, reason_of
from secretariats.actions.write_input import Line, Through, write_input
from secretariats.input_fields import exact_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.models import InputProposal
    from secretariats.input_table import InputTable
    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a row: it is written (None: removed), or a proposal waits."""

    row: Any = None
    proposal: InputProposal | None = None


@dataclass(frozen=True, slots=True)
class _Tried:
    """A line that was tried and taken back: who must agree to it, and what it would do."""

    sides: list[str]
    line: dict[str, Any]


def add_row(
    table: InputTable,
    unit: Unit,
    texts: Mapping[str, str],
    *,
    actor: Person,
    exact: bool = False,
    reason: str = "",
) -> Saved:
    """Add a row, or propose it where several sides share the table.

    The arguments and refusals are those of ``write_input.add_input``; ``reason`` is why.
    """
    line = Line(act="add", texts=texts, exact=exact)
    return _save(table, unit, line, None, actor=actor, reason=reason)


def change_row(
    table: InputTable,
    unit: Unit,
    row: Any,
    texts: Mapping[str, str],
    *,
    actor: Person,
    seen: str,
    exact: bool = False,
    reason: str = "",
) -> Saved:
    """Let a row say something else, or propose it where several sides share the table.

    The arguments and refusals are those of ``write_input.change_input``; ``reason`` is why.
    """
    line = Line(act="change", texts=texts, row=row.pk, seen=seen, exact=exact)
    return _save(table, unit, line, row, actor=actor, reason=reason)


def remove_row(
    table: InputTable, unit: Unit, row: Any, *, actor: Person, seen: str, reason: str = ""
) -> Saved:
    """Remove a row, or propose it where several sides share the table.

    The arguments and refusals are those of ``write_input.remove_input``; ``reason`` is why.
    """
    line = Line(act="remove", texts={}, row=row.pk, seen=seen)
    return _save(table, unit, line, row, actor=actor, reason=reason)


def _save(
    table: InputTable, unit: Unit, line: Line, row: Any, *, actor: Person, reason: str
) -> Saved:
    with transaction.atomic():
        if table.sides is not None:
            tried = _try(table, unit, line, row, actor=actor)
            if tried.sides:
                if _changes_nothing(tried.line):
                    return Saved(row)
                proposal = propose_inputs(
                    table, unit, [tried.line], actor=actor, sides=tried.sides, reason=reason
                )
                return Saved(proposal=proposal)
        through = Through(reason=reason_of(reason))
        written = write_input(table, unit, line, actor=actor, through=through)
        check_after_change(unit)
    return Saved(written)


def _try(table: InputTable, unit: Unit, line: Line, row: Any, *, actor: Person) -> _Tried:
    """Write a line with all its checks, take it back, and tell what it does and to whom."""
    with transaction.atomic():
        before = [] if row is None else [table.values(row)]
        written = write_input(table, unit, line, actor=actor, through=Through(agreed=True))
        after = [] if written is None else [table.values(written)]
        tried = _Tried(
            table.must_agree(unit, *before, *after),
            {
                "act": line.act,
                "row": line.row,
                "seen": line.seen,
                "texts": exact_texts(table.fields, after[0]) if after else {},
                "before": exact_texts(table.fields, before[0]) if before else {},
                "place": None,
            },
        )
        transaction.set_rollback(True)
    return tried


def _changes_nothing(line: Mapping[str, Any]) -> bool:
    return bool(line["act"] == "change" and line["texts"] == line["before"])
