"""One line of a table of inputs is written: its rights, its rules, what history keeps of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from secretariats.actions.explain_rule import explain_rule
from secretariats.actions.record_change import Written, record_changes
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.input_fields import Known, plain_of, take
from secretariats.input_table import mark_of
from secretariats.models import Change, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from secretariats.input_table import InputTable
    from secretariats.models import Person


class ChangedMeanwhile(Refused):
    """The row is not what the actor had before their eyes; ``row`` is what it is now."""

    def __init__(self, row: Any) -> None:
        """Keep the row as it is."""
        self.row = row
        super().__init__(
            [
                _(
                    "Somebody changed this row since you opened it. Nothing was stored: compare "
                    "what you typed with what stands there now, and send it again if yours is "
                    "right."
                )
            ]
        )


@dataclass(frozen=True, slots=True)
class Through:
    """How a change comes about.

    Attributes:
        agreed: whether every side that shares the rows has agreed to it.
        request: through which proposal or file, as history keeps it.
        reason: why, where one was given.
    """

    agreed: bool = False
    request: str = ""
    reason: str = ""


DIRECT = Through()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What shall become of one row.

    Attributes:
        act: ``add``, ``change`` or ``remove``.
        texts: column → what was typed or sent; of no account where the row is removed.
        row: the key of the row, None where it is new.
        seen: the mark of the row that the actor had before their eyes (:func:`mark_of`).
        exact: whether a program wrote the texts, in the one form of the interface.
        place: the row of the file that it comes from, None elsewhere.
    """

    act: str
    texts: Mapping[str, str]
    row: int | None = None
    seen: str = ""
    exact: bool = False
    place: int | None = None


def write_line(
    table: InputTable,
    unit: Unit,
    line: Line,
    *,
    actor: Person | None,
    through: Through,
    known: Known | None = None,
) -> tuple[Any, Written | None]:
    """Do with one row what a line says; the unit is locked, and history written by the caller.

    Returns:
        The row, None where it is removed; and what history shall keep, None where nothing changed.

    Raises:
        NotAllowed: the actor may not write such a row, or not alone.
        ChangedMeanwhile: it says something else than was seen.
        Refused: naming every column that is wrong, or that the row is gone.
    """

    def write() -> tuple[Any, Written | None]:
        now: Any = None if line.row is None else _as_it_is(table, unit, line.row)
        old = [] if now is None else [table.values(now)]
        for values in old:
            _need(table, actor, unit, values)
        if line.act == "remove":
            _need_agreed(table, unit, through, *old)
            _need_seen(table, now, line.seen)
            gone = Written(now, Change.Kind.REMOVED, before=plain_of(table.fields, now))
            # What is deleted loses its key, which the history needs.
            copy.copy(now).delete()
            return None, gone
        values = _values(table, unit, now, line, known)
        _need(table, actor, unit, values)
        _need_agreed(table, unit, through, *old, values)
        if now is None:
            row = table.model(**({"unit": unit} if table.has_unit else {}))
            _store(table, row, values)
            return row, Written(row, Change.Kind.CREATED, after=plain_of(table.fields, row))
        _need_seen(table, now, line.seen)
        before = plain_of(table.fields, now)
        _store(table, now, values)
        after = plain_of(table.fields, now)
        changed = Written(now, Change.Kind.CHANGED, before=before, after=after)
        return now, changed if before != after else None

    done: tuple[Any, Written | None] = _by_the_rules(write)
    return done


def keep_history(
    written: list[Written], *, actor: Person | None, unit: Unit, through: Through
) -> None:
    """Write the history of what was written, inside the transaction that wrote it."""
    record_changes(written, actor=actor, unit=unit, reason=through.reason, request=through.request)


def lock_inputs(table: InputTable, unit: Unit, actor: Person | None) -> Unit:
    """Return the unit, locked, so that writers of its inputs wait for each other.

    Raises:
        NotAllowed: the actor writes no row of the table in the unit.
    """
    if actor is not None and not table.offers(actor, unit):
        raise NotAllowed([_("This is changed by %(writers)s.") % {"writers": table.writers}])
    locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    return locked


def _as_it_is(table: InputTable, unit: Unit, pk: int) -> Any:
    now = table.model.objects.of_unit(unit).filter(pk=pk).first()
    if now is None:
        raise Refused([_("Somebody removed this row meanwhile. Nothing was stored.")])
    return now


def _values(
    table: InputTable, unit: Unit, row: Any, line: Line, known: Known | None
) -> dict[str, Any]:
    taken = take(table.fields, line.texts, unit, exact=line.exact, known=known)
    problems = [Problem(name, message) for name, message in taken.wrong]
    if not problems and table.check is not None:
        problems = table.check(unit, row, taken.values)
    if problems:
        raise Refused(problems)
    return taken.values


def _need(table: InputTable, actor: Person | None, unit: Unit, values: Mapping[str, Any]) -> None:
    if actor is not None and not table.may_write(actor, unit, values):
        raise NotAllowed([_("This is changed by %(writers)s.") % {"writers": table.writers}])


def _need_agreed(
    table: InputTable, unit: Unit, through: Through, *rows: Mapping[str, Any]
) -> None:
    if through.agreed or table.sides is None:
        return
    if sides := table.must_agree(unit, *rows):
        text = _(
            "%(sides)s share this: propose the change, and it comes into force once the finance "
            "officers of each have agreed."
        )
        raise NotAllowed([text % {"sides": ", ".join(sides)}])


def _need_seen(table: InputTable, now: Any, seen: str) -> None:
    if seen != mark_of(table, now):
        raise ChangedMeanwhile(now)


def _store(table: InputTable, row: Any, values: Mapping[str, Any]) -> None:
    for field in table.fields:
        field.put(row, values[field.name])
    row.save()


def _by_the_rules(write: Callable[[], Any]) -> Any:
    """Write in one transaction; what the database refuses is told in words."""
    try:
        with transaction.atomic():
            found = write()
            if connection.vendor == "postgresql":
                # The rules that wait for the end of the transaction speak now.
                connection.check_constraints()
            return found
    except (DatabaseError, ProtectedError) as error:
        raise explain_rule(error) from error
