"""Tokens with which programs ask for a person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """A token of the programming interface; the secret itself is stored nowhere, only its hash.

    The fields are those that knox expects of a token, and a name.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=128, unique=True)
    # The first characters of the secret, by which the row is found.
    token_key = models.CharField(max_length=25, db_index=True)
    created = models.DateTimeField(_("made at"), auto_now_add=True)
    expiry = models.DateTimeField(_("ends at"), null=True, blank=True)

    class Meta:
        ordering = ["-created", "-pk"]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return self.name
