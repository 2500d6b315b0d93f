"""What an event of one's calendar was logged as, for the next one of the same title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.record_change import record_change
from secretariats.core.errors import Problem, Refused
from secretariats.models import Change, Person
from timetracking.actions.check_row import check_keeper, check_row
from timetracking.models import CalendarEvent, ImportMap

if TYPE_CHECKING:
    from secretariats.models import Unit
    from timetracking.core.grid import RowKey

FORMAT = "ical"


def remember_title(event: int, key: RowKey, *, actor: Person, unit: Unit) -> bool:
    """Remember the row for an event's title; return whether that is news.

    Files of calendars that are brought in later mean the same by it.

    Args:
        event: the key of an event of the actor's calendar.
        key: activity and beneficiary.
        actor: whose calendar it is.
        unit: where the work is done.

    Raises:
        NotAllowed: the actor keeps no time in the unit.
        Refused: there is no such event, or activity and beneficiary do not go together.
    """
    check_keeper(actor, unit)
    title = CalendarEvent.objects.filter(person=actor, pk=event).values_list("title", flat=True)
    found = title.first()
    if found is None:
        raise Refused([Problem("event", _("Your calendar has no such event any more."))])
    activity = check_row(unit, key)
    meaning: dict[str, Any] = {"activity": activity.code}
    if key.members:
        meaning["for"] = sorted(key.members)
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=actor.pk)
        row, _made = ImportMap.objects.get_or_create(unit=unit, person=actor, format=FORMAT)
        before = row.names.get(found)
        if before == meaning:
            return False
        row.names = {**row.names, found: meaning}
        row.save(update_fields=["names"])
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=unit,
            before=before,
            after=meaning,
            texts={"title": (found if before else "", found)},
        )
    return True
