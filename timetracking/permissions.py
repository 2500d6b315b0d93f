"""Who may do what with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secretariats.models import Person, Unit


def may_import_time(actor: Person | None, *, unit: Unit, person: Person) -> bool:
    """Return whether the actor may bring in a person's time from a file.

    Everybody their own, in a unit they work in: a record of time is worth what the person who
    made it says. None is the operator at the command line.
    """
    if not unit.people.filter(pk=person.pk).exists():
        return False
    return actor is None or (actor.is_active and actor.pk == person.pk)
