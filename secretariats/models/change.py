"""The history: one append-only table, written by the actions in their own transaction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models.scope import UnitScoped
from secretariats.models.unit import Unit


class Change(UnitScoped):
    """One change of business data: who, when, which row, before, after, why.

    Personal text never stands here but in :class:`ChangeText`, so that it can be erased.
    """

    readers = ("auditor",)

    class Kind(models.TextChoices):
        """What happened to the row."""

        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")
        LOADED = "loaded", _("loaded from a file")

    at = models.DateTimeField(_("when"), auto_now_add=True)
    # Null: the operator at the command line, or a timed task.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    table = models.CharField(_("table"), max_length=64)
    row = models.CharField(_("row"), max_length=64)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    request = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["table", "row"], name="change_of_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.get_kind_display()}"


class ChangeText(UnitScoped):
    """Personal text before and after a change, apart so that it can be erased."""

    unit_path = "change__unit"
    readers = ("auditor",)

    change = models.ForeignKey(Change, models.PROTECT, related_name="texts")
    field = models.CharField(_("field"), max_length=64)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)

    class Meta:
        verbose_name = _("personal text of a change")
        verbose_name_plural = _("personal texts of changes")

    def __str__(self) -> str:
        return f"{self.change_id} {self.field}"
