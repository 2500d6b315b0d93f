"""Who may do what with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Assignment, Contract, Role

if TYPE_CHECKING:
    from secretariats.models import Person, Unit

# They work in the unit, and keep a record of it.
KEEPERS = frozenset({Role.Kind.STAFF, Role.Kind.COORDINATOR})


# They write the programme of work; only the Executive Secretaries put it into force.
PLANNERS = frozenset({Role.Kind.COORDINATOR})
# They see what was recorded beside what was planned; staff see the plan.
_SEE_RECORDED = frozenset(
    {
        Role.Kind.COORDINATOR,
        Role.Kind.EXECUTIVE_SECRETARY,
        Role.Kind.FINANCE,
        Role.Kind.AUDITOR,
    }
)


def may_plan(actor: Person | None, unit: Unit) -> bool:
    """Return whether the actor writes a unit's programme of work; None is the operator."""
    return actor is None or _has_role(actor, unit, PLANNERS)


def sees_recorded(actor: Person, unit: Unit) -> bool:
    """Return whether the actor sees a unit's recorded time by activity."""
    return _has_role(actor, unit, _SEE_RECORDED)


def _has_role(actor: Person, unit: Unit, kinds: frozenset[Role.Kind]) -> bool:
    if not actor.is_active:
        return False
    in_force = Role.objects.in_force(timezone.localdate())
    return in_force.filter(person=actor, unit=unit, role__in=kinds).exists()


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
