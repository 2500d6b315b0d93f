"""What work costs and what was spent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Instrument, Unit
from secretariats.models.fields import amount_field, currency_field, rate_field
from secretariats.models.scope import UnitScoped

MONEY_READERS = ("coordinator", "executive_secretary", "finance", "auditor")


class StandardCost(UnitScoped):
    """The annual standard cost of a grade in a year, with the productive hours it pays for."""

    readers = MONEY_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="standard_costs")
    grade = models.CharField(_("grade"), max_length=16)
    year = models.PositiveSmallIntegerField(_("year"))
    annual = amount_field(verbose_name=_("annual cost"))
    currency = currency_field()
    productive_hours = amount_field(verbose_name=_("productive hours"))

    class Meta:
        ordering = ["year", "grade"]
        verbose_name = _("standard cost")
        verbose_name_plural = _("standard costs")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "grade", "year"], name="one_standard_cost_per_grade_and_year"
            ),
            models.CheckConstraint(
                name="standard_cost_can_be_divided",
                condition=Q(annual__gte=0, productive_hours__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade} {self.year}"


class ExchangeRate(UnitScoped):
    """Units of a currency for one US dollar, from a date until the next."""

    readers = MONEY_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="exchange_rates")
    start = models.DateField(_("from"))
    currency = currency_field()
    per_usd = rate_field(verbose_name=_("for one US dollar"))

    class Meta:
        ordering = ["currency", "start"]
        verbose_name = _("rate of exchange")
        verbose_name_plural = _("rates of exchange")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "currency", "start"], name="one_rate_per_currency_and_date"
            ),
            models.CheckConstraint(name="rate_is_positive", condition=Q(per_usd__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.start}"


class StaffCost(UnitScoped):
    """One line of what a person really cost in a month; corrections may be negative."""

    readers = ("finance", "auditor")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staff_costs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    month = models.DateField(_("first day of the month"))
    amount = amount_field(verbose_name=_("amount"))
    currency = currency_field()

    class Meta:
        ordering = ["month", "person"]
        verbose_name = _("staff cost")
        verbose_name_plural = _("staff costs")
        constraints = [
            models.CheckConstraint(name="staff_cost_on_first_of_month", condition=Q(month__day=1))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.month}"


class Expenditure(UnitScoped):
    """Money an instrument laid out, shared by the key or charged to one instrument."""

    readers = MONEY_READERS

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="expenditures")
    date = models.DateField(_("date"))
    amount = amount_field(verbose_name=_("amount"))
    currency = currency_field()
    paid_by = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    # Null: shared by the key on its date.
    charged_to = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditure")

    def __str__(self) -> str:
        return f"{self.date} {self.amount} {self.currency}"
