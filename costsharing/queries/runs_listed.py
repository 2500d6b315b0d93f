"""Runs as lists show them: without figures, which never stand without their range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from costsharing.core.inputs import METHODS
from costsharing.models import ValuationRun
from costsharing.queries.runs_that_hold import FIELDS, holding, runs_that_hold

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from secretariats.models import Person, Unit


def runs_listed(person: Person) -> QuerySet[ValuationRun]:
    """Return the runs that a person may see, newest first, with unit and neighbours; one query.

    Snapshot and results are left in the database: a list of them would weigh megabytes.
    """
    return (
        ValuationRun.objects.visible_to(person)
        .select_related("unit", "superseded_by", "check_of_today")
        .defer(
            "snapshot",
            "results",
            "superseded_by__snapshot",
            "superseded_by__results",
            "check_of_today__differences",
            "check_of_today__problems",
        )
        .order_by("-created", "pk")
    )


def newest_runs(person: Person) -> list[ValuationRun]:
    """Return the newest run of each unit whose values a person may see, by unit.

    One that does not hold is not the newest. Two queries, and one more where runs were
    corrected. Snapshots are left in the database.
    """
    seen = ValuationRun.objects.visible_to(person).order_by("-created", "pk")
    known = list(seen.values_list(*FIELDS, named=True))
    held = holding(known)
    newest: dict[int, Any] = {}
    for run in known:
        if run.pk in held:
            newest.setdefault(run.unit_id, run.pk)
    rows = ValuationRun.objects.filter(pk__in=newest.values()).order_by("unit__code")
    rows = rows.annotate(holds=Value(True))
    return list(
        rows.select_related("unit", "superseded_by").defer(
            "snapshot", "superseded_by__snapshot", "superseded_by__results"
        )
    )


def newest_period(unit: Unit) -> tuple[dt.date, dt.date] | None:
    """Return first and last day of the newest run of a unit, or None; one query."""
    rows = ValuationRun.objects.filter(unit=unit, superseded_by__isnull=True)
    newest: tuple[dt.date, dt.date] | None = (
        rows.order_by("-created").values_list("start", "end").first()
    )
    return newest


class RunFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of runs can be cut down to, by query parameters."""

    unit = filters.CharFilter(field_name="unit__code", label=_("Unit"))
    method = filters.ChoiceFilter(choices=[(name, name) for name in METHODS], label=_("Method"))
    from_ = filters.DateFilter(field_name="start", lookup_expr="gte", label=_("From"))
    to = filters.DateFilter(field_name="end", lookup_expr="lte", label=_("To"))
    current = filters.BooleanFilter(
        method="filter_current", label=_("Without those that were superseded")
    )
    order = filters.OrderingFilter(
        fields=[("created", "computed"), ("start", "from"), ("end", "to")], label=_("Order")
    )

    class Meta:
        model = ValuationRun
        fields: list[str] = []

    def filter_current(
        self, rows: QuerySet[ValuationRun], _name: str, value: bool
    ) -> QuerySet[ValuationRun]:
        """Return the runs that hold, or those that do not."""
        holding = runs_that_hold(self.queryset).order_by().values("pk")
        return rows.filter(pk__in=holding) if value else rows.exclude(pk__in=holding)

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Give the first day its name, which Python keeps for itself."""
        found: dict[str, Any] = super().get_filters()
        return {name.rstrip("_"): one for name, one in found.items()}
