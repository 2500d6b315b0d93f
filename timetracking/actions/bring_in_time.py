"""A file sent by a program: brought, read and stored in one request, once for each key."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.actions.once_only import digest_of, once_only
from secretariats.core.errors import Problem, Refused
from timetracking.actions.bring_upload import bring_upload
from timetracking.actions.work_on_upload import confirm, look_at
from timetracking.models import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Job, Person, Unit


def bring_in_time(
    data: bytes,
    *,
    actor: Person,
    unit: Unit,
    name: str,
    format_name: str = "",
    order: str = "",
    names: Mapping[str, Any] | None = None,
    update: bool = False,
    dry_run: bool = False,
    key: str = "",
) -> tuple[Upload, Job | None]:
    """Bring a file in, and return it with what became of it; of a large one, the worker's job.

    Under a key used before for the same, the file of then is returned and nothing is done.

    Args:
        data: the content.
        actor: whose time it is.
        unit: where the work was done.
        name: the file's.
        format_name: which program wrote it; empty: told by the file.
        order: of the parts of its dates, where somebody told it.
        names: what names of the file stand for; None: as remembered.
        update: whether entries that changed at the source take the file's values.
        dry_run: whether to say what would happen only; the content is not kept then.
        key: the caller's for this request; empty: nothing keeps it from being asked twice.

    Raises:
        NotAllowed: the actor does not work in the unit.
        Refused: the file cannot be read, or, unless only tried, rows of it are rejected; nothing
            is stored and nothing of it is kept then.
        KeyReused: the key was used for something else.
    """

    def bring() -> dict[str, Any]:
        upload = bring_upload(
            data, actor=actor, unit=unit, name=name, format_name=format_name, order=order,
            names=names, update=update,
        )  # fmt: skip
        work = look_at(upload, actor=actor, then_drop=True) if dry_run else None
        job = work if dry_run else confirm(upload, actor=actor)
        if job is None:
            _refuse_what_failed(Upload.objects.get(pk=upload.pk), dry_run=dry_run)
        return {"upload": str(upload.pk)}

    if key:
        asked = {
            "sha256": hashlib.sha256(data).hexdigest(), "unit": unit.code, "format": format_name,
            "dates": order, "map": names, "update": update, "dry_run": dry_run,
        }  # fmt: skip
        scope = f"import of {actor.pk}"
        answer = once_only(scope=scope, key=key, digest=digest_of(asked), do=bring)
    else:
        with transaction.atomic():
            answer = bring()
    upload: Upload = (
        Upload.objects.select_related("unit", "job").defer("content").get(pk=answer["upload"])
    )
    return upload, upload.job


def _refuse_what_failed(upload: Upload, *, dry_run: bool) -> None:
    """Raise why a file came to nothing, so that nothing of it is kept."""
    if upload.problems:
        raise Refused(Problem(one["path"], one["message"]) for one in upload.problems)
    rejected = (upload.outcome or {}).get("rejected", [])
    if rejected and not dry_run:
        raise Refused(
            [
                *(Problem(_("row %(row)s") % one, one["reason"]) for one in rejected),
                _("Nothing was stored. Correct these rows and send the file again."),
            ]
        )
