"""Inputs are added, changed and removed: the same way for every table, with its own rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from secretariats.actions.explain_rule import explain_rule
from secretariats.actions.record_change import record_change
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.input_fields import plain_of, take
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


def add_input(
    table: InputTable, unit: Unit, texts: Mapping[str, str], *, actor: Person, exact: bool = False
) -> Any:
    """Add a row to a table of inputs and return it.

    Args:
        table: which.
        unit: whose input it is.
        texts: column → what was typed or sent.
        actor: who adds it.
        exact: whether a program wrote the texts, in the one form of the interface.

    Raises:
        NotAllowed: the actor may not add such a row.
        Refused: naming every column that is wrong.
    """

    def write() -> Any:
        locked = _locked(table, unit, actor)
        values = _values(table, locked, None, texts, exact=exact)
        _need(table, actor, locked, values)
        row = table.model(**({"unit": locked} if table.has_unit else {}))
        _store(table, row, values)
        record_change(
            row,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=locked,
            after=plain_of(table.fields, row),
        )
        return row

    return _by_the_rules(write)


def change_input(
    table: InputTable,
    unit: Unit,
    row: Any,
    texts: Mapping[str, str],
    *,
    actor: Person,
    seen: str,
    exact: bool = False,
) -> Any:
    """Let a row say something else, and return it; a run that used it stays as it is.

    Args:
        table: which.
        unit: whose input it is.
        row: the row as the actor found it.
        texts: column → what was typed or sent.
        actor: who changes it.
        seen: the mark of the row that the actor had before their eyes (:func:`mark_of`).
        exact: whether a program wrote the texts, in the one form of the interface.

    Raises:
        NotAllowed: the actor may not write such a row, as it was or as it shall be.
        ChangedMeanwhile: it says something else than was seen.
        Refused: naming every column that is wrong, or that the row is gone.
    """

    def write() -> Any:
        locked = _locked(table, unit, actor)
        now = _as_it_is(table, unit, row)
        _need(table, actor, locked, table.values(now))
        values = _values(table, locked, now, texts, exact=exact)
        _need(table, actor, locked, values)
        if seen != mark_of(table, now):
            raise ChangedMeanwhile(now)
        before = plain_of(table.fields, now)
        _store(table, now, values)
        after = plain_of(table.fields, now)
        if before != after:
            record_change(
                now,
                kind=Change.Kind.CHANGED,
                actor=actor,
                unit=locked,
                before=before,
                after=after,
            )
        return now

    return _by_the_rules(write)


def remove_input(table: InputTable, unit: Unit, row: Any, *, actor: Person, seen: str) -> None:
    """Remove a row; history keeps what it said, and runs that used it keep it in their snapshot.

    Raises:
        NotAllowed: the actor may not write this row.
        ChangedMeanwhile: it says something else than was seen.
        Refused: other records rest on it, or it is gone.
    """

    def write() -> None:
        locked = _locked(table, unit, actor)
        now = _as_it_is(table, unit, row)
        _need(table, actor, locked, table.values(now))
        if seen != mark_of(table, now):
            raise ChangedMeanwhile(now)
        record_change(
            now,
            kind=Change.Kind.REMOVED,
            actor=actor,
            unit=locked,
            before=plain_of(table.fields, now),
        )
        now.delete()

    _by_the_rules(write)


def mark_of(table: InputTable, row: Any) -> str:
    """Return the mark of what a row says, by which a form knows that it is still that."""
    return digest_of([row.pk, plain_of(table.fields, row)])


def _locked(table: InputTable, unit: Unit, actor: Person) -> Unit:
    """Return the unit, locked, so that writers of its inputs wait for each other."""
    if not table.offers(actor, unit):
        raise NotAllowed([_("This is changed by %(writers)s.") % {"writers": table.writers}])
    locked: Unit = Unit.objects.select_for_update().get(pk=unit.pk)
    return locked


def _as_it_is(table: InputTable, unit: Unit, row: Any) -> Any:
    now = table.model.objects.of_unit(unit).filter(pk=row.pk).first()
    if now is None:
        raise Refused([_("Somebody removed this row meanwhile. Nothing was stored.")])
    return now


def _values(
    table: InputTable, unit: Unit, row: Any, texts: Mapping[str, str], *, exact: bool
) -> dict[str, Any]:
    taken = take(table.fields, texts, unit, exact=exact)
    problems = [Problem(name, message) for name, message in taken.wrong]
    if not problems and table.check is not None:
        problems = table.check(unit, row, taken.values)
    if problems:
        raise Refused(problems)
    return taken.values


def _need(table: InputTable, actor: Person, unit: Unit, values: Mapping[str, Any]) -> None:
    if not table.may_write(actor, unit, values):
        raise NotAllowed([_("This is changed by %(writers)s.") % {"writers": table.writers}])


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
