"""A file of time on its way in: brought, told how it is to be read, given up."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Job
from timetracking.core.guess import guess_format
from timetracking.core.importers import formats
from timetracking.core.maps import read_names
from timetracking.core.rows import clean
from timetracking.core.written import ORDERS
from timetracking.models import ImportMap, Upload
from timetracking.permissions import may_import_time
from timetracking.queries.importing import codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.models import Person, Unit

LONGEST_NAME = 200
# A file that nobody confirmed is not kept for ever, nor many of them.
KEPT = dt.timedelta(days=14)
MOST_OPEN = 10
# What a person logs in a lifetime, and what a worker's memory holds.
MOST_ROWS = 200_000
ENDED = (Upload.State.STORED, Upload.State.DROPPED)


def bring_upload(
    data: bytes,
    *,
    actor: Person,
    unit: Unit,
    name: str,
    format_name: str = "",
    order: str = "",
    names: Mapping[str, Any] | None = None,
    update: bool = False,
) -> Upload:
    """Keep a file until it is stored as time or given up; nothing of it counts yet.

    Args:
        data: its content.
        actor: whose time it is, and who brings it.
        unit: where the work was done.
        name: the file's, as its owner calls it.
        format_name: which program wrote it; empty: told by the file, and left open where it
            tells nothing or several.
        order: of the parts of its dates, where somebody told it.
        names: name in the file → what it stands for; None: as remembered from the last file.
        update: whether entries that changed at the source take the file's values.

    Raises:
        NotAllowed: the actor does not work in the unit.
        Refused: the file is empty or too large, or there is no such format or order.
    """
    if not may_import_time(actor, unit=unit, person=actor):
        raise NotAllowed([Problem("unit", _("You do not work in %s.") % unit.code)])
    problems = _wrong(data, format_name, order)
    if problems:
        raise Refused(problems)
    format_name = format_name or guess_format(name, data, formats())
    remembered = ImportMap.objects.filter(unit=unit, person=actor, format=format_name).first()
    if names is None:
        names = read_names(remembered.names if remembered else {}, codes(unit))
    with transaction.atomic():
        _make_room(actor)
        return Upload.objects.create(
            unit=unit,
            person=actor,
            format=format_name,
            name=clean(name)[:LONGEST_NAME],
            content=data,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            order=order,
            names=dict(names),
            update=update,
        )


def _wrong(data: bytes, format_name: str, order: str) -> list[Problem]:
    problems = []
    if not data:
        problems.append(Problem("file", _("The file is empty: choose another one.")))
    if len(data) > settings.UPLOAD_LIMIT:
        text = _("The file has more than %d MB: export a shorter period, such as a year.")
        problems.append(Problem("file", text % (settings.UPLOAD_LIMIT // 1024**2)))
    # However its lines end, and where all of them are one.
    elif max(data.count(mark) for mark in (b"\n", b"\r", b"{")) > MOST_ROWS:
        text = _("The file has more than %d rows: export a shorter period, such as a year.")
        problems.append(Problem("file", text % MOST_ROWS))
    if format_name and format_name not in formats():
        text = _("There is no format %(name)s; there are %(known)s.")
        values = {"name": clean(format_name)[:50], "known": ", ".join(formats())}
        problems.append(Problem("format", text % values))
    if order and order not in ORDERS:
        text = _("The order of dates is one of %s.") % ", ".join(ORDERS)
        problems.append(Problem("dates", text))
    return problems


def _make_room(person: Person) -> None:
    """Give up what was forgotten: files of long ago, and all but the newest of this person."""
    kept = Upload.objects.filter(content__isnull=False)
    old = kept.filter(created__lt=timezone.now() - KEPT)
    newest = kept.filter(person=person).order_by("-created").values("pk")[: MOST_OPEN - 1]
    more = kept.filter(person=person).exclude(pk__in=list(newest.values_list("pk", flat=True)))
    for rows in (old, more):
        rows.update(
            content=None, state=Upload.State.DROPPED, outcome=None, names={}, problems=[], name=""
        )


def change_upload(
    upload: Upload,
    *,
    actor: Person,
    format_name: str,
    order: str,
    names: Mapping[str, Any],
    update: bool,
) -> Upload:
    """Say anew how a file is to be read and what its names stand for.

    Raises:
        NotAllowed: it is not the actor's own.
        Refused: it was stored or given up already, a worker is at it, or there is no such format.
    """
    with transaction.atomic():
        row = open_upload(upload, actor=actor)
        problems = _wrong(b" ", format_name, order)
        if problems:
            raise Refused(problems)
        if format_name != row.format:
            # Another program's file: what its own names stand for is remembered apart.
            remembered = ImportMap.objects.filter(
                unit=row.unit, person=actor, format=format_name
            ).first()
            names = {**(remembered.names if remembered else {}), **names}
        row.format, row.order, row.update = format_name, order, update
        row.names = read_names(names, codes(row.unit))
        row.state, row.outcome, row.problems = Upload.State.WAITING, None, []
        row.save()
    return row


def drop_upload(upload: Upload, *, actor: Person) -> None:
    """Give a file up: its content, its names and what it would have done are removed.

    Raises:
        NotAllowed: it is not the actor's own.
        Refused: it was stored or given up already, or a worker is at it.
    """
    with transaction.atomic():
        row = open_upload(upload, actor=actor)
        row.content, row.outcome, row.names, row.problems, row.name = None, None, {}, [], ""
        row.state = Upload.State.DROPPED
        row.save()


def open_upload(upload: Upload, *, actor: Person) -> Upload:
    """Return an upload as it is stored, locked, where it is the actor's own and still open.

    Raises:
        NotAllowed: it is not the actor's own.
        Refused: it was stored or given up already, or a worker is at it.
    """
    row: Upload = (
        Upload.objects.select_for_update(of=("self",))
        .select_related("unit", "person", "job")
        .get(pk=upload.pk)
    )
    if row.person_id != actor.pk:
        raise NotAllowed([_("A file is looked at and stored by whoever brought it.")])
    if row.state in ENDED or row.content is None:
        raise Refused([_("This file was stored or given up already: bring it again.")])
    if is_at_work(row):
        raise Refused([_("A worker is still at this file: wait until it has ended.")])
    return row


def is_at_work(upload: Upload) -> bool:
    """Return whether a worker has the file, or will have it."""
    job = upload.job
    return job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING)
