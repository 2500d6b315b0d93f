"""Valuation runs: final once stored."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from costsharing.models.cost import MONEY_READERS
from secretariats.models import Unit
from secretariats.models.scope import UnitScoped


class ValuationRun(UnitScoped):
    """The value of a period's services, with a snapshot of all it rests on. Never changed.

    ``snapshot`` is the canonical JSON whose SHA-256 is ``digest``; ``results`` is the document of
    ``value --json`` without the run's identity.
    """

    readers = MONEY_READERS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="runs")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    method = models.CharField(_("method"), max_length=16)
    digest = models.CharField(_("digest"), max_length=71)
    snapshot = models.TextField(_("snapshot"))
    results = models.JSONField(_("results"))
    provisional = models.BooleanField(_("rests on provisional budgets"), default=False)
    whole_months = models.BooleanField(_("covers whole months"), default=True)
    # The run of the same unit, period and method that this one corrects, and what differs.
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    differences = models.JSONField(_("differences"), default=list)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("valuation run")
        verbose_name_plural = _("valuation runs")
        constraints = [
            models.UniqueConstraint(fields=["unit", "digest"], name="one_run_per_digest"),
            models.CheckConstraint(name="run_span", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end} {self.method}"
