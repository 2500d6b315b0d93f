"""The register of what the unit delivered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models import Instrument, Unit
from secretariats.models.scope import UnitScoped
from timetracking.models.activity import Activity
from timetracking.models.programme import PROGRAMME_READERS


class Output(UnitScoped):
    """Something that was delivered: a website, a publication, a campaign, a meeting served."""

    readers = PROGRAMME_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outputs")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=32)
    title = models.CharField(_("title"), max_length=300)
    address = models.URLField(_("address"), max_length=500, blank=True)
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="outputs"
    )
    instruments = models.ManyToManyField(Instrument, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("output")
        verbose_name_plural = _("outputs")
        indexes = [models.Index(fields=["unit", "-date"], name="output_by_unit_and_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.title}"
