"""The administration of people, roles and units: what there is, to be looked at.

Each person sees the units in which they are administrator or auditor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils import timezone

from secretariats.models import Assignment, Committee, Instrument, Person, Post, Role, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

OPEN_TO = ("administrator", "auditor")


def units_administered(person: Any) -> QuerySet[Any]:
    """Return the keys of the units that a person may look at here."""
    roles = Role.objects.in_force(timezone.localdate()).filter(person=person, role__in=OPEN_TO)
    return roles.values("unit")


# Roles with dates take the place of groups.
admin.site.unregister(Group)


class ReadOnlyAdmin(ModelAdmin):
    """Rows of units, to be looked at."""

    # The way from a row to its unit.
    unit_path = "unit"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows of the person's units."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        own = units_administered(request.user)
        return rows.filter(**{f"{self.unit_path}__in": own}).distinct()

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever the administration let in sees what there is."""
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever the administration let in may look."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds here: writes are actions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes anything here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes anything here."""
        return False


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    """People, without their passwords."""

    unit_path = "units"
    fields = ["username", "name", "email", "language", "timezone", "is_active", "joined"]
    list_display = ["username", "name", "language", "is_active"]
    search_fields = ["username", "name"]


@admin.register(Role)
class RoleAdmin(ReadOnlyAdmin):
    """Who may what, from when to when."""

    list_display = ["person", "role", "instrument", "unit", "start", "end"]
    list_filter = ["role"]
    list_select_related = ["person", "instrument", "unit"]


@admin.register(Unit)
class UnitAdmin(ReadOnlyAdmin):
    """Units with their rules."""

    unit_path = "pk"
    list_display = ["code", "name", "currency", "timezone", "synthetic"]
    exclude = ["people"]


@admin.register(Committee)
class CommitteeAdmin(ReadOnlyAdmin):
    """Committees that receive reports."""

    list_display = ["code", "name", "instrument", "unit"]
    list_select_related = ["instrument", "unit"]


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """Treaties."""

    unit_path = "units"
    list_display = ["code", "name"]


@admin.register(Post)
class PostAdmin(ReadOnlyAdmin):
    """Posts of the unit."""

    list_display = ["code", "title", "employer", "funding", "unit"]
    list_select_related = ["employer", "unit"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """Who is on which post."""

    list_display = ["person", "post", "start", "end"]
    list_select_related = ["person", "post"]
