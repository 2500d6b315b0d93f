"""The limitations that are stored: read in one query, whatever the size of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from costsharing.models import MeasuredLimitations
from secretariats.models import Assignment, Contract, Role
from timetracking.models import DayTotal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Measured:
    """The limitations of a unit's record over a period, as they were at a moment.

    Attributes:
        start: first day.
        end: last day, inclusive.
        at: when they were measured.
        figures: name → ``"n/d"``, whole number or None, of the whole team, as ``limitations
            --json`` has them; ``activities`` (code → figures) and ``months`` (a list, each with
            ``month`` and figures) besides. Where fewer than three people recorded time,
            ``concentration`` is None and ``concentration_withheld`` is true.
    """

    start: dt.date
    end: dt.date
    at: dt.datetime
    figures: Mapping[str, Any]


def measured(unit: Unit, start: dt.date, end: dt.date) -> Measured | None:
    """Return what is stored for just this period, or None; one query."""
    row = MeasuredLimitations.objects.filter(unit=unit, start=start, end=end).first()
    return _measured(row) if row else None


def measured_of(
    unit: Unit, spans: Iterable[tuple[dt.date, dt.date]]
) -> dict[tuple[dt.date, dt.date], Measured]:
    """Return (first day, last day) → what is stored for these periods; one query."""
    wanted = Q(pk__in=())
    for start, end in spans:
        wanted |= Q(start=start, end=end)
    rows = MeasuredLimitations.objects.filter(wanted, unit=unit)
    return {(row.start, row.end): _measured(row) for row in rows}


def _measured(row: MeasuredLimitations) -> Measured:
    return Measured(row.start, row.end, row.measured, row.figures)


def has_own_figures(unit: Unit, person: Person) -> bool:
    """Return whether figures by person hold any that the person may see; four queries at most.

    The coordinator sees those of all; others their own, if they were ever engaged or recorded.
    """
    in_force = Role.objects.in_force(timezone.localdate())
    if in_force.filter(unit=unit, person=person, role=Role.Kind.COORDINATOR).exists():
        return True
    return any(
        model.objects.of_unit(unit).filter(person=person).exists()
        for model in (Assignment, Contract, DayTotal)
    )
