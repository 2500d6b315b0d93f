"""The programme of work as it was handed over for signature, one row each time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped
from timetracking.models.programme import PROGRAMME_READERS


class ProgrammeVersion(UnitScoped):
    """A year's programme, frozen: what both sides sign, and what is in force once they did."""

    readers = PROGRAMME_READERS

    class State(models.TextChoices):
        """Where a version stands."""

        SIGNING = "signing", _("waiting for signatures")
        IN_FORCE = "in_force", _("in force")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REPLACED = "replaced", _("replaced")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programme_versions")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=71)
    state = models.CharField(_("state"), max_length=16, choices=State)
    handed_over = models.DateTimeField(_("handed over on"), auto_now_add=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed = models.DateTimeField(_("signed by all sides on"), null=True, blank=True)
    # Why it came back, and from whom.
    returned = models.CharField(_("why it came back"), max_length=500, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = _("version of a programme of work")
        verbose_name_plural = _("versions of programmes of work")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="one_programme_version_per_number"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state="signing"),
                name="one_programme_version_waits",
            ),
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state="in_force"),
                name="one_programme_version_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} ({self.number})"
