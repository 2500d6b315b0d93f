"""Who may do what to what all units have: signatures, people, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Role

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Instrument, Person, Unit


def may_sign_for(
    person: Person, *, unit: Unit, instrument: Instrument, on: dt.date | None = None
) -> bool:
    """Return whether a person is the instrument's Executive Secretary in the unit on a date.

    Nobody else signs: no administrator, no superuser, not the other side's Executive Secretary.
    """
    if not person.is_active:
        return False
    return (
        Role.objects.in_force(on or timezone.localdate())
        .filter(
            person=person,
            unit=unit,
            instrument=instrument,
            role=Role.Kind.EXECUTIVE_SECRETARY,
        )
        .exists()
    )
