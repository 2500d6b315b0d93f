"""Who may do what with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from secretariats.models import Assignment, Contract, Role
from timetracking.models import Amendment, WeekSheet

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from secretariats.models import Person, Unit

# They work in the unit, and keep a record of it.
KEEPERS = frozenset({Role.Kind.STAFF, Role.Kind.COORDINATOR})


# They write the programme of work; only the Executive Secretaries put it into force.
PLANNERS = frozenset({Role.Kind.COORDINATOR})
# They see how complete the record of each person is, and its history; auditors change nothing.
TEAM_READERS = frozenset({Role.Kind.COORDINATOR, Role.Kind.AUDITOR})
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


def may_write_outputs(actor: Person | None, unit: Unit) -> bool:
    """Return whether the actor writes a unit's register of outputs; None is the operator."""
    return actor is None or _has_role(actor, unit, KEEPERS)


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


def may_approve(actor: Person, sheet: WeekSheet) -> bool:
    """Return whether the actor decides on a person's week; one query.

    The coordinator decides on the team's; on a coordinator's own week the Executive Secretary of
    an instrument that the Secretariat serves which employs the coordinator in that week. Nobody
    decides on their own, and no administrator does instead.
    """
    return WeekSheet.objects.filter(decided_on_by(actor), pk=sheet.pk).exists()


def may_decide(actor: Person, amendment: Amendment) -> bool:
    """Return whether the actor decides on a correction: who approves that week; one query."""
    condition = decided_on_by(actor, start="date", end="date")
    return Amendment.objects.filter(condition, pk=amendment.pk).exists()


def decided_on_by(actor: Person, *, start: str = "start", end: str = "end") -> Q:
    """Return the condition that a row of a person's time is the actor's to decide on.

    Args:
        actor: who decides.
        start: field of the row's first day.
        end: field of its last day.
    """
    if not actor.is_active:
        return Q(pk__in=[])
    in_force = Role.objects.in_force(timezone.localdate())
    coordinated = in_force.filter(person=actor, role=Role.Kind.COORDINATOR)
    coordinator = Exists(
        in_force.filter(
            unit=OuterRef("unit"), person=OuterRef("person"), role=Role.Kind.COORDINATOR
        )
    )
    sides = in_force.filter(
        person=actor,
        role=Role.Kind.EXECUTIVE_SECRETARY,
        unit=OuterRef("unit"),
        instrument__secretariats=OuterRef("post__employer"),
    )
    employed = Exists(
        Assignment.objects.filter(
            Q(end__isnull=True) | Q(end__gte=OuterRef(start)),
            Exists(sides),
            unit=OuterRef("unit"),
            person=OuterRef("person"),
            start__lte=OuterRef(end),
        )
    )
    mine = ~coordinator & Q(unit__in=coordinated.values("unit"))
    return ~Q(person=actor) & (mine | (coordinator & employed))


def approvers_of(
    person: Person, unit: Unit, start: dt.date, end: dt.date, *, coordinates: bool
) -> QuerySet[Role]:
    """Return the roles of today whose holders decide on a person's days in a unit.

    Args:
        person: whose time it is.
        unit: where.
        start: the first of the days.
        end: the last of them.
        coordinates: whether the person is a coordinator of the unit today.
    """
    roles = Role.objects.in_force(timezone.localdate()).filter(unit=unit, person__is_active=True)
    if not coordinates:
        return roles.filter(role=Role.Kind.COORDINATOR).exclude(person=person)
    posts = Assignment.objects.filter(
        Q(end__isnull=True) | Q(end__gte=start), unit=unit, person=person, start__lte=end
    )
    return roles.filter(
        role=Role.Kind.EXECUTIVE_SECRETARY,
        instrument__secretariats__in=posts.values("post__employer"),
    ).exclude(person=person)
