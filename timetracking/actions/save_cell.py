"""One cell of a person's week: typed, changed or emptied, and nothing beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import Conflict, NotAllowed, Problem, Refused
from secretariats.models import Person
from timetracking.actions.write_entry import change_entry, new_entry, remove_entry
from timetracking.core.checks import DAY_MINUTES
from timetracking.core.grid import RowKey, version_of
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.core.typed import clock
from timetracking.models import Activity, Kind, TimeEntry
from timetracking.permissions import may_keep_time
from timetracking.queries import importing
from timetracking.queries.week_grid import logged
from timetracking.wording import named_day, why_barred

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit


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
    if not may_keep_time(actor, unit=unit):
        text = _("You keep no time in %(unit)s: you have no role of staff or assignment there.")
        raise NotAllowed([text % {"unit": unit.code}])
    activity = _activity(unit, key)
    _check(minutes, note)
    try:
        with transaction.atomic():
            # Whoever writes a person's time holds the person's row, so that days are counted once.
            Person.objects.select_for_update().get(pk=actor.pk)
            entries = _stored(actor, unit, key, day)
            now = version_of(tuple(logged(entry) for entry in entries))
            entry = entries[0] if entries else None
            if len(entries) <= 1 and _same(entry, minutes, note):
                return Saved(minutes, now, "unchanged", entry.note if entry else "")
            _check_day(actor, unit, key, day)
            if len(entries) > 1:
                raise Refused([Problem("", _several(entries, day))])
            if now != version:
                raise _conflict(entry, now, day)
            _check_room(actor, day, minutes - (entry.minutes if entry else 0))
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


def _activity(unit: Unit, key: RowKey) -> Activity:
    """Return the activity of a key whose beneficiary goes with it."""
    activity: Activity | None = Activity.objects.filter(unit=unit, code=key.activity).first()
    if activity is None:
        text = _("The unit has no activity %(code)s.")
        raise Refused([Problem("activity", text % {"code": key.activity})])
    if activity.kind != Kind.SERVICE:
        if key.members:
            text = _("%(code)s serves no instrument of its own: leave the beneficiary out.")
            raise Refused([Problem("for", text % {"code": activity.code})])
        return activity
    if not key.members:
        text = _("%(code)s is a service: say which instrument it was for.")
        raise Refused([Problem("for", text % {"code": activity.code})])
    known = set(unit.instruments.values_list("code", flat=True))
    unknown = sorted(key.members - known)
    if unknown:
        text = _("The unit does not serve %(codes)s. It serves %(known)s.")
        values = {"codes": ", ".join(unknown), "known": ", ".join(sorted(known))}
        raise Refused([Problem("for", text % values)])
    return activity


def _check(minutes: int, note: str | None) -> None:
    if not 0 <= minutes <= DAY_MINUTES:
        raise Refused([Problem("minutes", _("A day has 24 hours: 0 to 1440 minutes."))])
    if note is not None and len(note) > LONGEST_NOTE:
        text = _("The note has %(count)s characters: shorten it to %(most)s.")
        raise Refused([Problem("note", text % {"count": len(note), "most": LONGEST_NOTE})])


def _stored(person: Person, unit: Unit, key: RowKey, day: dt.date) -> list[TimeEntry]:
    """Return the entries of a cell, in the order of their keys."""
    rows = TimeEntry.objects.filter(
        person=person, unit=unit, date=day, activity__code=key.activity
    ).select_related("activity", "beneficiary", "unit")
    if key.beneficiary:
        rows = rows.filter(beneficiary__code=key.beneficiary)
    else:
        rows = rows.filter(beneficiary__isnull=True)
    return list(rows.order_by("pk"))


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


def _several(entries: list[TimeEntry], day: dt.date) -> str:
    text = _(
        "%(day)s sums %(count)s entries of this activity and beneficiary. Change them where they "
        "came from, and bring the file in again."
    )
    return text % {"day": named_day(day), "count": len(entries)}


def _conflict(entry: TimeEntry | None, version: str, day: dt.date) -> Conflict:
    if entry is None:
        text = _("%(day)s was emptied elsewhere meanwhile. Nothing was overwritten.")
    else:
        text = _("%(day)s was changed to %(clock)s elsewhere meanwhile. Nothing was overwritten.")
    stored = entry.minutes if entry else 0
    told = text % {"day": named_day(day), "clock": clock(stored)}
    current = {"minutes": stored, "version": version, "note": entry.note if entry else ""}
    return Conflict([Problem("version", told)], current=current)


def _check_room(person: Person, day: dt.date, more: int) -> None:
    """Hold the person's day, in all units, to 24 hours."""
    together = importing.recorded(person, [day]).get(day, 0) + more
    if more > 0 and together > DAY_MINUTES:
        text = _("%(day)s would have %(clock)s; a day has 24:00.")
        told = text % {"day": named_day(day), "clock": clock(together)}
        raise Refused([Problem("minutes", told)])
