"""Who may do what to what all units have: signatures, people, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from secretariats.models import Role, Unit

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from secretariats.models import Instrument, Person

# They look at the people of their units; auditors change nothing.
PEOPLE_READERS = frozenset({Role.Kind.ADMINISTRATOR, Role.Kind.AUDITOR})
# They write inputs, or look at who did.
INPUT_HISTORY_READERS = frozenset({Role.Kind.COORDINATOR, Role.Kind.FINANCE, Role.Kind.AUDITOR})


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


def administers(person: Person, unit: Unit, *, on: dt.date | None = None) -> bool:
    """Return whether a person gives and ends roles in a unit on a date, by default today.

    Its administrators do, and the administrator of the whole site, who opened it.
    """
    if not person.is_active:
        return False
    return person.is_superuser or _administrations(person, on).filter(unit=unit).exists()


def units_administered(person: Person, *, on: dt.date | None = None) -> QuerySet[Unit]:
    """Return the units in which a person gives and ends roles, by code."""
    if not person.is_active:
        return Unit.objects.none()
    if person.is_superuser:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=_administrations(person, on).values("unit"))


def may_change_account(actor: Person, person: Person) -> bool:
    """Return whether the actor may change, close and open a person's account.

    An account is the same in all units: whoever changes its e-mail address or closes it must
    administer each unit that lists the person or gives them a role today or later. The account of
    the administrator of the whole site is their own affair.
    """
    if not actor.is_active:
        return False
    if actor.is_superuser:
        return True
    if person.is_superuser:
        return False
    to_come = Role.objects.filter(person=person).exclude(end__lt=timezone.localdate())
    units = Unit.objects.filter(Q(people=person) | Q(pk__in=to_come.values("unit")))
    own = _administrations(actor, None).values("unit")
    return units.exists() and not units.exclude(pk__in=own).exists()


def sees_people(person: Person) -> QuerySet[Unit]:
    """Return the units whose people and roles a person may look at, by code."""
    if not person.is_active:
        return Unit.objects.none()
    if person.is_superuser:
        return Unit.objects.all()
    roles = Role.objects.in_force(timezone.localdate()).filter(
        person=person, role__in=PEOPLE_READERS
    )
    return Unit.objects.filter(pk__in=roles.values("unit"))


def coordinates(person: Person, unit: Unit, *, on: dt.date | None = None) -> bool:
    """Return whether a person is the unit's coordinator on a date: posts, calendar, activities."""
    if not person.is_active:
        return False
    in_force = Role.objects.in_force(on or timezone.localdate())
    return in_force.filter(person=person, unit=unit, role=Role.Kind.COORDINATOR).exists()


def takes_holidays(person: Person, unit: Unit) -> bool:
    """Return whether a person says where a unit is, and which public holidays it keeps."""
    return coordinates(person, unit) or administers(person, unit)


def reads_input_history(person: Person, unit: Unit) -> bool:
    """Return whether a person may read who changed the inputs that they may read, and how.

    Those who write inputs, and auditors. It names colleagues, so Executive Secretaries do not.
    """
    if not person.is_active:
        return False
    in_force = Role.objects.in_force(timezone.localdate())
    return in_force.filter(person=person, unit=unit, role__in=INPUT_HISTORY_READERS).exists()


def opens_units(person: Person) -> bool:
    """Return whether a person may bring new units to the site."""
    return person.is_active and person.is_superuser


def _administrations(person: Person, on: dt.date | None) -> QuerySet[Role]:
    in_force = Role.objects.in_force(on or timezone.localdate())
    return in_force.filter(person=person, role=Role.Kind.ADMINISTRATOR)
