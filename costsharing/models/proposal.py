"""Changes of inputs that several sides share: proposed by one, in force once all agree."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models import Instrument, Unit
from secretariats.models.scope import UnitScoped


class InputProposal(UnitScoped):
    """Lines to be added, changed or removed in one table of inputs, all of them or none.

    A file is looked at first (``preview``). Where a side's own finance writes the table, its
    confirmation applies the lines; where the rows are shared, the other sides' finance officers
    must agree, each for their own instrument (signatures to ``digest``).

    ``lines`` is a list of ``{"act": "add"|"change"|"remove", "row": key or null, "seen": mark,
    "texts": column → text in the one form of the interface, "before": column → text, "place":
    row of the file or null}``.
    """

    owner_path = "person"
    # Lines may hold what people cost.
    readers = ("finance", "auditor")

    class State(models.TextChoices):
        """Where it stands."""

        PREVIEW = "preview", _("looked at")
        WAITING = "waiting", _("waiting for the other side")
        APPLIED = "applied", _("in force")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    # Name of the table of inputs, as in addresses.
    table = models.CharField(_("table"), max_length=32)
    lines = models.JSONField(_("lines"))
    # What is wrong with lines of a file, by row; nothing can be applied before it is mended.
    problems = models.JSONField(_("problems"), default=list, blank=True)
    file = models.CharField(_("name of the file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    # Codes of the instruments whose finance officers must agree; empty: the proposer's own rows.
    sides = models.JSONField(_("sides"), default=list, blank=True)
    digest = models.CharField(_("digest"), max_length=71, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.PREVIEW)
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("proposed change of inputs")
        verbose_name_plural = _("proposed changes of inputs")
        indexes = [models.Index(fields=["unit", "state"], name="proposals_by_state")]

    def __str__(self) -> str:
        return f"{self.table} {self.created:%Y-%m-%d}"
