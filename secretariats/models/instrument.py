"""Treaties, the offices that serve them, and their committees."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.core.palette import SLOTS
from secretariats.models.scope import UnitScoped


class Instrument(models.Model):
    """A treaty with its own budget and committee. Shared between units, told apart by code."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=200)
    # Its colour and pattern, from 1 (secretariats.core.palette); empty until it is given one.
    palette = models.PositiveSmallIntegerField(
        _("place in the palette"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(SLOTS)],
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.code


class Secretariat(UnitScoped):
    """An office that employs people and serves one or several instruments."""

    readers = ("coordinator", "executive_secretary", "finance", "auditor", "administrator")

    unit = models.ForeignKey("Unit", models.PROTECT, related_name="secretariats")
    code = models.CharField(_("code"), max_length=32)
    name = models.CharField(_("name"), max_length=200)
    serves = models.ManyToManyField(Instrument, related_name="secretariats")

    class Meta:
        ordering = ["code"]
        verbose_name = _("secretariat")
        verbose_name_plural = _("secretariats")
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_secretariat_per_code")
        ]

    def __str__(self) -> str:
        return self.code


class Committee(UnitScoped):
    """The body of an instrument's parties that receives the unit's reports."""

    readers = (
        "coordinator", "executive_secretary", "finance", "committee_member", "auditor",
        "administrator",
    )  # fmt: skip

    unit = models.ForeignKey("Unit", models.PROTECT, related_name="committees")
    code = models.CharField(_("code"), max_length=32)
    name = models.CharField(_("name"), max_length=200)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="committees")
    languages = models.JSONField(_("languages"), default=list)

    class Meta:
        ordering = ["code"]
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_committee_per_code")
        ]

    def __str__(self) -> str:
        return self.code
