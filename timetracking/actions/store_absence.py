"""Entries of absence by day: many of them stored, changed and removed at once, with history.

Whoever calls holds the person's row and checked the days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariats.actions.record_change import Written, record_changes
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change
from timetracking.actions.check_row import note_problems
from timetracking.actions.write_entry import ALTERED, alter_entry
from timetracking.core.absence import MOST_DAYS
from timetracking.core.checks import DAY_MINUTES
from timetracking.core.typed import clock
from timetracking.models import Activity, Kind, RemovedEntry, TimeEntry
from timetracking.permissions import may_keep_time
from timetracking.queries import importing
from timetracking.wording import named_day, why_barred

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from secretariats.models import Person, Unit
    from timetracking.core.absence import DayPlan, Wish

# So many days are named; the rest is counted.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an absence.

    Attributes:
        plan: what was asked for, day by day.
        created: days with absence that had none.
        changed: days with other minutes or another note than before.
        removed: days without it that had some.
        kept: days that could not be changed, with the reason.
    """

    plan: tuple[DayPlan, ...]
    created: tuple[dt.date, ...] = ()
    changed: tuple[dt.date, ...] = ()
    removed: tuple[dt.date, ...] = ()
    kept: tuple[tuple[dt.date, str], ...] = ()

    @property
    def what(self) -> str:
        """``created``, ``changed``, ``removed`` or ``unchanged``."""
        if self.created and not (self.changed or self.removed):
            return "created"
        if self.removed and not (self.created or self.changed):
            return "removed"
        return "changed" if self.changed or self.created else "unchanged"

    @property
    def over(self) -> tuple[dt.date, ...]:
        """Days that hold more than is expected, with the work that was there."""
        kept = {day for day, _why in self.kept}
        return tuple(
            one.day for one in self.plan if one.over and not one.left_out and one.day not in kept
        )


def need_keeper(actor: Person, unit: Unit) -> None:
    """Refuse whoever keeps no time in a unit.

    Raises:
        NotAllowed: the actor keeps none.
    """
    if not may_keep_time(actor, unit=unit):
        text = _("You keep no time in %(unit)s: you have no role of staff or assignment there.")
        raise NotAllowed([text % {"unit": unit.code}])


def checked_kind(unit: Unit, wish: Wish, note: str | None) -> Activity:
    """Return the activity of an absence whose days and note can be meant.

    Raises:
        Refused: the days are reversed or too many, the unit has no such kind of absence, or the
            note is too long.
    """
    problems = []
    if wish.end < wish.start:
        problems.append(Problem("to", _("The last day lies before the first.")))
    elif (wish.end - wish.start).days >= MOST_DAYS:
        text = _("An absence has at most %(most)s days: enter a longer one in parts.")
        problems.append(Problem("to", text % {"most": MOST_DAYS}))
    problems += note_problems(note)
    activity: Activity | None = Activity.objects.filter(
        unit=unit, code=wish.activity, kind=Kind.ABSENCE
    ).first()
    if activity is None:
        text = _("The unit has no kind of absence %(code)s.")
        problems.append(Problem("activity", text % {"code": wish.activity}))
    if problems or activity is None:
        raise Refused(problems)
    return activity


def stored_entries(
    unit: Unit, person: Person, codes: Sequence[str], start: dt.date, end: dt.date
) -> dict[tuple[str, dt.date], list[TimeEntry]]:
    """Return (kind, date) → entries of absence between two days; one query."""
    rows = TimeEntry.objects.filter(
        unit=unit, person=person, activity__code__in=codes, date__range=(start, end)
    ).select_related("activity")
    found: dict[tuple[str, dt.date], list[TimeEntry]] = {}
    for entry in rows.order_by("date", "pk"):
        found.setdefault((entry.activity.code, entry.date), []).append(entry)
    return found


