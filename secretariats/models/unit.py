"""The joint unit and its calendar."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models.fields import currency_field
from secretariats.models.instrument import Instrument
from secretariats.models.scope import UnitScoped

EVERYBODY = (
    "staff", "coordinator", "executive_secretary", "finance", "committee_member", "auditor",
    "administrator",
)  # fmt: skip


class Unit(UnitScoped):
    """A joint unit that serves several instruments; its zone decides what day it is."""

    unit_path = "pk"
    readers = EVERYBODY

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=200)
    currency = currency_field()
    timezone = models.CharField(_("time zone"), max_length=64)
    # The duty station, whose public holidays are offered; nothing is taken over by itself.
    country = models.CharField(_("country"), max_length=2, blank=True)
    subdivision = models.CharField(_("part of the country"), max_length=32, blank=True)
    daily_minutes = models.PositiveSmallIntegerField(_("minutes of a full day"))
    weekdays = models.JSONField(_("working weekdays, 1 is Monday"), default=list)
    joint_policy = models.CharField(_("policy for joint work"), max_length=32)
    overhead_policy = models.CharField(_("policy for overhead"), max_length=32)
    method = models.CharField(_("method"), max_length=16)
    support_num = models.PositiveBigIntegerField(_("support rate, numerator"), default=0)
    support_den = models.PositiveBigIntegerField(_("support rate, denominator"), default=1)
    # What a stopped timer is rounded to, half up.
    timer_minutes = models.PositiveSmallIntegerField(_("timers are rounded to minutes"), default=1)
    synthetic = models.BooleanField(_("all people and amounts are invented"), default=False)
    instruments = models.ManyToManyField(Instrument, related_name="units")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="units")

    class Meta:
        ordering = ["code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                name="unit_day_has_minutes",
                condition=Q(daily_minutes__gte=1, daily_minutes__lte=1440),
            ),
            models.CheckConstraint(
                name="unit_timers_are_rounded_within_an_hour",
                condition=Q(timer_minutes__gte=1, timer_minutes__lte=60),
            ),
            models.CheckConstraint(
                name="unit_support_is_a_fraction", condition=Q(support_den__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Holiday(UnitScoped):
    """A day of the unit's calendar on which nothing, or less, is expected."""

    readers = EVERYBODY

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="holidays")
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=200)
    # The minutes it takes from a day; null: the whole day.
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), null=True, blank=True)

    class Meta:
        ordering = ["date"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(fields=["unit", "date"], name="one_holiday_per_date"),
            models.CheckConstraint(
                name="holiday_takes_minutes_of_a_day",
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=1440),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
