"""The head and the texts of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.actions.draft_report import HEAD, need_draft, wrong_head
from reporting.actions.lock_report import lock_report
from reporting.core.freezing import digest_of
from reporting.permissions import may_draft_report
from reporting.queries.progress_report import head_and_texts
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from reporting.models import Report
    from secretariats.models import Person


def written_digest(report: Report) -> str:
    """Return the digest of what people wrote of a report."""
    return digest_of(head_and_texts(report))


def edit_report(report: Report, *, actor: Person | None, seen: str = "", **head: Any) -> Report:
    """Return a draft with fields of its head and texts changed; its figures stay as frozen.

    Its files still show what was before, until they are made again. Where nothing differs,
    nothing is written.

    Args:
        report: the draft.
        actor: who changes it.
        seen: the ``written_digest`` of what the actor changes; empty: whatever it is.
        **head: fields of ``draft_report.HEAD``; those left out stay as they are.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: it is no draft any more, somebody else changed it, or a field is wrong; names
            each.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    if unknown := set(head) - set(HEAD):
        message = f"no fields of a draft: {', '.join(sorted(unknown))}"
        raise TypeError(message)
    with transaction.atomic():
        row = lock_report(report.pk)
        need_draft(row)
        if seen and seen != written_digest(row):
            text = _(
                "Somebody changed this draft since you opened it. What you typed is kept here: "
                "look at the draft in another window, then save again."
            )
            raise Refused([text])
        whole = {"meeting_start": row.meeting_start, "meeting_end": row.meeting_end} | head
        if problems := wrong_head(whole):
            raise Refused(problems)
        before = {name: getattr(row, name) for name in head}
        changed = [name for name in head if before[name] != head[name]]
        if not changed:
            return row
        for name in changed:
            setattr(row, name, head[name])
        was = digest_of(row.context)
        row.context = {**row.context, **head_and_texts(row)}
        row.save()
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before={"context": was},
            after={"context": digest_of(row.context), "fields": changed},
        )
    return row
