"""Reports of a unit to a committee: what they were asked for, frozen, and the document made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from costsharing.models import ValuationRun
from secretariats.models import Committee, Role, Unit
from secretariats.models.scope import ScopedQuerySet, UnitScoped

if TYPE_CHECKING:
    import datetime as dt


class ReportQuerySet(ScopedQuerySet):
    """Reports; drafts are for those who write and sign, published ones for their readers."""

    def visible_to(self, person: Any, *, on: dt.date | None = None) -> Self:
        """Return the reports that ``person`` may see on a date, by default today.

        Besides the ``readers`` of every state: the staff of a unit see its published reports,
        the members of a committee the published ones of that committee.
        """
        if not person.is_authenticated or not person.is_active:
            return self.none()
        roles = Role.objects.in_force(on or timezone.localdate()).filter(person=person)
        writers = roles.filter(role__in=self.model.readers)
        staff = roles.filter(role=Role.Kind.STAFF)
        members = roles.filter(role=Role.Kind.COMMITTEE_MEMBER)
        published = Q(state=Report.State.PUBLISHED)
        return self.filter(
            Q(unit__in=writers.values("unit"))
            | published & Q(unit__in=staff.values("unit"))
            | published & Q(committee__in=members.values("committee"))
        )


class Report(UnitScoped):
    """A progress report of a unit to one committee in one language.

    ``context`` holds every figure and text that the document shows, as plain JSON values, so that
    the document can be made again to the byte. ``pdf`` is the last one made of it, ``sha256`` the
    digest of that file; its data are in :class:`DataFile`. Handed over, a report has the
    ``digest`` that is signed: of its context and all its files. Published, it never changes; what
    corrects it is another report that ``supersedes`` it.
    """

    readers = ("coordinator", "executive_secretary", "auditor")

    class State(models.TextChoices):
        """Where the report stands."""

        DRAFT = "draft", _("draft")
        SIGNING = "signing", _("waiting for signatures")
        SIGNED = "signed", _("signed, not yet published")
        PUBLISHED = "published", _("published")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="reports")
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT)

    # The head of the document; what is not known yet is empty, and the draft says so.
    symbol = models.CharField(_("symbol"), max_length=64, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    meeting_name = models.CharField(_("meeting"), max_length=200, blank=True)
    meeting_place = models.CharField(_("place"), max_length=200, blank=True)
    meeting_start = models.DateField(_("first day of the meeting"), null=True, blank=True)
    meeting_end = models.DateField(_("last day of the meeting"), null=True, blank=True)
    agenda_item = models.CharField(_("agenda item"), max_length=32, blank=True)
    date = models.DateField(_("date of the document"), null=True, blank=True)

    mandate = models.TextField(_("mandate"), blank=True)
    lessons = models.TextField(_("lessons learned"), blank=True)
    savings = models.TextField(_("financial cost savings"), blank=True)

    run = models.ForeignKey(ValuationRun, models.PROTECT, related_name="reports")
    context = models.JSONField(_("what the document shows"), default=dict)
    pdf = models.FileField(_("document"), max_length=300, blank=True)
    # The digest of what the file was made of, and with: the same source needs no second file.
    source = models.CharField(max_length=64, blank=True, editable=False)
    sha256 = models.CharField(
        _("SHA-256 of the document"), max_length=64, blank=True, db_index=True
    )
    size = models.PositiveBigIntegerField(_("size of the document in bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    # The digest of the context that the files show: another one means that they are out of date.
    made_of = models.CharField(max_length=71, blank=True, editable=False)

    # What is signed, and which handing over it is: each needs signatures of its own.
    digest = models.CharField(_("digest that is signed"), max_length=71, blank=True)
    round = models.PositiveSmallIntegerField(_("handed over, times"), default=0)
    # Why it came back, the last time it did.
    returned = models.CharField(_("why it came back"), max_length=500, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published = models.DateTimeField(_("published"), null=True, blank=True)

    revision = models.PositiveSmallIntegerField(_("revision"), default=0)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    correction = models.CharField(_("what was corrected"), max_length=500, blank=True)

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("drafted"), auto_now_add=True)
    updated = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ReportQuerySet.as_manager()  # type: ignore[misc]  # more precise than its base

    class Meta:
        ordering = ["-end", "committee__code", "language"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(name="report_span", condition=Q(end__gte=F("start"))),
            models.UniqueConstraint(
                fields=["unit", "committee", "start", "end", "language"],
                # Those that came back and those that correct another are drafts of their own.
                condition=Q(state="draft", round=0, supersedes__isnull=True),
                name="one_draft_per_committee_period_and_language",
            ),
            models.UniqueConstraint(
                fields=["unit", "symbol", "language"],
                condition=Q(state="published") & ~Q(symbol=""),
                name="one_published_report_per_symbol_and_language",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or f"{self.committee} {self.start} – {self.end} {self.language}"


class DataFileQuerySet(ScopedQuerySet):
    """Data of reports; seen by those who see the report."""

    def visible_to(self, person: Any, *, on: dt.date | None = None) -> Self:
        """Return the files of the reports that ``person`` may see on a date, by default today."""
        return self.filter(report__in=Report.objects.visible_to(person, on=on))


class DataFile(UnitScoped):
    """The figures of a report in one medium for programs, made together with its document."""

    unit_path = "report__unit"
    readers = Report.readers

    report = models.ForeignKey(Report, models.PROTECT, related_name="data_files")
    medium = models.CharField(_("medium"), max_length=16)
    file = models.FileField(_("file"), max_length=300)
    source = models.CharField(max_length=64, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    objects = DataFileQuerySet.as_manager()  # type: ignore[misc]  # more precise than its base

    class Meta:
        ordering = ["report", "medium"]
        verbose_name = _("data of a report")
        verbose_name_plural = _("data of reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "medium"], name="one_data_file_per_medium")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.medium}"
