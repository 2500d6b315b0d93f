"""What a person may do, where, and from when to when."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models.fields import in_force, span_check
from secretariats.models.instrument import Committee, Instrument
from secretariats.models.person import Person
from secretariats.models.scope import ScopedQuerySet, UnitScoped
from secretariats.models.unit import Unit


class RoleQuerySet(ScopedQuerySet):
    """Roles, by date."""

    def in_force(self, day: object) -> Self:
        """Return the roles whose span contains ``day``."""
        return self.filter(in_force(day))


class Role(UnitScoped):
    """A role of a person in a unit, for one instrument or one committee where it is scoped."""

    owner_path = "person"
    readers = ("coordinator", "executive_secretary", "auditor", "administrator")

    class Kind(models.TextChoices):
        """The roles that exist; what each may do is in the permissions of each app."""

        STAFF = "staff", _("staff")
        COORDINATOR = "coordinator", _("coordinator")
        EXECUTIVE_SECRETARY = "executive_secretary", _("Executive Secretary")
        FINANCE = "finance", _("finance officer")
        COMMITTEE_MEMBER = "committee_member", _("committee member")
        AUDITOR = "auditor", _("auditor")
        ADMINISTRATOR = "administrator", _("administrator")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=32, choices=Kind)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()  # type: ignore[misc]  # more precise than its base

    class Meta:
        ordering = ["role", "person", "start"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [span_check("role_span")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
