"""Agreements: the key by which instruments share, from a date to a date."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Instrument, Unit
from secretariats.models.fields import amount_field, currency_field, span_check
from secretariats.models.scope import ScopedQuerySet, UnitScoped

READERS = ("coordinator", "executive_secretary", "finance", "auditor")


class AgreementQuerySet(ScopedQuerySet):
    """Agreements, by where they stand."""

    def in_force(self) -> Self:
        """Return those that both sides agreed on: nothing else may enter a figure or a file."""
        return self.filter(state=Agreement.State.IN_FORCE)


class Agreement(UnitScoped):
    """A key, or the rule that yields one, for a span of days; it counts once it is in force.

    ``content`` and ``digest`` are what was handed over: the signatures are to them. ``closed_by``
    is the agreement that came into force later and ended this one the day before its own start.
    """

    readers = READERS

    class State(models.TextChoices):
        """Where an agreement stands; whether its days are over is a matter of its dates."""

        DRAFT = "draft", _("draft")
        SIGNING = "signing", _("waiting for signatures")
        IN_FORCE = "in_force", _("in force")

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
    # What a unit file brings was agreed elsewhere: it is in force.
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.IN_FORCE)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    # Counts the times it was handed over; one that came back needs new signatures, even unchanged.
    round = models.PositiveSmallIntegerField(_("handed over"), default=0)
    content = models.JSONField(_("content as handed over"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=71, blank=True)
    handed_over = models.DateTimeField(_("handed over on"), null=True, blank=True)
    agreed = models.DateTimeField(_("signed by all sides on"), null=True, blank=True)
    # Why it came back, and from whom.
    returned = models.CharField(_("why it came back"), max_length=500, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="closes"
    )

    objects = AgreementQuerySet.as_manager()  # type: ignore[misc]  # more precise than its base

    class Meta:
        ordering = ["start", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            span_check("agreement_span"),
            models.CheckConstraint(
                name="agreement_that_waits_has_a_digest",
                condition=~Q(state="signing") | ~Q(digest=""),
            ),
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
    readers = READERS

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

    readers = READERS

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
