"""The rule by which every row of the business reaches its unit, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    import datetime as dt


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows of units; ``visible_to`` is the one way from a person to what they may see."""

    def of_unit(self, unit: models.Model) -> Self:
        """Return the rows that belong to ``unit``."""
        return self.filter(**{self.model.unit_path: unit})

    def visible_to(self, person: Any, *, on: dt.date | None = None) -> Self:
        """Return the rows that ``person`` may see on a date, by default today.

        A row is visible through a role of the person in the row's unit that the model names in
        ``readers``, or because it is the person's own (``owner_path``). Everybody else sees none.
        """
        from secretariats.models.role import Role

        if not person.is_authenticated or not person.is_active:
            return self.none()
        day = on or timezone.localdate()
        units = Role.objects.in_force(day).filter(person=person, role__in=self.model.readers)
        seen = Q(**{f"{self.model.unit_path}__in": units.values("unit")})
        if self.model.owner_path:
            seen |= Q(**{self.model.owner_path: person})
        return self.filter(seen)


class UnitScoped(models.Model):
    """A row that reaches its unit by ``unit_path`` and is denied to all but its ``readers``."""

    unit_path: ClassVar[str] = "unit"
    owner_path: ClassVar[str] = ""
    readers: ClassVar[tuple[str, ...]] = ("auditor",)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
