"""A reminder that the coordinator asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change
from secretariats.models import Person as PersonModel
from secretariats.permissions import coordinates
from timetracking.actions.remind_due import hand_out
from timetracking.core.reminding import lack_of
from timetracking.core.weeks import Week
from timetracking.models import Reminder
from timetracking.queries.coverage import coverage, today_of
from timetracking.queries.reminding import is_day

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit
    from timetracking.core.coverage import PersonWeek


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that was asked for.

    Attributes:
        person: whom.
        week: of which week.
        waits: whether it is no working hour where the person is, so that it waits for the next.
    """

    person: Person
    week: Week
    waits: bool


def remind_person(
    person: Person, week: Week, unit: Unit, *, actor: Person, now: dt.datetime | None = None
) -> Reminded:
    """Have a person reminded of what a week lacks; at most once a day for each week.

    Args:
        person: whom.
        week: of which week.
        unit: where.
        actor: the unit's coordinator.
        now: an instant with zone; None: this one.

    Raises:
        NotAllowed: the actor does not coordinate the unit.
        Refused: the person cannot be reminded, was reminded today, or nothing is missing.
    """
    if not coordinates(actor, unit):
        raise NotAllowed([_("Only the coordinator of the unit reminds people.")])
    now = now or timezone.now()
    today = today_of(unit, now=now)
    this = Week.of(today)
    with transaction.atomic():
        person = PersonModel.objects.select_for_update().get(pk=person.pk)
        if week > this:
            raise _refused(_("%(week)s has not come yet."), person, week)
        shown = (week,) if week == this else (week, this)
        records = [coverage(unit, (one,), today=today, person=person) for one in shown]
        if not records[0].people:
            raise _refused(_("%(name)s has no assignment in the unit in %(week)s."), person, week)
        _check(person, records[0].people[0].weeks[0])
        reminder, made = Reminder.objects.get_or_create(
            unit=unit, person=person, week=week.start, day=today, defaults={"sent_by": actor}
        )
        if not made:
            raise _refused(_("%(name)s was reminded of %(week)s today already."), person, week)
        record_change(
            reminder,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=unit,
            after={"person": person.pk, "week": str(week), "day": today.isoformat()},
        )
        transaction.on_commit(lambda: hand_out(person.pk))
    works = records[-1].people
    return Reminded(person, week, waits=bool(works) and not is_day(works[0], records[-1], now))


def _check(person: Person, week: PersonWeek) -> None:
    """Refuse where there is nothing to say, or nobody to hear it."""
    if lack_of(week) is None:
        text = _("Nothing is missing of %(name)s in %(week)s.")
        if week.missing:
            text = _("%(name)s has submitted %(week)s: send it back, and time can be added.")
        raise _refused(text, person, week.week)
    if not person.is_active:
        raise _refused(_("The account of %(name)s is closed."), person, week.week)
    if not person.reminders:
        text = _("%(name)s gets no reminders by choice: speak to each other.")
        raise _refused(text, person, week.week)
    if not person.email:
        text = _("%(name)s has no e-mail address: an administrator can write one.")
        raise _refused(text, person, week.week)


def _refused(text: str, person: Person, week: Week) -> Refused:
    named = _("week %(number)s of %(year)s") % {"number": week.number, "year": week.year}
    return Refused([Problem("", text % {"name": person, "week": named})])
