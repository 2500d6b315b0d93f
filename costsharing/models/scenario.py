"""Scenarios: what a run would give under other terms, kept because somebody asked for it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from costsharing.models.cost import MONEY_READERS
from costsharing.models.run import ValuationRun
from secretariats.models.scope import UnitScoped


class Scenario(UnitScoped):
    """A run's inputs with changes, and what the same engine makes of them. No figure rests on it.

    ``changes`` says what was changed, ``results`` is the document of ``value --json`` for it.
    """

    unit_path = "run__unit"
    readers = MONEY_READERS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ValuationRun, models.PROTECT, related_name="scenarios")
    name = models.CharField(_("name"), max_length=200)
    changes = models.JSONField(_("changes"))
    results = models.JSONField(_("results"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("kept"), auto_now_add=True)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def __str__(self) -> str:
        return self.name
