"""Files of time on their way in, and what their names stand for."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariats.models import Job, Unit
from secretariats.models.scope import UnitScoped


class Upload(UnitScoped):
    """A file that a person brought: looked at, mapped, then stored at one confirmation.

    Its content is removed when it was stored or given up.
    """

    owner_path = "person"
    readers = ()

    class State(models.TextChoices):
        """Where it stands; ``read``: the preview shows what would become of it."""

        WAITING = "waiting", _("waiting")
        READ = "read", _("looked at")
        STORED = "stored", _("stored")
        FAILED = "failed", _("cannot be read")
        DROPPED = "dropped", _("given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="uploads")
    format = models.CharField(_("format"), max_length=16)
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    content = models.BinaryField(_("content"), null=True, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    # Order of the parts of its dates, where the person told it.
    order = models.CharField(_("order of dates"), max_length=3, blank=True)
    # Name in the file → what it stands for, in the words of a map of ``import_time``.
    names = models.JSONField(_("names"), default=dict, blank=True)
    update = models.BooleanField(_("amend what changed"), default=False)
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.WAITING)
    # What became of each row, or would; plain JSON values.
    outcome = models.JSONField(_("outcome"), null=True, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(_("brought at"), auto_now_add=True)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return f"{self.format} {self.name}"


class ImportMap(UnitScoped):
    """What the names of a person's files stand for, remembered by format."""

    owner_path = "person"
    readers = ()

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="import_maps"
    )
    format = models.CharField(_("format"), max_length=16)
    order = models.CharField(_("order of dates"), max_length=3, blank=True)
    names = models.JSONField(_("names"), default=dict, blank=True)

    class Meta:
        verbose_name = _("map of names")
        verbose_name_plural = _("maps of names")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "format"], name="one_import_map_per_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.format}"
