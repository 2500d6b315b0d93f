"""Who may draft reports; which reports a person sees is ``Report.objects.visible_to``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Committee, Role

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from secretariats.models import Person, Unit


def may_draft_report(person: Person | None, unit: Unit, *, on: dt.date | None = None) -> bool:
    """Return whether a person may draft reports of a unit on a date, by default today.

    The coordinator may, and the operator at the command line, for whom ``person`` is None.
    """
    if person is None:
        return True
    if not person.is_active:
        return False
    roles = Role.objects.in_force(on or timezone.localdate())
    return roles.filter(person=person, unit=unit, role=Role.Kind.COORDINATOR).exists()


def committees_to_report(person: Person, *, on: dt.date | None = None) -> QuerySet[Committee]:
    """Return the committees for which a person may draft reports, by unit and code."""
    if not person.is_active:
        return Committee.objects.none()
    roles = Role.objects.in_force(on or timezone.localdate())
    units = roles.filter(person=person, role=Role.Kind.COORDINATOR).values("unit")
    found = Committee.objects.filter(unit__in=units).select_related("unit", "instrument")
    return found.order_by("unit__code", "code")
