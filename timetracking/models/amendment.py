"""Corrections of approved weeks: asked for with a reason, decided by whoever approves the week."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped
from timetracking.models.activity import Activity, Beneficiary
from timetracking.models.entry import DAY


class Amendment(UnitScoped):
    """One cell of an approved week that shall hold other minutes; the week stays approved."""

    owner_path = "person"
    readers = ("coordinator", "auditor")

    class State(models.TextChoices):
        """Where it stands; ``outdated``: the cell was changed otherwise meanwhile."""

        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        OUTDATED = "outdated", _("outdated")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="amendments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    date = models.DateField(_("work date"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The cell as it was when the correction was asked for (timetracking.core.grid.version_of).
    cell_version = models.CharField(_("version of the cell"), max_length=200, blank=True)
    minutes_before = models.PositiveSmallIntegerField(_("minutes before"))
    minutes_after = models.PositiveSmallIntegerField(_("minutes after"))
    # Personal texts.
    reason = models.CharField(_("reason"), max_length=500)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.WAITING)
    asked = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked", "-pk"]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.CheckConstraint(
                name="amendment_minutes_within_a_day",
                condition=Q(minutes_before__lte=DAY, minutes_after__lte=DAY),
            ),
            models.UniqueConstraint(
                fields=["unit", "person", "date", "activity", "beneficiary"],
                condition=Q(state="waiting"),
                name="one_amendment_waits_per_cell",
            ),
            # Nothing equals nothing only where the database is told so.
            models.UniqueConstraint(
                fields=["unit", "person", "date", "activity"],
                condition=Q(state="waiting", beneficiary__isnull=True),
                name="one_amendment_waits_per_cell_without_beneficiary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.minutes_before} → {self.minutes_after} min"
