"""Weeks and corrections as lists: one's own, and those that wait for one's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django_filters as filters  # type: ignore[import-untyped]
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timetracking.models import Amendment, WeekSheet
from timetracking.permissions import decided_on_by

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from secretariats.models import Person

OWN, WAITING = "own", "waiting"
_WHOSE = [(OWN, _("one's own")), (WAITING, _("waiting for one's decision"))]


def weeks_listed(person: Person) -> QuerySet[WeekSheet]:
    """Return a person's own weeks and those that wait for them, newest first; one query."""
    waits = Q(state=WeekSheet.State.SUBMITTED) & decided_on_by(person)
    rows: QuerySet[WeekSheet] = WeekSheet.objects.filter(Q(person=person) | waits)
    related = rows.select_related("unit", "person", "decided_by")
    return related.order_by("-start", "person__username", "pk")


def amendments_listed(person: Person) -> QuerySet[Amendment]:
    """Return a person's own corrections and those that wait for them, newest first; one query."""
    waits = Q(state=Amendment.State.WAITING) & decided_on_by(person, start="date", end="date")
    rows: QuerySet[Amendment] = Amendment.objects.filter(Q(person=person) | waits)
    related = rows.select_related("unit", "person", "activity", "beneficiary", "decided_by")
    return related.order_by("-asked", "-pk")


class _WhoseFilter(filters.FilterSet):  # type: ignore[misc]  # its base is untyped
    unit = filters.CharFilter(field_name="unit__code", label=_("Unit"))
    whose = filters.ChoiceFilter(choices=_WHOSE, method="of", label=_("Whose"))

    def of(self, rows: QuerySet[WeekSheet], _name: str, value: str) -> QuerySet[WeekSheet]:
        """Keep one's own, or those of others."""
        own = Q(person=self.request.user)
        return rows.filter(own if value == OWN else ~own)


class WeekFilter(_WhoseFilter):
    """What a list of weeks can be cut down to."""

    state = filters.ChoiceFilter(choices=WeekSheet.State.choices, label=_("State"))
    from_ = filters.DateFilter(field_name="end", lookup_expr="gte", label=_("From"))
    to = filters.DateFilter(field_name="start", lookup_expr="lte", label=_("To"))

    class Meta:
        model = WeekSheet
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, object]:
        """Give the first day its name, which Python keeps for itself."""
        found: dict[str, object] = super().get_filters()
        return {name.rstrip("_"): one for name, one in found.items()}


class AmendmentFilter(_WhoseFilter):
    """What a list of corrections can be cut down to."""

    state = filters.ChoiceFilter(choices=Amendment.State.choices, label=_("State"))

    class Meta:
        model = Amendment
        fields: list[str] = []
