"""Limitations of the record as they were measured, kept because measuring takes long."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from costsharing.models.cost import MONEY_READERS
from secretariats.models import Unit
from secretariats.models.scope import UnitScoped


class MeasuredLimitations(UnitScoped):
    """The limitations of a unit's record over a period, at the moment they were measured.

    ``figures`` is the team's part of ``limitations --json`` with the activities', and ``months``
    besides; no figure of a single person stands in it. Measured again, it is overwritten.
    """

    readers = MONEY_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    figures = models.JSONField(_("figures"))
    measured = models.DateTimeField(_("measured"))

    class Meta:
        verbose_name = _("measured limitations")
        verbose_name_plural = _("measured limitations")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "start", "end"], name="limitations_of_a_period_once"
            ),
            models.CheckConstraint(name="measured_span", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"
