"""Who may do what with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Assignment, Contract, Role

if TYPE_CHECKING:
    from secretariats.models import Person, Unit

# They work in the unit, and keep a record of it.
KEEPERS = frozenset({Role.Kind.STAFF, Role.Kind.COORDINATOR})


def may_import_time(actor: Person | None, *, unit: Unit, person: Person) -> bool:
    """Return whether the actor may bring in a person's time from a file.

    Everybody their own, in a unit they work in: a record of time is worth what the person who
    made it says. None is the operator at the command line.
    """
    if not unit.people.filter(pk=person.pk).exists():
        return False
    return actor is None or (actor.is_active and actor.pk == person.pk)


def may_keep_time(actor: Person, *, unit: Unit) -> bool:
    """Return whether the actor has a record of time of their own in a unit; two queries at most.

    Staff and coordinators of today do, and whoever has or had an assignment or a contract there:
    what is theirs stays theirs to look at. Whether time may be entered for a day is another
    question, which the day decides.
    """
    if not actor.is_active:
        return False
    roles = Role.objects.in_force(timezone.localdate())
    if roles.filter(person=actor, unit=unit, role__in=KEEPERS).exists():
        return True
    work = Assignment.objects.filter(person=actor, unit=unit)
    contracts = Contract.objects.filter(person=actor, unit=unit)
    return work.exists() or contracts.exists()
