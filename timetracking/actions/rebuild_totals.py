"""The totals of days and months summed anew from the entries, should they ever differ."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Unit
from timetracking.queries.differing_totals import (
    TABLES,
    Differing,
    differing_totals,
    of_unit,
    sums_of_entries,
)

if TYPE_CHECKING:
    from secretariats.models import Person


def rebuild_totals(*, unit: Unit | None, actor: Person | None) -> list[Differing]:
    """Sum the totals of each unit anew in which one differs; return what differed.

    All of it or nothing, and nobody writes entries meanwhile. The history says how many totals
    of which kind were wrong. Where nothing differs nothing is written.

    Args:
        unit: whose; None is all.
        actor: None, the operator at the command line; nobody else may.

    Raises:
        NotAllowed: the actor is a person.
        Refused: a person's day has more than 1440 minutes, which no total may have.
    """
    if actor is not None:
        raise NotAllowed([_("Only the operator builds totals anew, at the command line.")])
    try:
        with transaction.atomic():
            _hold_entries()
            found = differing_totals(unit)
            wrong = Counter((one.unit, one.totals) for one in found)
            for one in Unit.objects.filter(code__in={code for code, _totals in wrong}):
                _rebuild(one)
                counts = {name: wrong[one.code, name] for name in TABLES if wrong[one.code, name]}
                record_change(
                    one,
                    kind=Change.Kind.CHANGED,
                    actor=actor,
                    unit=one,
                    before={"differing totals": counts},
                    after={"differing totals": {}},
                )
    except IntegrityError as error:
        text = _(
            "The entries give one person more than 24 hours on a day: correct them first. "
            "Nothing was changed. The database says: %(reason)s"
        )
        raise Refused([text % {"reason": str(error).splitlines()[0]}]) from error
    return found


def _hold_entries() -> None:
    """Keep everybody else from writing entries until the end; they may be read."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE timetracking_timeentry IN SHARE ROW EXCLUSIVE MODE")


def _rebuild(unit: Unit) -> None:
    with connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f"DELETE FROM {table.name}{of_unit(unit)}")  # noqa: S608 - names of our own
            cursor.execute(
                f"INSERT INTO {table.name} ({', '.join(table.keys)}, minutes) "
                f"{sums_of_entries(table, unit)}"
            )
