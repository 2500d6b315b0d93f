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
    digest of that file.
    """

    readers = ("coordinator", "executive_secretary", "auditor")

    class State(models.TextChoices):
        """Where the report stands."""

        DRAFT = "draft", _("draft")
        SIGNING = "signing", _("waiting for signatures")
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
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True)

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
                condition=Q(state="draft"),
                name="one_draft_per_committee_period_and_language",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or f"{self.committee} {self.start} – {self.end} {self.language}"
