"""An absence changed or removed in one action, as far as its days are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import Conflict, Problem, Refused
from secretariats.models import Person
from timetracking.actions.enter_absence import planned
from timetracking.actions.store_absence import (
    Stored,
    barred,
    check_room,
    checked_kind,
    differs,
    need_keeper,
    remove,
    store,
    stored_entries,
    told,
    why_several,
)
from timetracking.queries import importing
from timetracking.queries.absences import absence_at, presences_of
from timetracking.wording import named_day, why_barred

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit
    from timetracking.core.absence import Wish
    from timetracking.core.absence_runs import Absence
    from timetracking.core.checks import Rules


def change_absence(
    activity: str,
    day: dt.date,
    wish: Wish,
    *,
    actor: Person,
    unit: Unit,
    version: str,
    note: str | None = None,
) -> Stored:
    """Let an absence of the actor's own be another one, and return what was stored.

    Days that are open change; those in approved or submitted weeks stay as they are and are
    named. What is asked for already is no change, whatever the version: the same answer may be
    sent twice.

    Args:
        activity: the kind it has.
        day: a day that belongs to it.
        wish: what it shall be.
        actor: whose absence it is.
        unit: where.
        version: of the absence as the actor saw it (``Absence.version``).
        note: of each day; None leaves the notes that are there.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: it was changed since the actor saw it; nothing was overwritten.
        Refused: there is no such absence, no day of it is open, or a day would have more than 24
            hours.
    """
    need_keeper(actor, unit)
    kind = checked_kind(unit, wish, note)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        now = absence_at(unit, actor, presences_of(unit, actor), activity, day)
        days = planned(wish, actor=actor, unit=unit)
        there = stored_entries(
            unit, actor, [activity, wish.activity],
            min(now.start, wish.start) if now else wish.start,
            max(now.end, wish.end) if now else wish.end,
        )  # fmt: skip
        old_days = _days_of(now, wish)
        written = [
            one
            for one in days
            if one.left_out is None
            and one.minutes
            and differs(there.get((wish.activity, one.day), ()), one.minutes, note)
        ]
        meant = any(one.left_out is None and one.minutes for one in days)
        if meant and not written and not old_days:
            return Stored(days)
        seen = _seen(now, activity, day, version)
        if not meant:
            text = _(
                "Nothing is expected of you on these days: remove the absence, or choose others."
            )
            raise Refused([Problem("from", text)])
        kept, gone = _split(seen, old_days, importing.rules_of(unit, actor))
        kept |= {one.day: reason for one in written if (reason := barred(one))}
        wanted = {one.day: one.minutes for one in written if not barred(one)}
        leaving = [entry for old in gone for entry in there.get((activity, old), [])]
        if not wanted and not leaving:
            raise Refused(told([kept[one] for one in sorted(kept)]))
        more = {one.day: one.minutes - one.before for one in written if one.day in wanted}
        for entry in leaving:
            if entry.date in more:
                more[entry.date] -= entry.minutes
        check_room(actor, more)
        here = {on: found[0] for (code, on), found in there.items() if code == wish.activity}
        removed = remove(leaving, actor=actor, unit=unit)
        created, changed = store(kind, wanted, here, note, actor=actor, unit=unit)
        return Stored(
            days,
            tuple(created),
            tuple(changed),
            tuple(one for one in removed if one not in wanted),
            tuple(sorted(kept.items())),
        )


def remove_absence(
    activity: str, day: dt.date, *, actor: Person, unit: Unit, version: str
) -> Stored:
    """Remove an absence of the actor's own as far as its days are open; none there is no change.

    Args:
        activity: the kind it has.
        day: a day that belongs to it.
        actor: whose absence it is.
        unit: where.
        version: of the absence as the actor saw it (``Absence.version``).

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: it was changed since the actor saw it; nothing was removed.
        Refused: no day of it is open.
    """
    need_keeper(actor, unit)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        now = absence_at(unit, actor, presences_of(unit, actor), activity, day)
        if now is None:
            return Stored(())
        seen = _seen(now, activity, day, version)
        all_days = [one.day for one in seen.days]
        kept, gone = _split(seen, all_days, importing.rules_of(unit, actor))
        if not gone:
            raise Refused(told([kept[one] for one in all_days]))
        there = stored_entries(unit, actor, [activity], seen.start, seen.end)
        leaving = [entry for old in gone for entry in there.get((activity, old), [])]
        removed = remove(leaving, actor=actor, unit=unit)
        return Stored((), removed=tuple(removed), kept=tuple(sorted(kept.items())))


def _days_of(now: Absence | None, wish: Wish) -> list[dt.date]:
    """Return the days of an absence that do not belong to what it shall be."""
    if now is None:
        return []
    if now.activity != wish.activity:
        return [one.day for one in now.days]
    wanted = set(wish.days)
    return [one.day for one in now.days if one.day not in wanted]


def _seen(now: Absence | None, activity: str, day: dt.date, version: str) -> Absence:
    """Return an absence that is still the one that the actor saw."""
    if now is None:
        text = _("You have no absence of the kind %(code)s on %(day)s.")
        raise Refused([Problem("day", text % {"code": activity, "day": named_day(day)})])
    if now.version != version:
        text = _("This absence was changed elsewhere meanwhile. Nothing was overwritten.")
        current = {
            "activity": now.activity, "from": now.start.isoformat(), "to": now.end.isoformat(),
            "version": now.version,
        }  # fmt: skip
        raise Conflict([Problem("version", text)], current=current)
    return now


def _split(
    now: Absence, days: list[dt.date], rules: Rules
) -> tuple[dict[dt.date, str], list[dt.date]]:
    """Return the days that stay, with the reason, and those that can be taken away."""
    kept = {}
    several = {one.day for one in now.days if len(one.entries) > 1}
    for day in days:
        barriers = rules.barriers(day, now.activity)
        if barriers:
            kept[day] = why_barred(barriers[0], day)
        elif day in several:
            kept[day] = why_several(day)
    return kept, [day for day in days if day not in kept]