def differs(entries: Sequence[TimeEntry], minutes: int, note: str | None) -> bool:
    """Return whether a day's entries of a kind are not what is asked for."""
    if len(entries) != 1:
        return True
    return entries[0].minutes != minutes or note not in {None, entries[0].note}


def barred(one: DayPlan) -> str:
    """Return why a day of an absence cannot be stored, empty if it can."""
    if one.barrier is not None:
        return why_barred(one.barrier, one.day)
    return why_several(one.day) if one.several else ""


def why_several(day: dt.date) -> str:
    """Return why a day whose absence is several entries stays as it is."""
    text = _(
        "%(day)s has several entries of this absence, which are changed where they came from."
    )
    return text % {"day": named_day(day)}


def told(reasons: Sequence[str]) -> list[Problem]:
    """Return reasons of days as problems; a long list is cut, and the rest counted."""
    problems = [Problem("from", reason) for reason in reasons[:_NAMED]]
    more = len(reasons) - _NAMED
    if more > 0:
        text = ngettext("… and %(count)s more day.", "… and %(count)s more days.", more)
        problems.append(Problem("from", text % {"count": more}))
    return problems


def check_room(person: Person, more: Mapping[dt.date, int]) -> None:
    """Hold a person's days, in all units, to 24 hours; one query.

    Args:
        person: whose.
        more: date → minutes that are added.

    Raises:
        Refused: naming the days that would have more.
    """
    recorded = importing.recorded(person, more)
    reasons = []
    for day, minutes in sorted(more.items()):
        together = recorded.get(day, 0) + minutes
        if minutes > 0 and together > DAY_MINUTES:
            text = _("%(day)s would have %(clock)s; a day has 24:00.")
            reasons.append(text % {"day": named_day(day), "clock": clock(together)})
    if reasons:
        raise Refused(told(reasons))


def store(
    activity: Activity,
    wanted: Mapping[dt.date, int],
    there: Mapping[dt.date, TimeEntry],
    note: str | None,
    *,
    actor: Person,
    unit: Unit,
) -> tuple[list[dt.date], list[dt.date]]:
    """Store the minutes of days, and return the days that are new and those that changed.

    Five queries at most, however many days there are. What is stored already is left alone.
    """
    written, new, altered = [], [], []
    for day, minutes in wanted.items():
        entry = there.get(day)
        if entry is None:
            made = TimeEntry(
                unit=unit, person=actor, date=day, minutes=minutes, first_minutes=minutes,
                activity=activity, kind=activity.kind, note=note or "",
            )  # fmt: skip
            new.append(made)
        elif entry.minutes != minutes or note not in {None, entry.note}:
            written.append(alter_entry(entry, minutes, note))
            altered.append(entry)
    TimeEntry.objects.bulk_create(new)
    TimeEntry.objects.bulk_update(altered, ALTERED)
    written += [
        Written(
            entry,
            Change.Kind.CREATED,
            after={"date": entry.date.isoformat(), "minutes": entry.minutes},
            texts={"note": ("", entry.note)} if entry.note else None,
        )
        for entry in new
    ]
    record_changes(written, actor=actor, unit=unit)
    return [entry.date for entry in new], [entry.date for entry in altered]


def remove(entries: Sequence[TimeEntry], *, actor: Person, unit: Unit) -> list[dt.date]:
    """Remove entries, and return their days; what measures corrections stays, without text."""
    record_changes(
        [
            Written(
                entry,
                Change.Kind.REMOVED,
                before={"date": entry.date.isoformat(), "minutes": entry.minutes},
                texts={"note": (entry.note, "")} if entry.note else None,
            )
            for entry in entries
        ],
        actor=actor,
        unit=unit,
    )
    RemovedEntry.objects.bulk_create(
        RemovedEntry(
            unit=unit, person=actor, date=entry.date, kind=entry.kind,
            first_minutes=entry.first_minutes, entry=entry.pk,
        )
        for entry in entries
    )  # fmt: skip
    TimeEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    return [entry.date for entry in entries]
