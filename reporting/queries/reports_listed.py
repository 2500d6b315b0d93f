"""Reports as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from reporting.models import Report

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariats.models import Person


def reports_listed(person: Person) -> QuerySet[Report]:
    """Return the reports that a person may see, the latest period first; one query.

    What the documents show is left in the database: each weighs as much as its document.
    """
    return (
        Report.objects.visible_to(person)
        .select_related("unit", "committee__instrument")
        .defer("context", "mandate", "lessons", "savings")
        .order_by("-end", "committee__code", "language", "pk")
    )


class ReportFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of reports can be cut down to, by query parameters."""

    committee = filters.CharFilter(field_name="committee__code", label=_("Committee"))
    language = filters.CharFilter(label=_("Language"))
    state = filters.ChoiceFilter(choices=Report.State.choices, label=_("State"))
    from_ = filters.DateFilter(field_name="start", lookup_expr="gte", label=_("From"))
    to = filters.DateFilter(field_name="end", lookup_expr="lte", label=_("To"))

    class Meta:
        model = Report
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Give the first day its name, which Python keeps for itself."""
        found: dict[str, Any] = super().get_filters()
        return {name.rstrip("_"): one for name, one in found.items()}
