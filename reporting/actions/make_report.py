"""A report by a worker: drafted, rendered, stored."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.models import ValuationRun
from reporting.actions.draft_report import draft_report, wrong_request
from reporting.documents import documents
from reporting.models import Report
from reporting.permissions import may_draft_report
from reporting.renderers import renderers
from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Committee

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Job, Person, Unit

TASK = "reporting.make_report"
STEPS = 3
KIND, MEDIUM = "progress_report", "pdf"


def ask_for_report(
    *,
    unit: Unit,
    committee: Committee,
    start: dt.date,
    end: dt.date,
    language: str,
    run: ValuationRun,
    actor: Person | None,
) -> Job:
    """Hand a progress report to a worker; the job's result is the identity of the report.

    Args:
        unit: the unit that reports.
        committee: which receives the report.
        start: first day of the period, which is whole months.
        end: last day, inclusive.
        language: one of the committee's.
        run: a valuation of just that period.
        actor: who asks; None is the operator at the command line.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: naming everything that is wrong with the request.
    """
    if not may_draft_report(actor, unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    if problems := wrong_request(unit, committee, start, end, language):
        raise Refused(problems)
    asked = {
        "committee": committee.code,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "language": language,
        "run": str(run.pk),
    }
    with transaction.atomic():
        return ask_for(TASK, unit=unit, actor=actor, asked=asked)


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Draft and render what a job asked for, and return the report's identity.

    A worker calls this. Done twice, the second finds the same draft and the same document.

    Raises:
        Refused: the request is wrong, or the draft was changed meanwhile.
    """
    asked = job.asked
    tell(_("Freezing the figures"), 0, STEPS)
    report = draft_report(
        unit=job.unit,
        committee=Committee.objects.get(unit=job.unit, code=asked["committee"]),
        start=dt.date.fromisoformat(asked["from"]),
        end=dt.date.fromisoformat(asked["to"]),
        language=asked["language"],
        run=ValuationRun.objects.get(unit=job.unit, pk=asked["run"]),
        actor=job.actor,
    )
    tell(_("Setting the document"), 1, STEPS)
    make_document(report, actor=job.actor, before_storing=lambda: tell(_("Storing"), 2, STEPS))
    return str(report.pk)


def make_document(
    report: Report, *, actor: Person | None, before_storing: Callable[[], None] = lambda: None
) -> None:
    """Render a report from its frozen context and store the file with its digest.

    The file appears whole or not at all. One made of the same source by the same renderer is kept.

    Raises:
        Refused: the report was changed while its document was made.
    """
    renderer = renderers()[MEDIUM]
    source = documents()[KIND].compose(report.context, report.language)
    mark = renderer.fingerprint(source)
    kept = report.pdf.name or ""
    if report.source == mark and kept and default_storage.exists(kept):
        return
    content = renderer.render(source)
    digest = hashlib.sha256(content).hexdigest()
    name = f"reports/{report.pk}/{digest}{renderer.suffix}"
    before_storing()
    _store(name, content)
    with transaction.atomic():
        row = Report.objects.select_for_update().get(pk=report.pk)
        if row.context != report.context:
            text = _("The draft was changed while its document was made: ask for it again.")
            raise Refused([text])
        before, row.pdf.name, row.sha256, row.source = row.pdf.name, name, digest, mark
        row.save(update_fields=["pdf", "sha256", "source", "updated"])
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before={"pdf": before},
            after={"pdf": name, "sha256": digest},
        )
        if before and before != name:
            transaction.on_commit(lambda: default_storage.delete(before))


def _store(name: str, content: bytes) -> None:
    """Write a file of the storage under its own digest, whole or not at all."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
