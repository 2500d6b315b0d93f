"""Who has which role in a unit."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from secretariats.models import Role

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit


def people_by_role(unit: Unit, on: dt.date) -> list[tuple[str, list[str]]]:
    """Return each role in force, in words and with its instrument, and the usernames that have it.

    In the order in which the roles are declared; one query.
    """
    order = {kind: number for number, kind in enumerate(Role.Kind.values)}
    roles = Role.objects.filter(unit=unit).in_force(on).select_related("person", "instrument")
    told = sorted(
        (
            order[role.role],
            role.instrument.code if role.instrument else "",
            str(role.get_role_display()),
            role.person.get_username(),
        )
        for role in roles
    )
    listed: list[tuple[str, list[str]]] = []
    for (_number, instrument, words), rows in groupby(told, key=lambda row: row[:3]):
        name = f"{words} ({instrument})" if instrument else words
        listed.append((name, [row[3] for row in rows]))
    return listed
