"""Agreements: the key by which instruments share, from a date to a date."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Instrument, Unit
from secretariats.models.fields import amount_field, currency_field, span_check
from secretariats.models.scope import UnitScoped
from secretariats.models.unit import EVERYBODY


class Agreement(UnitScoped):
    """A key, or the rule that yields one, in force for a span of days."""

    readers = EVERYBODY

    class Basis(models.TextChoices):
        """Where the key comes from."""

        FIXED = "fixed", _("fixed fractions")
        BUDGET = "budget", _("the instruments' budgets")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agreements")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=16, choices=Basis)
    # Empty or null: the unit's own.
    joint_policy = models.CharField(_("policy for joint work"), max_length=32, blank=True)
    overhead_policy = models.CharField(_("policy for overhead"), max_length=32, blank=True)
    support_num = models.PositiveBigIntegerField(
        _("support rate, numerator"), null=True, blank=True
    )
    support_den = models.PositiveBigIntegerField(
        _("support rate, denominator"), null=True, blank=True
    )

    class Meta:
        ordering = ["start"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            span_check("agreement_span"),
            models.CheckConstraint(
                name="agreement_support_is_a_fraction",
                condition=Q(support_num__isnull=True, support_den__isnull=True)
                | Q(support_num__isnull=False, support_den__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.start}"


class AgreementShare(UnitScoped):
    """An instrument's part in an agreement; without a fraction where the budgets decide."""

    unit_path = "agreement__unit"
    readers = EVERYBODY

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="shares")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    share_num = models.PositiveBigIntegerField(_("share, numerator"), null=True, blank=True)
    share_den = models.PositiveBigIntegerField(_("share, denominator"), null=True, blank=True)

    class Meta:
        ordering = ["instrument__code"]
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "instrument"], name="one_share_per_instrument"
            ),
            models.CheckConstraint(
                name="share_is_a_fraction",
                condition=Q(share_num__isnull=True, share_den__isnull=True)
                | Q(share_num__isnull=False, share_den__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.share_num}/{self.share_den}"


class Budget(UnitScoped):
    """An instrument's budget of a calendar year."""

    readers = ("coordinator", "executive_secretary", "finance", "auditor")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="budgets")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = amount_field(verbose_name=_("amount"))
    currency = currency_field()
    provisional = models.BooleanField(_("provisional"), default=False)

    class Meta:
        ordering = ["year", "instrument__code"]
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "instrument", "year"], name="one_budget_per_instrument_and_year"
            ),
            models.CheckConstraint(name="budget_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.year}"
