"""An absence entered in one action: all its days, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from secretariats.models import Person
from timetracking.actions.store_absence import (
    Stored,
    barred,
    check_room,
    checked_kind,
    differs,
    need_keeper,
    store,
    stored_entries,
    told,
)
from timetracking.core.absence import plan
from timetracking.queries import importing
from timetracking.queries.absences import (
    absent,
    by_day,
    presences_of,
    recorded_here,
    workdays_of,
)

if TYPE_CHECKING:
    from secretariats.models import Unit
    from timetracking.core.absence import DayPlan, Wish


def enter_absence(wish: Wish, *, actor: Person, unit: Unit, note: str | None = None) -> Stored:
    """Enter an absence of the actor's own from a day to a day, and return what was stored.

    Each day gets the expected time of the day, or half of it; weekends, holidays and days without
    assignment are left out. Work that is recorded stays, and so does other absence. The same
    absence entered again changes nothing; days that have this kind of absence already get the
    size that is asked for now.

    Args:
        wish: kind, days and halves.
        actor: whose absence it is.
        unit: where.
        note: of each day; None leaves the notes that are there.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: naming every day that is locked, too far ahead, sums several entries or would
            have more than 24 hours; or nothing is expected on any of the days.
    """
    need_keeper(actor, unit)
    activity = checked_kind(unit, wish, note)
    with transaction.atomic():
        # Whoever writes a person's time holds the person's row, so that days are counted once.
        Person.objects.select_for_update().get(pk=actor.pk)
        days = planned(wish, actor=actor, unit=unit)
        meant = [one for one in days if one.left_out is None and one.minutes]
        if not meant:
            text = _("Nothing is expected of you on these days, so there is nothing to enter.")
            raise Refused([Problem("from", text)])
        there = stored_entries(unit, actor, [wish.activity], wish.start, wish.end)
        written = [
            one
            for one in meant
            if differs(there.get((wish.activity, one.day), ()), one.minutes, note)
        ]
        if reasons := [reason for one in written if (reason := barred(one))]:
            raise Refused(told(reasons))
        check_room(actor, {one.day: one.minutes - one.before for one in written})
        wanted = {one.day: one.minutes for one in written}
        here = {day: entries[0] for (_code, day), entries in there.items()}
        created, changed = store(activity, wanted, here, note, actor=actor, unit=unit)
        return Stored(days, tuple(created), tuple(changed))


def planned(wish: Wish, *, actor: Person, unit: Unit) -> tuple[DayPlan, ...]:
    """Return what an absence would store now; called in the transaction that stores it."""
    return plan(
        wish,
        workdays_of(unit, presences_of(unit, actor), wish.start, wish.end),
        importing.rules_of(unit, actor),
        stored=by_day(absent(unit, actor, wish.start, wish.end), wish.activity),
        recorded=recorded_here(unit, actor, wish.start, wish.end),
    )
