"""What makes logging quick, each person's own: the timer, favourites, the calendar."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secretariats.models import Unit
from secretariats.models.scope import UnitScoped
from timetracking.models.activity import Activity, Beneficiary


class Timer(UnitScoped):
    """The timer of a person that runs: one at most, wherever and on whatever device."""

    owner_path = "person"
    readers = ()

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="timer")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    beneficiary = models.ForeignKey(
        Beneficiary, models.CASCADE, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    started = models.DateTimeField(_("started"))
    # Grows with every start, so that a second device stops only what it shows.
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("timer")
        verbose_name_plural = _("timers")

    def __str__(self) -> str:
        return f"{self.person} {self.started:%Y-%m-%d %H:%M}"


class Favourite(UnitScoped):
    """A row that a person wants to have at hand."""

    owner_path = "person"
    readers = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourites")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    beneficiary = models.ForeignKey(
        Beneficiary, models.CASCADE, null=True, blank=True, related_name="+"
    )
    made = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "activity", "beneficiary"],
                name="one_favourite_per_row",
            ),
            # Nothing equals nothing only where the database is told so.
            models.UniqueConstraint(
                fields=["unit", "person", "activity"],
                condition=Q(beneficiary__isnull=True),
                name="one_favourite_per_row_without_beneficiary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.activity}"


class OwnCalendar(models.Model):
    """Where a person's calendar comes from: a file, or an address that is read now and then."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="own_calendar"
    )
    # Empty: events came from a file. An address may let its reader in: nobody else sees it.
    address = models.CharField(_("address"), max_length=1000, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    read = models.DateTimeField(_("last read"), null=True, blank=True)
    problem = models.CharField(_("what went wrong"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    def __str__(self) -> str:
        return str(self.person)


class CalendarEvent(models.Model):
    """An event of a person's calendar on a day, to be offered as a row; never an entry by itself.

    Nobody but the person sees it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_events"
    )
    date = models.DateField(_("date"))
    begin = models.DateTimeField(_("begin"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        ordering = ["begin", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["person", "date"], name="event_by_person_and_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.title}"
