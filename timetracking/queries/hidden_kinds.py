"""Who learns kinds of absence: whoever reads entries, not others who decide on weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.models import Role
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind, TimeEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariats.models import Person
    from timetracking.models import Amendment
    from timetracking.queries.approvals import CellChange


def units_read(person: Person) -> frozenset[int]:
    """Return the units whose entries a person reads at any time, kinds included; one query."""
    roles = Role.objects.in_force(timezone.localdate())
    found = roles.filter(person=person, role__in=TimeEntry.readers)
    return frozenset(found.values_list("unit", flat=True))


def hides_kind(amendment: Amendment, person: Person, read: frozenset[int]) -> bool:
    """Return whether the kind of absence of a correction is not for a person."""
    if amendment.activity.kind != Kind.ABSENCE or amendment.person_id == person.pk:
        return False
    return amendment.unit_id not in read


def without_kinds(wishes: Iterable[Amendment], person: Person) -> list[Amendment]:
    """Return corrections to be shown: where the kind is not for the person, it is not told.

    One query, and none where there is no absence among them.
    """
    found = list(wishes)
    if not any(wish.activity.kind == Kind.ABSENCE for wish in found):
        return found
    read = units_read(person)
    for wish in found:
        if hides_kind(wish, person, read):
            wish.activity = Activity(code="", title=_("Absence"), kind=Kind.ABSENCE)
    return found


def changes_without_kinds(
    changes: Mapping[int, tuple[CellChange, ...]], units: Mapping[int, int], person: Person
) -> dict[int, tuple[CellChange, ...]]:
    """Return changes of weeks in which absence is called nothing but that.

    Two queries at most, and none where nothing changed.

    Args:
        changes: sheet → what changed.
        units: sheet → unit.
        person: who reads them.
    """
    if not any(changes.values()):
        return dict(changes)
    hidden = {units[pk] for pk in changes} - units_read(person)
    if not hidden:
        return dict(changes)
    kinds = set(
        Activity.objects.filter(unit__in=hidden, kind=Kind.ABSENCE).values_list("unit", "code")
    )
    return {
        pk: tuple(
            replace(one, row=_("Absence"))
            if (units[pk], RowKey.named(one.row).activity) in kinds
            else one
            for one in several
        )
        for pk, several in changes.items()
    }
