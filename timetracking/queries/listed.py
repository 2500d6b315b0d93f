"""Activities of one's units and entries of one's own, as lists that can be cut down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timetracking.models import Activity, Kind, TimeEntry
from timetracking.queries.importing import WORDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariats.models import Person

_KINDS = {word: kind for kind, word in WORDS.items()}


def activities_listed(person: Person) -> QuerySet[Activity]:
    """Return the activities of a person's units, by code, with unit and work area; one query."""
    rows: QuerySet[Activity] = Activity.objects.visible_to(person)
    return rows.select_related("unit", "area").order_by("code", "pk")


def entries_listed(person: Person) -> QuerySet[TimeEntry]:
    """Return a person's own entries, newest work date first, with what they are for; one query."""
    rows: QuerySet[TimeEntry] = TimeEntry.objects.filter(person=person)
    return rows.select_related("unit", "activity", "beneficiary").order_by("-date", "-pk")


class ActivityFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of activities can be cut down to."""

    unit = filters.CharFilter(field_name="unit__code", label=_("Unit"))
    area = filters.CharFilter(field_name="area__code", label=_("Work area"))
    kind = filters.ChoiceFilter(
        choices=[(word, word) for word in WORDS.values()], method="of_kind", label=_("Kind")
    )
    q = filters.CharFilter(method="like", label=_("Letters of code or title"))

    class Meta:
        model = Activity
        fields: list[str] = []

    def of_kind(self, rows: QuerySet[Activity], _name: str, value: str) -> QuerySet[Activity]:
        """Keep those of a kind."""
        return rows.filter(kind=_KINDS[value])

    def like(self, rows: QuerySet[Activity], _name: str, value: str) -> QuerySet[Activity]:
        """Keep those whose code or title holds every word."""
        for word in value.split():
            rows = rows.filter(Q(code__icontains=word) | Q(title__icontains=word))
        return rows


class EntryFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    """What a list of one's own entries can be cut down to."""

    unit = filters.CharFilter(field_name="unit__code", label=_("Unit"))
    from_ = filters.DateFilter(field_name="date", lookup_expr="gte", label=_("From"))
    to = filters.DateFilter(field_name="date", lookup_expr="lte", label=_("To"))
    activity = filters.CharFilter(field_name="activity__code", label=_("Activity"))
    kind = filters.ChoiceFilter(
        choices=[(word, word) for word in WORDS.values()], method="of_kind", label=_("Kind")
    )

    class Meta:
        model = TimeEntry
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """Give the first day its name, which Python keeps for itself."""
        found: dict[str, Any] = super().get_filters()
        return {name.rstrip("_"): one for name, one in found.items()}

    def of_kind(self, rows: QuerySet[TimeEntry], _name: str, value: str) -> QuerySet[TimeEntry]:
        """Keep those of a kind."""
        return rows.filter(kind=Kind(_KINDS[value]))
