"""The timer of a person: started, switched to something else, put right while it runs, given up.

Of a running timer there is no history: what it comes to is an entry, which has one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.core.errors import Problem, Refused
from secretariats.models import Person
from timetracking.actions.check_row import check_keeper, check_note, check_row
from timetracking.actions.keep_beneficiaries import keep_beneficiaries
from timetracking.actions.stop_timer import Stopped, held, store
from timetracking.core.timer import LONGEST, run_minutes
from timetracking.core.typed import clock
from timetracking.models import Timer
from timetracking.queries import importing
from timetracking.queries.timer import Running, as_running, running
from timetracking.wording import why_barred

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit
    from timetracking.core.grid import RowKey


@dataclass(frozen=True, slots=True)
class Started:
    """The timer that runs now, and what became of the one before; None where none ran."""

    timer: Running
    before: Stopped | None


def start_timer(
    key: RowKey, *, actor: Person, unit: Unit, note: str = "", version: str = ""
) -> Started:
    """Start the actor's timer on a row; one that runs is stopped and stored first, as one act.

    The same row started again runs on as it does.

    Args:
        key: activity and beneficiary.
        actor: whose timer it is.
        unit: where the work is done.
        note: what will be noted.
        version: of the timer that the actor sees; empty takes over from whichever runs.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: another timer runs than the one that the actor sees.
        Refused: the day is closed to the person, the row is none, or what ran cannot be stored.
    """
    check_keeper(actor, unit)
    activity = check_row(unit, key)
    check_note(note)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        now = timezone.now()
        _check_today(actor, unit, key, now)
        shown = running(actor)
        before = None
        if shown is None and not version:
            timer = Timer(person=actor)
        else:
            timer = held(actor, version)
            if shown and (shown.key, shown.unit.pk) == (key, unit.pk) and note in {"", timer.note}:
                return Started(shown, None)
            before = _stored(timer, now, actor)
            timer.version += 1
        timer.unit, timer.activity, timer.note, timer.started = unit, activity, note, now
        timer.beneficiary_id = keep_beneficiaries(unit, [key.members]).get(key.members)
        timer.save()
        return Started(as_running(timer), before)


def change_timer(
    key: RowKey, *, actor: Person, unit: Unit, version: str = "", note: str | None = None
) -> Running:
    """Say that the timer which runs is about something else since it was started.

    Args:
        key: activity and beneficiary.
        actor: whose timer it is.
        unit: where the work is done.
        version: of the timer that the actor sees.
        note: None leaves it as it is.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Conflict: none runs, or another than the one that the actor sees.
        Refused: the row is none of the unit, or the note is too long.
    """
    check_keeper(actor, unit)
    activity = check_row(unit, key)
    check_note(note or "")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        timer = held(actor, version)
        timer.unit, timer.activity = unit, activity
        timer.beneficiary_id = keep_beneficiaries(unit, [key.members]).get(key.members)
        if note is not None:
            timer.note = note
        timer.version += 1
        timer.save()
        return as_running(timer)


def discard_timer(*, actor: Person, version: str = "") -> None:
    """Give up the actor's timer; nothing of it is stored.

    Raises:
        Conflict: none runs, or another than the one that the actor sees.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        held(actor, version).delete()


def _stored(timer: Timer, now: dt.datetime, actor: Person) -> Stopped:
    if now - timer.started > LONGEST:
        text = _(
            "The timer before has run for %(clock)s, longer than a day. Stop it first: say until "
            "when you worked, or discard it."
        )
        told = text % {"clock": clock(run_minutes(timer.started, now))}
        raise Refused([Problem("end", told)])
    return store(timer, now, actor=actor)


def _check_today(actor: Person, unit: Unit, key: RowKey, now: dt.datetime) -> None:
    today = now.astimezone(ZoneInfo(unit.timezone)).date()
    barriers = importing.rules_of(unit, actor).barriers(today, key.activity)
    if barriers:
        raise Refused([Problem("date", why_barred(one, today)) for one in barriers])
