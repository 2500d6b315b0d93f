"""Who reads a file: the request itself where it is small, else a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.run_job import ask_for
from secretariats.core.errors import Refused
from timetracking.actions.bring_upload import open_upload
from timetracking.actions.read_upload import read_upload, store_upload
from timetracking.models import Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Job, Person

READ, STORE = "timetracking.read_upload", "timetracking.store_upload"
# What a request reads while somebody waits; beyond it a worker does.
SMALL_BYTES, SMALL_ROWS = 300_000, 2_000


def is_large(data: bytes) -> bool:
    """Return whether a file is read by a worker and not while somebody waits."""
    return len(data) > SMALL_BYTES or data.count(b"\n") > SMALL_ROWS


def look_at(upload: Upload, *, actor: Person, then_drop: bool = False) -> Job | None:
    """Try what a file would do; a large one is handed to a worker, whose job is returned.

    Args:
        upload: the file.
        actor: whose it is.
        then_drop: whether nothing but the outcome is to be kept.

    Raises:
        NotAllowed: it is not the actor's own.
        Refused: it was stored or given up already, or a worker is at it.
    """
    return _work(READ, upload, actor=actor, then_drop=then_drop)


def confirm(upload: Upload, *, actor: Person) -> Job | None:
    """Store the time of a file; a large one is handed to a worker, whose job is returned.

    Raises:
        NotAllowed: it is not the actor's own.
        Refused: it was stored or given up already, or a worker is at it.
    """
    return _work(STORE, upload, actor=actor)


def _work(task: str, upload: Upload, *, actor: Person, then_drop: bool = False) -> Job | None:
    with transaction.atomic():
        row = open_upload(upload, actor=actor)
        if is_large(bytes(row.content or b"")):
            asked = {"upload": str(row.pk), "drop": then_drop}
            row.job = ask_for(task, unit=row.unit, actor=actor, asked=asked)
            row.save(update_fields=["job"])
            return row.job
    _do(task, row, actor=actor)
    if then_drop:
        _keep_outcome_alone(row)
    return None


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Read or store the file of a job and return its identity; a worker calls this.

    Delivered twice it does the same again, which changes nothing: what is stored is unchanged.

    Raises:
        Refused: the file was given up meanwhile.
    """
    found: Upload | None = (
        Upload.objects.select_related("unit", "person").filter(pk=job.asked["upload"]).first()
    )
    if found is None or found.content is None:
        if found is not None and found.state == Upload.State.STORED:
            return str(found.pk)
        raise Refused([_("This file was given up before a worker came to it.")])
    lines = bytes(found.content).count(b"\n")
    told = _("Reading the file, row by row")
    tell(told, 0, lines)
    _do(job.task, found, actor=found.person, tell=lambda done: tell(told, min(done, lines), lines))
    if job.asked.get("drop"):
        _keep_outcome_alone(found)
    return str(found.pk)


def _do(
    task: str, upload: Upload, *, actor: Person, tell: Callable[[int], None] | None = None
) -> None:
    (store_upload if task == STORE else read_upload)(upload, actor=actor, tell=tell)


def _keep_outcome_alone(upload: Upload) -> None:
    """Drop what was tried on request of a program, which has no use for the content."""
    Upload.objects.filter(pk=upload.pk).update(content=None, state=Upload.State.DROPPED)
