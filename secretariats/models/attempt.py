"""Attempts that are counted, so that nobody tries without end."""

from django.db import models


class Attempt(models.Model):
    """One attempt of a kind; kept while it counts, and without saying whose it is."""

    kind = models.CharField(max_length=32)
    # A keyed digest of the address, username or e-mail address that the limit counts by.
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "key", "at"], name="attempts_of_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
