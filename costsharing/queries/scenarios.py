"""Scenarios that were kept, and the runs that one may try under other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from costsharing.models import Scenario, ValuationRun
from costsharing.permissions import SNAPSHOT_READERS
from secretariats.models import Role

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from secretariats.models import Person, Unit

# Changes whose difference tells what single grades, fees or currencies amount to.
OPENING = ["grades", "fees", "rates"]


def readable_scenarios() -> QuerySet[Scenario]:
    """Return all scenarios, newest first, with run, unit and who kept them; no snapshot."""
    return (
        Scenario.objects.select_related("run__unit", "run__superseded_by", "actor")
        .defer("run__snapshot", "run__superseded_by__snapshot", "run__superseded_by__results")
        .order_by("-created", "pk")
    )


def scenarios_listed(person: Person) -> Any:
    """Return the scenarios that a person may read, without results; one query.

    Those that open costs are for finance officers and auditors of their unit.
    """
    rows: Any = readable_scenarios()
    return (
        rows.visible_to(person)
        .filter(_open_to(person))
        .defer(
            "results",
            "run__results",
            "run__snapshot",
            "run__superseded_by__snapshot",
            "run__superseded_by__results",
        )
    )


def is_open_to(scenario: Scenario, person: Person) -> bool:
    """Return whether a person who sees a unit's scenarios may read this one; a query at most."""
    if not set(OPENING).intersection(scenario.changes):
        return True
    rows = Scenario.objects.filter(_open_to(person), pk=scenario.pk)
    return bool(rows.exists())


def _open_to(person: Person) -> Q:
    in_force = Role.objects.in_force(timezone.localdate())
    units = in_force.filter(person=person, role__in=SNAPSHOT_READERS).values("unit")
    return Q(run__unit__in=units) | ~Q(changes__has_any_keys=OPENING)


def runs_to_try(unit: Unit) -> QuerySet[ValuationRun]:
    """Return the runs of a unit, those that were not superseded first, the latest period first."""
    return (
        ValuationRun.objects.filter(unit=unit)
        .select_related("superseded_by")
        .defer("snapshot", "results", "superseded_by__snapshot", "superseded_by__results")
        .order_by("-end", "-start", "-created")
    )
