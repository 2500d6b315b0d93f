"""The timer of a person stopped: its minutes go where they were worked, or it runs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Conflict, Problem, Refused
from secretariats.models import Change, Person
from timetracking.actions.check_cell import check_room
from timetracking.actions.check_row import check_keeper
from timetracking.actions.write_entry import change_entry, new_entry
from timetracking.core.checks import DAY_MINUTES
from timetracking.core.grid import RowKey
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.core.timer import LONGEST, SOURCE, Part, joined, parts_of, run_minutes
from timetracking.core.typed import clock
from timetracking.models import TimeEntry, Timer
from timetracking.queries import importing
from timetracking.queries.cell import entries_of_cell
from timetracking.queries.timer import as_running
from timetracking.wording import why_barred

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a timer came to.

    Attributes:
        key: activity and beneficiary.
        title: of the activity.
        parts: the minutes that were stored; none of less than half a minute, or half of what the
            unit rounds to.
    """

    key: RowKey
    title: str
    parts: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        """All minutes together."""
        return sum(part.minutes for part in self.parts)


def stop_timer(*, actor: Person, version: str = "", end: dt.datetime | None = None) -> Stopped:
    """Stop the actor's timer and add its minutes to the cells of the days it ran through.

    All of it is stored, or none and the timer runs on. The minutes are added to what the person
    typed into the cell; where a file or several entries stand there, they stand beside them.

    Args:
        actor: whose timer it is.
        version: of the timer that the actor sees; empty stops whichever runs.
        end: when the work ended, with zone; None is now.

    Raises:
        Conflict: none runs, or another than the one that the actor sees; ``current`` says which.
        Refused: it ran for more than a day, the end is not between start and now, or one of its
            days is closed or full.
    """
    with transaction.atomic():
        # Whoever writes a person's time holds the person's row, so that days are counted once.
        Person.objects.select_for_update().get(pk=actor.pk)
        timer = held(actor, version)
        stopped = store(timer, _end(timer, end), actor=actor)
        timer.delete()
    return stopped


def held(actor: Person, version: str) -> Timer:
    """Return the actor's timer if it is the one of a version; called in a transaction.

    Raises:
        Conflict: none runs, or another one.
    """
    rows = Timer.objects.select_related("unit", "activity", "beneficiary")
    timer: Timer | None = rows.filter(person=actor).first()
    if timer is None:
        text = _("No timer runs: it was stopped already, here or on another device.")
        raise Conflict([Problem("version", text)], current={})
    now = as_running(timer)
    if version not in {"", now.version}:
        text = _("Another timer runs by now, on %(title)s. It was left alone.")
        told = text % {"title": now.title}
        current = {"activity": now.key.activity, "version": now.version}
        raise Conflict([Problem("version", told)], current=current)
    return timer


def _end(timer: Timer, end: dt.datetime | None) -> dt.datetime:
    now = timezone.now()
    if end is None:
        end = now
    elif not timer.started <= end <= now:
        text = _("The end must lie between the start, %(start)s, and now.")
        start = timer.started.astimezone(ZoneInfo(timer.unit.timezone))
        raise Refused([Problem("end", text % {"start": f"{start:%Y-%m-%d %H:%M}"})])
    if end - timer.started > LONGEST:
        text = _(
            "The timer has run for %(clock)s, longer than a day, and was not stopped. Say until "
            "when you worked, or discard it."
        )
        told = text % {"clock": clock(run_minutes(timer.started, end))}
        raise Refused([Problem("end", told)])
    return end


def store(timer: Timer, end: dt.datetime, *, actor: Person) -> Stopped:
    """Store what a timer came to by an end; called in a transaction that holds the person.

    Raises:
        NotAllowed: the actor keeps no time in the unit any more.
        Refused: a day is closed or full; nothing may be kept of the transaction.
    """
    unit, activity = timer.unit, timer.activity
    check_keeper(actor, unit)
    key = as_running(timer).key
    zone = ZoneInfo(unit.timezone)
    parts = tuple(parts_of(timer.started, end, zone, unit.timer_minutes))
    rules = importing.rules_of(unit, actor) if parts else None
    for number, part in enumerate(parts, start=1):
        barriers = rules.barriers(part.day, activity.code) if rules else []
        if barriers:
            raise Refused([Problem("date", why_barred(one, part.day)) for one in barriers])
        check_room(actor, part.day, part.minutes)
        _add(timer, key, part, number, actor=actor)
    return Stopped(key, activity.title, parts)


def _add(timer: Timer, key: RowKey, part: Part, number: int, *, actor: Person) -> None:
    """Add a part to what was typed into its cell, or store it beside what else is there."""
    entries = entries_of_cell(actor, timer.unit, key, part.day)
    if not entries:
        new_entry(
            timer.activity, key, part.day, part.minutes, timer.note, actor=actor, unit=timer.unit
        )
        return
    only = entries[0] if len(entries) == 1 and entries[0].source in {"", SOURCE} else None
    note = joined(only.note, timer.note, LONGEST_NOTE) if only else None
    if only and note is not None and only.minutes + part.minutes <= DAY_MINUTES:
        change_entry(only, only.minutes + part.minutes, note, actor=actor)
        return
    entry: TimeEntry = TimeEntry.objects.create(
        unit=timer.unit, person=actor, date=part.day, minutes=part.minutes,
        first_minutes=part.minutes, activity=timer.activity, kind=timer.activity.kind,
        beneficiary=timer.beneficiary, note=timer.note, begin=part.begin, end=part.end,
        zone=timer.unit.timezone, source=SOURCE,
        source_id=f"{timer.pk}.{timer.version}.{number}",
    )  # fmt: skip
    record_change(
        entry,
        kind=Change.Kind.CREATED,
        actor=actor,
        unit=timer.unit,
        after={"date": part.day.isoformat(), "minutes": part.minutes, "source": SOURCE},
        texts={"note": ("", timer.note)} if timer.note else None,
    )
