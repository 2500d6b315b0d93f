"""What a file that was brought would do; and, at one confirmation, doing it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from secretariats.core.errors import NotAllowed, Problem, Refused
from timetracking.actions.import_entries import import_entries
from timetracking.core.importers import formats
from timetracking.core.maps import read_map
from timetracking.core.outcome import preview
from timetracking.core.written import OrderOpen
from timetracking.joint import joint_by_date
from timetracking.models import ImportMap, Upload
from timetracking.queries.importing import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Person
    from timetracking.core.outcome import Outcome

OPEN = (Upload.State.WAITING, Upload.State.READ, Upload.State.FAILED)


def read_upload(
    upload: Upload, *, actor: Person, tell: Callable[[int], None] | None = None
) -> Outcome | None:
    """Try what a file would do and keep that for the preview; no time is stored.

    What keeps the file from being read is kept as its problems, and None is returned.

    Raises:
        NotAllowed: it is not the actor's own, or they no longer work in the unit.
    """
    outcome = _tried(upload, actor=actor, dry_run=True, tell=tell)
    if outcome is not None:
        _keep(upload, outcome)
    return outcome


def store_upload(
    upload: Upload, *, actor: Person, tell: Callable[[int], None] | None = None
) -> Outcome | None:
    """Store the time of a file: all of it, or nothing and the reasons why not.

    Afterwards its content is gone and what its names stand for is remembered for the next file.
    Confirmed twice, it is stored once, since an import never doubles an entry.

    Raises:
        NotAllowed: it is not the actor's own, or they no longer work in the unit.
    """
    outcome = _tried(upload, actor=actor, dry_run=False, tell=tell)
    if outcome is None:
        return None
    if outcome.rejected:
        _keep(upload, outcome)
        return outcome
    with transaction.atomic():
        stored = Upload.objects.filter(pk=upload.pk, state__in=OPEN).update(
            state=Upload.State.STORED,
            content=None,
            names={},
            problems=[],
            outcome=preview(outcome, words=False),
        )
        if stored:
            _remember(upload)
    return outcome


def _tried(
    upload: Upload, *, actor: Person, dry_run: bool, tell: Callable[[int], None] | None
) -> Outcome | None:
    """Bring a file in; what keeps it from being read is kept as its problems."""
    try:
        return _bring_in(upload, actor=actor, dry_run=dry_run, tell=tell)
    except NotAllowed:
        raise
    except Refused as refused:
        _keep_problems(upload, refused)
        return None


def _bring_in(
    upload: Upload, *, actor: Person, dry_run: bool, tell: Callable[[int], None] | None
) -> Outcome:
    """Run the one action behind every import, asking about dates only where the file is open."""
    if upload.format not in formats():
        text = _("Which program wrote the file cannot be told from it: say which.")
        raise Refused([Problem("format", text)])
    known = codes(upload.unit)
    mapped = read_map(json.dumps(upload.names).encode(), known)

    def bring_in(order: str) -> Outcome:
        return import_entries(
            bytes(upload.content or b""),
            formats()[upload.format],
            actor=actor,
            unit=upload.unit,
            person=upload.person,
            joint_on=joint_by_date(upload.unit),
            mapped=mapped,
            update=upload.update,
            dry_run=dry_run,
            order=order,
            tell=tell,
        )

    try:
        return bring_in(upload.order)
    except OrderOpen as refused:
        before = ImportMap.objects.filter(
            unit=upload.unit, person=upload.person, format=upload.format
        ).first()
        if dry_run and before is not None and before.order:
            # As last time; the preview shows it, where it can be changed.
            upload.order = before.order
            Upload.objects.filter(pk=upload.pk, state__in=OPEN).update(order=upload.order)
            return bring_in(upload.order)
        raise Refused([Problem("dates", str(refused))]) from refused


def _keep_problems(upload: Upload, refused: Refused) -> None:
    problems = [{"path": one.path, "message": one.message} for one in refused.problems]
    Upload.objects.filter(pk=upload.pk, state__in=OPEN).update(
        state=Upload.State.FAILED, outcome=None, problems=problems
    )


def _keep(upload: Upload, outcome: Outcome) -> None:
    Upload.objects.filter(pk=upload.pk, state__in=OPEN).update(
        state=Upload.State.READ, outcome=preview(outcome), problems=[]
    )


def _remember(upload: Upload) -> None:
    """Keep what names stand for; those that this file did not have stay as they were."""
    row, _made = ImportMap.objects.get_or_create(
        unit=upload.unit, person=upload.person, format=upload.format
    )
    row.names = {**row.names, **upload.names}
    row.order = upload.order or row.order
    row.save()
