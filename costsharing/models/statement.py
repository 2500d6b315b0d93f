"""Statements: what each instrument paid and owes over a year so far, and who confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from costsharing.models.cost import MONEY_READERS
from secretariats.models import Unit
from secretariats.models.scope import UnitScoped


class Statement(UnitScoped):
    """The settlement of a year so far, up to the end of a period; final once all sides confirmed.

    ``snapshot`` is the canonical JSON of the settlement's inputs (expenditure, keys, rates) from
    1 January to ``end``; ``content`` holds the figures; ``digest`` is of both, and what the sides
    confirm. A final statement has a number and is never changed.
    """

    readers = MONEY_READERS

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting for confirmations")
        FINAL = "final", _("final")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField(_("year"))
    start = models.DateField(_("from"))
    end = models.DateField(_("to"))
    # Within unit and year, from 1; given when it becomes final, without gaps.
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.WAITING)
    snapshot = models.TextField(_("snapshot"))
    content = models.JSONField(_("figures"))
    digest = models.CharField(_("digest"), max_length=71)
    # Why it was refused or withdrawn.
    returned = models.CharField(_("why it came back"), max_length=500, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("prepared"), auto_now_add=True)
    final = models.DateTimeField(_("final since"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "-end", "-created"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="statements_are_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "end"],
                condition=Q(state="final"),
                name="one_final_statement_to_a_day",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state="waiting"),
                name="one_statement_waits_for_confirmation",
            ),
            models.CheckConstraint(
                name="a_statement_lies_in_one_year",
                condition=Q(end__gte=F("start"), start__year=F("year"), end__year=F("year")),
            ),
            models.CheckConstraint(
                name="final_statements_have_numbers",
                condition=Q(state="final", number__isnull=False, final__isnull=False)
                | (~Q(state="final") & Q(number__isnull=True, final__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"


class StatementFile(UnitScoped):
    """A final statement as a document: the same bytes for everybody, for ever."""

    unit_path = "statement__unit"
    readers = MONEY_READERS

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="files")
    medium = models.CharField(_("form"), max_length=8)
    language = models.CharField(_("language"), max_length=8)
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        ordering = ["statement", "medium", "language"]
        verbose_name = _("file of a statement")
        verbose_name_plural = _("files of statements")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "medium", "language"], name="one_file_of_a_statement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.medium} {self.language}"
