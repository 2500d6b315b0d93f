"""Reminders, so that nobody has the same one twice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped


class Reminder(UnitScoped):
    """A message to a person about missing days of a week: by the clock, or asked for by hand."""

    owner_path = "person"
    readers = ("coordinator", "auditor")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders_got"
    )
    # The Monday of the week it is about.
    week = models.DateField(_("week of"))
    # The day in the unit on which it was due; one a day at most.
    day = models.DateField(_("day"))
    # Null: it waits for a worker, or for the morning of the person's time zone.
    sent = models.DateTimeField(_("sent"), null=True, blank=True)
    # Null: by the clock.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "week", "day"], name="one_reminder_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.week}"
