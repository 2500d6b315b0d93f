"""One week or correction for whoever may look at it: its unit's readers, or who decides on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from secretariats.queries.visible import visible_or_denied
from timetracking.models import Amendment, TimeEntry, WeekSheet
from timetracking.permissions import decided_on_by

if TYPE_CHECKING:
    from secretariats.models import Person


def sheet_or_denied(person: Person, pk: int) -> WeekSheet:
    """Return a week that a person may look at; three queries at most.

    Its own person, coordinators and auditors may at any time; an Executive Secretary who decides
    on it only while it waits and once it is approved, since what the person still writes is no
    one else's.

    Raises:
        Http404: there is none, or it belongs to a unit that the person has no role in.
        PermissionDenied: none of the person's roles in its unit may see it.
    """
    rows = WeekSheet.objects.select_related("unit", "person", "decided_by")
    handed_in = Q(state__in=[WeekSheet.State.SUBMITTED, WeekSheet.State.APPROVED])
    found: WeekSheet | None = rows.filter(handed_in & decided_on_by(person), pk=pk).first()
    if found is not None:
        return found
    visible: WeekSheet = visible_or_denied(rows, person, pk=pk)
    return visible


def amendment_or_denied(person: Person, pk: int) -> Amendment:
    """Return a correction that a person may look at; three queries at most.

    Raises:
        Http404: there is none, or it belongs to a unit that the person has no role in.
        PermissionDenied: none of the person's roles in its unit may see it.
    """
    rows = Amendment.objects.select_related("unit", "person", "activity", "beneficiary")
    condition = decided_on_by(person, start="date", end="date")
    found: Amendment | None = rows.filter(condition, pk=pk).first()
    if found is not None:
        return found
    visible: Amendment = visible_or_denied(rows, person, pk=pk)
    return visible


def reads_notes(person: Person, sheet: Any) -> bool:
    """Return whether a person may read the notes of the entries of a week; one query.

    Whoever reads its entries at any time does; an Executive Secretary does not.
    """
    rows = TimeEntry.objects.visible_to(person)
    return bool(
        rows.filter(
            unit=sheet.unit, person=sheet.person, date__range=(sheet.start, sheet.end)
        ).exists()
    )
