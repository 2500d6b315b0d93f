"""Who may see and do what with values and what they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Role

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.limitations import LimitationsTable
    from secretariats.models import Person, Unit

# They see the unit's figures; staff see their own, and the unit's once a report is published.
_SEE_THE_TEAM = frozenset(
    {
        Role.Kind.COORDINATOR,
        Role.Kind.EXECUTIVE_SECRETARY,
        Role.Kind.FINANCE,
        Role.Kind.AUDITOR,
    }
)

_START_VALUATIONS = frozenset({Role.Kind.COORDINATOR, Role.Kind.FINANCE})


def visible_figures(
    table: LimitationsTable, *, person: Person, on: dt.date | None = None
) -> LimitationsTable:
    """Return the table less what a person may not see (valuation.md, Limitations).

    A person's figures are for that person alone and the coordinator; heaping, batches, copied
    days and anchoring of a person for that person alone. One query.

    Args:
        table: the whole table.
        person: the reader.
        on: the date whose roles count, by default today.
    """
    if not person.is_active:
        return replace(table, team=None, people={}, activities={})
    in_force = Role.objects.in_force(on or timezone.localdate())
    roles = set(
        in_force.filter(person=person, unit__code=table.unit).values_list("role", flat=True)
    )
    sees_team = not roles.isdisjoint(_SEE_THE_TEAM)
    people = {}
    for username, figures in table.people.items():
        if username == person.get_username():
            people[username] = figures
        elif Role.Kind.COORDINATOR in roles:
            people[username] = figures.without_private()
    return replace(
        table,
        team=table.team if sees_team else None,
        people=people,
        activities=table.activities if sees_team else {},
    )


def may_start_valuation(person: Person | None, unit: Unit) -> bool:
    """Return whether a person may start a valuation; None is the operator at the command line."""
    return person is None or _has_role(person, unit, _START_VALUATIONS)


def _has_role(person: Person, unit: Unit, roles: frozenset[str]) -> bool:
    if not person.is_active:
        return False
    in_force = Role.objects.in_force(timezone.localdate())
    return in_force.filter(person=person, unit=unit, role__in=roles).exists()
