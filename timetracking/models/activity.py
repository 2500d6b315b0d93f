"""What is worked on, and for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models import Instrument, Unit
from secretariats.models.scope import UnitScoped
from secretariats.models.unit import EVERYBODY


class WorkArea(UnitScoped):
    """A field of the unit's work, such as news and media."""

    readers = EVERYBODY

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="work_areas")
    code = models.CharField(_("code"), max_length=32)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["code"]
        verbose_name = _("work area")
        verbose_name_plural = _("work areas")
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_work_area_per_code")
        ]

    def __str__(self) -> str:
        return self.code


class Kind(models.IntegerChoices):
    """What the time on an activity is: a service to instruments, overhead, or absence."""

    SERVICE = 1, _("service")
    OVERHEAD = 2, _("overhead")
    ABSENCE = 3, _("absence")


class Activity(UnitScoped):
    """What an entry is logged against."""

    readers = EVERYBODY

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="activities")
    code = models.CharField(_("code"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    area = models.ForeignKey(
        WorkArea, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind)

    class Meta:
        ordering = ["code"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_activity_per_code"),
            # The target of the entries' pair (activity, kind): an entry's kind is its activity's.
            models.UniqueConstraint(fields=["id", "kind"], name="activity_with_kind"),
        ]

    def __str__(self) -> str:
        return self.code


class Beneficiary(UnitScoped):
    """A non-empty set of instruments that a piece of work served; one row for each set."""

    readers = EVERYBODY

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="beneficiaries")
    # The members' codes, sorted, joined by "+".
    code = models.CharField(_("code"), max_length=500)
    members = models.ManyToManyField(Instrument, related_name="+")

    class Meta:
        ordering = ["code"]
        verbose_name = _("beneficiary")
        verbose_name_plural = _("beneficiaries")
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_beneficiary_per_set")
        ]

    def __str__(self) -> str:
        return self.code
