"""Files of time on their way in, and what their names can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timetracking.models import Activity, Beneficiary, Kind, Upload

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariats.models import Person, Unit

RECENT = 10


@dataclass(frozen=True, slots=True)
class Choices:
    """What a name of a file can stand for.

    Attributes:
        activities: kind in words → (code, title), by code.
        instruments: codes of the unit's instruments.
        sets: codes of several instruments that the unit's work served before, such as ``A+B``.
    """

    activities: dict[str, list[tuple[str, str]]]
    instruments: tuple[str, ...]
    sets: tuple[str, ...]


def own_upload(person: Person, pk: Any) -> Upload | None:
    """Return one file of a person without its content, None where it is not theirs; one query."""
    rows: QuerySet[Upload] = Upload.objects.visible_to(person)
    return rows.select_related("unit", "person", "job").defer("content").filter(pk=pk).first()


def uploads_listed(person: Person) -> list[Upload]:
    """Return a person's newest files without content and outcome; one query."""
    rows: QuerySet[Upload] = Upload.objects.visible_to(person).exclude(state=Upload.State.DROPPED)
    light = rows.select_related("unit", "job").defer("content", "outcome", "names")
    return list(light.order_by("-created")[:RECENT])


def choices_of(unit: Unit) -> Choices:
    """Return what names can stand for in a unit; three queries."""
    activities: dict[str, list[tuple[str, str]]] = {}
    rows = Activity.objects.filter(unit=unit).order_by("kind", "code")
    for kind, code, title in rows.values_list("kind", "code", "title"):
        activities.setdefault(str(Kind(kind).label), []).append((code, title))
    sets = Beneficiary.objects.filter(unit=unit, code__contains="+").order_by("code")
    return Choices(
        activities,
        tuple(unit.instruments.order_by("code").values_list("code", flat=True)),
        tuple(sets.values_list("code", flat=True)),
    )
