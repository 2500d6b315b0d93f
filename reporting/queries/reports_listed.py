"""Reports as lists show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import Case, Q, When
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


def reports_in_preparation(person: Person) -> QuerySet[Report]:
    """Return the reports on their way to publication that a person may see; one query.

    Those that wait for somebody come first, then the one that was changed last.
    """
    order = [Report.State.SIGNED, Report.State.SIGNING, Report.State.DRAFT]
    place = Case(*(When(state=state, then=number) for number, state in enumerate(order)))
    rows = reports_listed(person).exclude(state=Report.State.PUBLISHED)
    return rows.order_by(place, "-updated", "pk")


class ReportFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of reports can be cut down to, by query parameters."""

    committee = filters.CharFilter(field_name="committee__code", label=_("Committee"))
    language = filters.CharFilter(label=_("Language"))
    meeting = filters.CharFilter(field_name="meeting_name", label=_("Meeting"))
    symbol = filters.CharFilter(label=_("Symbol"))
    q = filters.CharFilter(method="having_words", label=_("Words or symbol"))
    state = filters.ChoiceFilter(choices=Report.State.choices, label=_("State"))
    from_ = filters.DateFilter(field_name="start", lookup_expr="gte", label=_("From"))
    to = filters.DateFilter(field_name="end", lookup_expr="lte", label=_("To"))

    class Meta:
        model = Report
        fields: list[str] = []

    def having_words(self, rows: QuerySet[Report], _name: str, words: str) -> QuerySet[Report]:
        """Keep the reports in whose symbol, title, agenda item or meeting every word stands."""
        for word in words.split():
            rows = rows.filter(
                Q(symbol__icontains=word)
                | Q(title__icontains=word)
                | Q(agenda_item__icontains=word)
                | Q(meeting_name__icontains=word)
            )
        return rows

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Give the first day its name, which Python keeps for itself."""
        found: dict[str, Any] = super().get_filters()
        return {name.rstrip("_"): one for name, one in found.items()}
