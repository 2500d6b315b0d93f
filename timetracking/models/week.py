"""Weeks as sheets: submitted, approved, sent back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped


class WeekSheet(UnitScoped):
    """A person's week in one month: a week across a month's end is two sheets."""

    owner_path = "person"
    readers = ("coordinator", "auditor")

    class State(models.TextChoices):
        """Where the sheet stands; days without a sheet are open."""

        OPEN = "open", _("open")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("sent back")
        APPROVED = "approved", _("approved")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="week_sheets")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="week_sheets"
    )
    # Monday to Sunday, cut at the month's end; both inclusive.
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.OPEN)
    # Grows with every step, so that nobody decides on what they have not seen.
    version = models.PositiveIntegerField(_("version"), default=1)
    submitted = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided = models.DateTimeField(_("approved or sent back at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the person says on submitting, such as why hours are missing; personal text.
    note = models.CharField(_("note"), max_length=500, blank=True)
    # Why it was sent back; personal text.
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["person", "start"]
        verbose_name = _("week sheet")
        verbose_name_plural = _("week sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "start"], name="one_sheet_per_week_and_month"
            ),
            models.CheckConstraint(name="sheet_span", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.start}"
