"""Who may draft reports; which reports a person sees is ``Report.objects.visible_to``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Role

if TYPE_CHECKING:
    import datetime as dt

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
