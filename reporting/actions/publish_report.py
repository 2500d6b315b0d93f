"""A signed report, published to its committee; from then on it never changes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.actions.lock_report import lock_report
from reporting.core.signed import signed_digest
from reporting.models import DataFile, Report
from reporting.permissions import may_draft_report
from reporting.queries.report_signatures import is_complete, report_signatures
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from secretariats.models import Person


def publish_report(report: Report, *, actor: Person | None) -> Report:
    """Publish a report that every side signed; its committee and the staff see it from now on.

    What is published is to the byte what was signed: the files are read and compared.

    Args:
        report: signed.
        actor: who publishes.

    Raises:
        NotAllowed: the actor may not publish reports of the unit.
        Refused: not every side signed just this, a file is damaged, or another published report
            in the language has the same symbol.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator publishes reports of this unit.")])
    try:
        with transaction.atomic():
            return _publish(lock_report(report.pk), actor)
    except IntegrityError as clash:
        text = _("Another published report in this language has the symbol %(symbol)s.")
        raise Refused([text % {"symbol": report.symbol}]) from clash


def _publish(row: Report, actor: Person | None) -> Report:
    if row.state == Report.State.PUBLISHED:
        raise Refused([_("This report is published already.")])
    if row.state != Report.State.SIGNED or not is_complete(report_signatures(row)):
        text = _("This report cannot be published before every Executive Secretary signed it.")
        raise Refused([text])
    files = {
        "pdf": (row.pdf.name or "", row.sha256),
        **{
            file.medium: (file.file.name or "", file.sha256)
            for file in DataFile.objects.filter(report=row)
        },
    }
    digests = {medium: digest for medium, (_name, digest) in files.items()}
    whole = all(_is_whole(name, digest) for name, digest in files.values())
    if not whole or signed_digest(row.context, digests, row.round) != row.digest:
        text = _(
            "A file of this report is not the one that was signed. Nothing was published: "
            "withdraw the report and hand it over again."
        )
        raise Refused([text])
    row.state, row.published = Report.State.PUBLISHED, timezone.now()
    row.save(update_fields=["state", "published", "updated"])
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before={"state": Report.State.SIGNED},
        after={"state": row.state, "digest": row.digest, "files": digests},
    )
    return row


def _is_whole(name: str, digest: str) -> bool:
    """Return whether a stored file has the bytes that its digest names."""
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False
