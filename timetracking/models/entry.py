"""The record of time: entries, the total of a person's day, and what was removed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped
from timetracking.models.activity import Activity, Beneficiary, Kind

DAY = 1440


class TimeEntry(UnitScoped):
    """Whole minutes of a person on a work date, for an activity and, for a service, whom."""

    owner_path = "person"
    readers = ("coordinator", "auditor")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="entries", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries", db_index=False
    )
    date = models.DateField(_("work date"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="entries")
    # The activity's kind, here too so that the database can hold the rule about beneficiaries.
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind)
    beneficiary = models.ForeignKey(
        Beneficiary, models.PROTECT, null=True, blank=True, related_name="entries", db_index=False
    )
    first_minutes = models.PositiveSmallIntegerField(_("minutes first saved"))
    version = models.PositiveIntegerField(_("version"), default=1)
    saved = models.DateTimeField(_("first saved"), default=timezone.now)
    begin = models.DateTimeField(_("begin"), null=True, blank=True)
    end = models.DateTimeField(_("end"), null=True, blank=True)
    zone = models.CharField(_("time zone of begin and end"), max_length=64, blank=True)
    source = models.CharField(_("source"), max_length=16, blank=True)
    source_id = models.CharField(_("identity at the source"), max_length=64, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                name="entry_minutes_within_a_day",
                condition=Q(minutes__gte=1, minutes__lte=DAY)
                & Q(first_minutes__gte=1, first_minutes__lte=DAY),
            ),
            models.CheckConstraint(
                name="service_entry_has_beneficiary",
                condition=Q(kind=Kind.SERVICE, beneficiary__isnull=False)
                | (~Q(kind=Kind.SERVICE) & Q(beneficiary__isnull=True)),
            ),
            models.CheckConstraint(
                name="entry_ends_after_begin",
                condition=Q(begin__isnull=True, end__isnull=True)
                | Q(begin__isnull=False, end__isnull=False, end__gte=models.F("begin")),
            ),
            models.UniqueConstraint(
                fields=["unit", "person", "source", "source_id"],
                condition=~Q(source_id=""),
                name="one_entry_per_source_identity",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "date"],
                include=["activity", "beneficiary", "minutes"],
                name="entry_by_person_and_date",
            ),
            models.Index(fields=["unit", "date"], name="entry_by_unit_and_date"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.minutes} min"


class DayTotal(UnitScoped):
    """The minutes of a person's day in a unit, kept by triggers of the database.

    Its check makes more than 1440 minutes a day impossible; its rows make expected time cheap to
    compare with. Nothing but the triggers writes it.
    """

    owner_path = "person"
    readers = TimeEntry.readers

    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_index=False
    )
    date = models.DateField(_("work date"))
    minutes = models.IntegerField(_("minutes"))

    class Meta:
        verbose_name = _("total of a day")
        verbose_name_plural = _("totals of days")
        constraints = [
            models.UniqueConstraint(fields=["person", "date", "unit"], name="one_total_per_day"),
            models.CheckConstraint(
                name="a_day_has_1440_minutes", condition=Q(minutes__gte=0, minutes__lte=DAY)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.minutes} min"


class MonthTotal(UnitScoped):
    """The minutes of a person's month by activity and beneficiary, kept by triggers likewise.

    Runs and dashboards read it in place of the entries wherever nothing changes within a month.
    """

    owner_path = "person"
    readers = TimeEntry.readers

    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_index=False
    )
    month = models.DateField(_("first day of the month"))
    activity = models.ForeignKey(Activity, models.DO_NOTHING, related_name="+", db_index=False)
    # The beneficiary's number; 0 is none, since a key has no gaps.
    beneficiary = models.BigIntegerField(_("beneficiary"), default=0)
    minutes = models.IntegerField(_("minutes"))

    class Meta:
        verbose_name = _("total of a month")
        verbose_name_plural = _("totals of months")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month", "activity", "beneficiary"], name="one_total_per_month"
            )
        ]
        indexes = [models.Index(fields=["unit", "month"], name="month_total_by_unit")]

    def __str__(self) -> str:
        return f"{self.month} {self.minutes} min"


class UnitMonthTotal(UnitScoped):
    """A part of a unit's minutes of a month by activity and beneficiary, kept by triggers too.

    The parts of the same month, activity and beneficiary add up. There is one, but where people
    of a unit write at the same moment: none of them waits for another, and whoever writes next
    puts the parts together again.
    """

    readers = TimeEntry.readers

    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_index=False)
    month = models.DateField(_("first day of the month"))
    activity = models.ForeignKey(Activity, models.DO_NOTHING, related_name="+", db_index=False)
    # The beneficiary's number; 0 is none, since a key has no gaps.
    beneficiary = models.BigIntegerField(_("beneficiary"), default=0)
    minutes = models.BigIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("total of a unit's month")
        verbose_name_plural = _("totals of units' months")
        indexes = [
            models.Index(
                fields=["unit", "month", "activity", "beneficiary"], name="unit_month_total_by_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.minutes} min"


class RemovedEntry(UnitScoped):
    """What is left of a removed entry, so that corrections can be measured: no note, no text."""

    owner_path = "person"
    readers = TimeEntry.readers

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="removed_entries")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    date = models.DateField(_("work date"))
    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind)
    first_minutes = models.PositiveSmallIntegerField(_("minutes first saved"))
    removed = models.DateTimeField(_("removed"), default=timezone.now)
    # The key that it had, under which the history has it; null: removed before this was kept.
    entry = models.BigIntegerField(_("key of the entry"), null=True, blank=True)

    class Meta:
        verbose_name = _("removed entry")
        verbose_name_plural = _("removed entries")
        indexes = [models.Index(fields=["person", "date"], name="removed_by_person_and_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.first_minutes} min"
