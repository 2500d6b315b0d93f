"""The roles a person has, as pages need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from secretariats.models import Role
from secretariats.queries.people import RoleLine, role_line

if TYPE_CHECKING:
    import datetime as dt

    from django.contrib.auth.models import AnonymousUser

    from secretariats.models import ApiToken, Person, Unit


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role of a person in a unit, for one instrument where it is scoped to one."""

    kind: str
    name: str
    unit: Unit
    instrument: str

    def __str__(self) -> str:
        of = f" ({self.instrument})" if self.instrument else ""
        return f"{self.name}{of}, {self.unit.code}"


def roles_of(person: Person | AnonymousUser, *, on: dt.date | None = None) -> tuple[OwnRole, ...]:
    """Return the roles of a person in force on a date, by default today; one query at most.

    In the order in which roles are declared; nobody who may not log in has any.
    """
    if not person.is_authenticated or not person.is_active:
        return ()
    order = {kind: number for number, kind in enumerate(Role.Kind.values)}
    rows = (
        Role.objects.in_force(on or timezone.localdate())
        .filter(person=person)
        .select_related("unit", "instrument")
    )
    found = [
        OwnRole(
            kind=row.role,
            name=str(row.get_role_display()),
            unit=row.unit,
            instrument=row.instrument.code if row.instrument else "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.unit.code, order[one.kind], one.instrument)))


def roles_ever(person: Person) -> list[RoleLine]:
    """Return all roles of a person, past ones and those to come included; one query."""
    rows = Role.objects.filter(person=person).select_related("unit", "instrument", "committee")
    return [role_line(row) for row in rows.order_by("unit__code", "-start", "role", "pk")]


def tokens_of(person: Person) -> list[ApiToken]:
    """Return a person's tokens, newest first; one query."""
    return list(person.tokens.all())
