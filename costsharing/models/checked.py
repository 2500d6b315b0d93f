"""What was worked out about stored runs: whether they would differ now, and why two differ."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from costsharing.models.cost import MONEY_READERS
from costsharing.models.run import ValuationRun
from secretariats.models.scope import UnitScoped


class RunCheck(UnitScoped):
    """What the period of a run would give with the inputs of the moment it was checked.

    The run itself never changes. Checked again, this row is overwritten.
    """

    unit_path = "run__unit"
    readers = MONEY_READERS

    run = models.OneToOneField(ValuationRun, models.CASCADE, related_name="check_of_today")
    checked = models.DateTimeField(_("checked"))
    # Empty where the inputs are incomplete now; ``problems`` then says what is missing.
    digest = models.CharField(_("digest now"), max_length=71, blank=True)
    # By how much, as ``costsharing.core.differences`` gives it.
    differences = models.JSONField(_("differences"), default=list, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        verbose_name = _("check of a run")
        verbose_name_plural = _("checks of runs")

    def __str__(self) -> str:
        return f"{self.run_id} {self.checked:%Y-%m-%d}"


class RunCauses(UnitScoped):
    """Why the figures of one run differ from those of another: causes that add up to it all."""

    unit_path = "after__unit"
    readers = MONEY_READERS

    before = models.ForeignKey(ValuationRun, models.CASCADE, related_name="+")
    after = models.ForeignKey(ValuationRun, models.CASCADE, related_name="causes")
    document = models.JSONField(_("causes"))
    computed = models.DateTimeField(_("computed"), auto_now=True)

    class Meta:
        verbose_name = _("causes of a difference")
        verbose_name_plural = _("causes of differences")
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="causes_of_two_runs_once"),
            models.CheckConstraint(name="causes_are_of_two_runs", condition=~Q(before=F("after"))),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} – {self.after_id}"
