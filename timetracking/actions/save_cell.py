"""One cell of a person's week: typed, changed or emptied, and nothing beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import Conflict, Problem, Refused
from secretariats.models import Person
from timetracking.actions.check_cell import check_minutes, check_room, several
from timetracking.actions.check_row import check_keeper, check_note, check_row
from timetracking.actions.write_entry import change_entry, new_entry, remove_entry
from timetracking.core.grid import RowKey, version_of
from timetracking.core.typed import clock
from timetracking.queries import importing
from timetracking.queries.cell import entries_of_cell
from timetracking.queries.week_grid import logged
from timetracking.wording import named_day, why_barred

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit
    from timetracking.models import TimeEntry


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a cell.

    Attributes:
        minutes: now stored, 0 where nothing is.
        version: of the cell as it is now.
        what: ``created``, ``changed``, ``removed`` or ``unchanged``.
        note: now stored.
    """

    minutes: int
    version: str
    what: str
    note: str = ""


def save_cell(
    key: RowKey,
    day: dt.date,
    minutes: int,
    *,
    actor: Person,
    unit: Unit,
    version: str,
    note: str | None = None,
) -> Saved:
    """Store the minutes of one cell of the actor's own week, and return what is stored then.

    When an entry was first saved, and with how many minutes, stays; its version grows. Clock times
    that a file brought go with the minutes they meant. What is stored already is no change,
    whatever the version: the same answer may be sent twice.

    Args:
        key: activity and beneficiary.
        day: the work date.
        minutes: 0 removes the entry.
        actor: whose time it is.
        unit: where the work was done.
        version: of the cell as the actor saw it (``core.grid.version_of``).
        note: None leaves it as it is.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: the cell was changed since the actor saw it; nothing was overwritten.
        Refused: the day is locked, to come or without assignment, would have more than 24 hours,
            the cell sums several entries, or activity and beneficiary do not go together.
    """
    check_keeper(actor, unit)
    activity = check_row(unit, key)
    check_minutes(minutes)
    check_note(note)
    try:
        with transaction.atomic():
            # Whoever writes a person's time holds the person's row, so that days are counted once.
            Person.objects.select_for_update().get(pk=actor.pk)
            entries = entries_of_cell(actor, unit, key, day)
            now = version_of(tuple(logged(entry) for entry in entries))
            entry = entries[0] if entries else None
            if len(entries) <= 1 and _same(entry, minutes, note):
                return Saved(minutes, now, "unchanged", entry.note if entry else "")
            _check_day(actor, unit, key, day)
            if len(entries) > 1:
                raise Refused([Problem("", several(len(entries), day))])
            if now != version:
                raise _conflict(entry, now, day)
            check_room(actor, day, minutes - (entry.minutes if entry else 0))
            if entry is None:
                entry = new_entry(activity, key, day, minutes, note or "", actor=actor, unit=unit)
                return Saved(minutes, _version(entry), "created", entry.note)
            if not minutes:
                remove_entry(entry, actor=actor)
                return Saved(0, "", "removed")
            change_entry(entry, minutes, note, actor=actor)
            return Saved(minutes, _version(entry), "changed", entry.note)
    except IntegrityError as error:
        text = _("Your time of %(day)s was changed elsewhere meanwhile; nothing was stored.")
        raise Refused([Problem("", text % {"day": named_day(day)})]) from error


def _version(entry: TimeEntry) -> str:
    return version_of((logged(entry),))


def _same(entry: TimeEntry | None, minutes: int, note: str | None) -> bool:
    if entry is None:
        return minutes == 0
    return entry.minutes == minutes and note in {None, entry.note}


def _check_day(actor: Person, unit: Unit, key: RowKey, day: dt.date) -> None:
    barriers = importing.rules_of(unit, actor).barriers(day, key.activity)
    if barriers:
        raise Refused([Problem("date", why_barred(barrier, day)) for barrier in barriers])


def _conflict(entry: TimeEntry | None, version: str, day: dt.date) -> Conflict:
    if entry is None:
        text = _("%(day)s was emptied elsewhere meanwhile. Nothing was overwritten.")
    else:
        text = _("%(day)s was changed to %(clock)s elsewhere meanwhile. Nothing was overwritten.")
    stored = entry.minutes if entry else 0
    told = text % {"day": named_day(day), "clock": clock(stored)}
    current = {"minutes": stored, "version": version, "note": entry.note if entry else ""}
    return Conflict([Problem("version", told)], current=current)
