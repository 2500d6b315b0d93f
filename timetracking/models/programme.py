"""The annual programme of work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped
from timetracking.models.activity import Activity

PROGRAMME_READERS = ("staff", "coordinator", "executive_secretary", "finance", "auditor")


class ProgrammeItem(UnitScoped):
    """One row of a year's programme of work, with the days planned for each instrument."""

    readers = PROGRAMME_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programme")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number"), max_length=16)
    title = models.CharField(_("activity"), max_length=300)
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="programme"
    )
    mandate = models.CharField(_("mandate"), max_length=300, blank=True)
    priority = models.CharField(_("priority"), max_length=32, blank=True)
    outputs = models.TextField(_("outputs"), blank=True)
    time_frame = models.CharField(_("time frame"), max_length=100, blank=True)
    responsible = models.CharField(_("responsible"), max_length=200, blank=True)
    funding = models.CharField(_("funding needs"), max_length=200, blank=True)
    # Instrument code → working days as decimal text.
    planned_days = models.JSONField(_("planned working days"), default=dict)
    # Category of staff → working days as decimal text, which add up to the days by instrument.
    category_days = models.JSONField(_("working days by category"), default=dict, blank=True)
    # [{"date": "2017-05-13", "title": "…"}], by date; what was reached stands in MilestoneDone.
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    # Instrument code → {"text": "…", "address": "https://…"}: its communication strategy.
    strategies = models.JSONField(_("communication strategies"), default=dict, blank=True)

    class Meta:
        ordering = ["year", "number"]
        verbose_name = _("item of the programme of work")
        verbose_name_plural = _("programme of work")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="one_programme_item_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.number}"


class MilestoneDone(UnitScoped):
    """That a milestone was reached: a fact, which no signature waits for and no version freezes.

    It holds for every version of the year in which an item of that number has a milestone of that
    title.
    """

    readers = PROGRAMME_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="milestones_done")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.CharField(_("number"), max_length=16)
    title = models.CharField(_("milestone"), max_length=200)
    done = models.DateField(_("reached on"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["year", "number", "title"]
        verbose_name = _("milestone reached")
        verbose_name_plural = _("milestones reached")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number", "title"], name="one_mark_per_milestone"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.number} {self.title}"
