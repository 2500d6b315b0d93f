"""Activities: what time is recorded on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from secretariats.core.errors import Problem
from secretariats.input_fields import Choice, Code, Other, Words
from secretariats.input_table import InputTable
from secretariats.permissions import coordinates
from timetracking.models import Activity, Kind, TimeEntry, WorkArea

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Unit

KINDS = {Kind.SERVICE: "service", Kind.OVERHEAD: "overhead", Kind.ABSENCE: "absence"}


def _check(_unit: Unit, row: Any, values: Mapping[str, Any]) -> list[Problem]:
    problems = []
    if values["kind"] == Kind.SERVICE and values["area"] is None:
        problems.append(Problem("area", now("A service belongs to a work area: choose one.")))
    is_other_kind = row is not None and row.kind != values["kind"]
    if is_other_kind and TimeEntry.objects.filter(activity=row).exists():
        text = now(
            "Time is recorded on it, so it stays of its kind. Add another activity instead."
        )
        problems.append(Problem("kind", text))
    return problems


TABLE = InputTable(
    name="activities",
    model=Activity,
    title=_("Activities"),
    add=_("Add an activity"),
    question=_("On what do people record their time?"),
    lead=_("A service is for instruments, overhead is for the unit, absence has no value."),
    fields=(
        Code(name="code", label=_("Code")),
        Words(name="title", label=_("Title"), longest=200),
        Choice(
            name="kind",
            label=_("Kind"),
            options=tuple((kind.value, KINDS[kind], kind.label) for kind in Kind),
            by=True,
        ),
        Other(
            name="area",
            label=_("Work area"),
            help=_("Needed for services."),
            rows=lambda unit: WorkArea.objects.of_unit(unit),
            words=lambda row: f"{row.code} {row.name}",
            required=False,
            by=True,
        ),
    ),
    writers=_("the coordinator"),
    may_write=lambda person, unit, _values: coordinates(person, unit),
    offers=coordinates,
    order=("code",),
    days=lambda _row: None,
    check=_check,
    key=("code",),
)
