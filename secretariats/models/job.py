"""Long work: what was asked, how far it is, and how it ended."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models.scope import UnitScoped
from secretariats.models.unit import Unit


class Job(UnitScoped):
    """A piece of long work for a worker; safe to deliver twice, since one lease runs it."""

    owner_path = "actor"
    readers = ("coordinator", "finance", "auditor")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    task = models.CharField(_("kind"), max_length=64)
    # What was asked, as plain values; the result is the identity of the row that was made.
    asked = models.JSONField(_("asked"), default=dict)
    result = models.CharField(_("result"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.WAITING)
    step = models.CharField(_("step"), max_length=100, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    error = models.TextField(_("error"), blank=True)
    # The delivery that works on it, and until when nobody else may.
    lease = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField(_("asked at"), auto_now_add=True)
    finished = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"


class IdempotencyKey(models.Model):
    """A write that was done under a key its caller chose: asked again, it is not done again."""

    scope = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    # What was asked under it: the same key with something else is a mistake of the caller.
    digest = models.CharField(max_length=71)
    answer = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_write_per_key")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
