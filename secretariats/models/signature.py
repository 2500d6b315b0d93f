"""The two-sided signature: one for each instrument, from different people."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models.instrument import Instrument
from secretariats.models.scope import UnitScoped
from secretariats.models.unit import Unit


class Signature(UnitScoped):
    """A person's yes or no, for one instrument, to one exact content of a document."""

    readers = ("coordinator", "executive_secretary", "finance", "auditor")

    class Decision(models.TextChoices):
        """What was decided."""

        SIGNED = "signed", _("signed")
        REFUSED = "refused", _("refused")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    # The kind and identity of the document, and the digest of what was before the signer's eyes.
    document = models.CharField(_("document"), max_length=32)
    document_id = models.CharField(_("number"), max_length=64)
    digest = models.CharField(_("digest"), max_length=71)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decision = models.CharField(_("decision"), max_length=16, choices=Decision)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "document_id", "digest", "instrument"],
                name="one_signature_per_instrument",
            ),
            models.UniqueConstraint(
                fields=["document", "document_id", "digest", "person"],
                name="nobody_signs_for_two_instruments",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.document_id} {self.instrument}: {self.decision}"
