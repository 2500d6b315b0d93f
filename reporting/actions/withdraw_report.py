"""A report on its way to publication, taken back to be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.actions.lock_report import lock_report
from reporting.core import signed
from reporting.models import Report
from reporting.permissions import may_draft_report
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from secretariats.models import Person

LONGEST = 500


def withdraw_report(report: Report, *, actor: Person | None, reason: str) -> Report:
    """Make a report that was handed over or signed a draft again; signatures to it lapse.

    Args:
        report: which is not published yet.
        actor: who withdraws it.
        reason: why; the Executive Secretaries read it.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: it is published or was not handed over, or there is no reason.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator withdraws reports of this unit.")])
    if not reason.strip():
        text = _("Say why you withdraw it: the Executive Secretaries will read it.")
        raise Refused([Problem("reason", text)])
    if len(reason.strip()) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        words = {"longest": LONGEST, "number": len(reason.strip())}
        raise Refused([Problem("reason", text % words)])
    with transaction.atomic():
        row = lock_report(report.pk)
        if row.state == Report.State.PUBLISHED:
            text = _("This report is published and never changes: draft a revision of it.")
            raise Refused([text])
        if row.state == Report.State.DRAFT:
            raise Refused([_("This report was not handed over: it is a draft already.")])
        send_back(row, actor=actor, reason=reason.strip())
    return row


def send_back(row: Report, *, actor: Person | None, reason: str) -> None:
    """Make a locked report a draft again; its files stay until they are made anew."""
    before = {"state": row.state, "digest": row.digest}
    row.state, row.digest = Report.State.DRAFT, ""
    row.context = signed.draft(row.context)
    row.returned, row.returned_by = reason, actor
    row.save()
    record_change(
        row,
        kind=Change.Kind.CHANGED,
        actor=actor,
        unit=row.unit,
        before=before,
        after={"state": row.state},
        reason=reason,
    )
