"""Parts of a run, worked out from its snapshot and kept, so that pages need not compute."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from costsharing.models.cost import MONEY_READERS
from costsharing.models.run import ValuationRun
from secretariats.models.scope import UnitScoped


class RunPart(UnitScoped):
    """What a run gives for whole months of its period; it can be worked out again at any time.

    ``document`` is, by ``form``, the document of ``value --json`` for those months, or the list of
    all the run's months.
    """

    unit_path = "run__unit"
    readers = MONEY_READERS

    class Form(models.TextChoices):
        """What the document is."""

        FIGURES = "figures", _("figures of a part of the period")
        MONTHS = "months", _("figures by month")

    run = models.ForeignKey(ValuationRun, models.CASCADE, related_name="parts")
    form = models.CharField(_("form"), max_length=16, choices=Form)
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    document = models.JSONField(_("results"))

    class Meta:
        ordering = ["run", "start", "end"]
        verbose_name = _("part of a run")
        verbose_name_plural = _("parts of runs")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "form", "start", "end"], name="one_part_of_a_run"
            ),
            models.CheckConstraint(name="run_part_span", condition=Q(end__gte=F("start"))),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"
