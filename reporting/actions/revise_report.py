"""A correction of a published report: a new one that supersedes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.actions.draft_report import HEAD
from reporting.actions.lock_report import lock_report
from reporting.core.freezing import digest_of
from reporting.core.signed import revision_symbol
from reporting.models import Report
from reporting.permissions import may_draft_report
from reporting.queries.progress_report import report_context
from secretariats.actions.record_change import record_change
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from secretariats.models import Person

LONGEST = 500


def draft_revision(report: Report, *, actor: Person | None, correction: str) -> Report:
    """Return a new draft that corrects a published report, which stays as it is.

    It has the head, texts and run of the published one, the symbol of a revision, and no date
    yet. It takes the place of the other in lists when it is published itself.

    Args:
        report: published, and not corrected before: a revision is corrected by the next.
        actor: who drafts.
        correction: what is corrected; it stands beside the earlier revision.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: it is not published, there is a revision of it, or no correction is named.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    told = correction.strip()
    if not told:
        text = _("Say what is corrected: readers of the earlier revision will read it.")
        raise Refused([Problem("correction", text)])
    if len(told) > LONGEST:
        text = _("at most %(longest)d characters, not %(number)d")
        words = {"longest": LONGEST, "number": len(told)}
        raise Refused([Problem("correction", text % words)])
    with transaction.atomic():
        row = lock_report(report.pk)
        if row.state != Report.State.PUBLISHED:
            raise Refused([_("Only a published report has revisions: change the draft itself.")])
        if later := Report.objects.filter(supersedes=row).first():
            text = _("There is a revision of this report already: %(revision)s.")
            raise Refused([text % {"revision": later}])
        revision = Report(
            unit=row.unit, committee=row.committee, start=row.start, end=row.end,
            language=row.language, run=row.run, supersedes=row, revision=row.revision + 1,
            correction=told, actor=actor, **{name: getattr(row, name) for name in HEAD},
        )  # fmt: skip
        revision.symbol = revision_symbol(row.symbol, revision.revision)
        revision.date = None
        revision.context = report_context(revision)
        revision.save()
        record_change(
            revision,
            kind=Change.Kind.CREATED,
            actor=actor,
            unit=row.unit,
            after={"context": digest_of(revision.context), "supersedes": row.pk},
            reason=told,
        )
    return revision
