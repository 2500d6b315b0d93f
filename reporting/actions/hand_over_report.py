"""A draft handed to the Executive Secretaries, in the form in which it will be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.queries.run_standing import still_holds
from reporting.actions.draft_report import need_draft
from reporting.actions.lock_report import lock_report
from reporting.actions.store_files import keep_files, make_files
from reporting.core import signed
from reporting.core.freezing import digest_of
from reporting.models import Report
from reporting.permissions import may_draft_report
from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Job, Person

TASK = "reporting.hand_over_report"
STEPS = 2
# Without them the document would say that something is not yet known.
NEEDED = ("symbol", "date", "meeting_name", "meeting_place", "meeting_start", "agenda_item")


def ask_for_hand_over(report: Report, *, actor: Person | None) -> Job:
    """Let a worker set the final document of a draft and hand it over for signature.

    The job's result is the report. What is handed over is the draft as it now is: changed
    meanwhile, it is not handed over.

    Args:
        report: the draft, with its unit and run.
        actor: who hands over.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: naming everything that is missing for a final document.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator hands over reports of this unit.")])
    need_draft(report)
    if problems := missing_for_signature(report):
        raise Refused(problems)
    asked = {
        "report": report.pk,
        "from": report.start.isoformat(),
        "to": report.end.isoformat(),
        "context": digest_of(report.context),
    }
    with transaction.atomic():
        return ask_for(TASK, unit=report.unit, actor=actor, asked=asked)


def missing_for_signature(report: Report) -> list[Problem]:
    """Return what keeps a draft from being handed over, by field; a few queries."""
    labels = {name: str(Report._meta.get_field(name).verbose_name) for name in NEEDED}  # type: ignore[union-attr]  # noqa: SLF001
    text = _("%(field)s is missing: a final document says it.")
    problems = [
        Problem(name, text % {"field": label.capitalize()})
        for name, label in labels.items()
        if not getattr(report, name)
    ]
    if not still_holds(report.run):
        problems.append(
            Problem("run", _("The figures were corrected since: make the report with fresh ones."))
        )
    taken = Report.objects.filter(
        unit=report.unit_id, symbol=report.symbol, language=report.language
    ).exclude(state=Report.State.DRAFT)
    if report.symbol and taken.exclude(pk=report.pk).exists():
        text = _("Another report in this language has the symbol %(symbol)s.")
        problems.append(Problem("symbol", text % {"symbol": report.symbol}))
    return problems


def carry_out(job: Job, *, tell: Callable[[str, int, int], None]) -> str:
    """Hand over what a job asked for, and return the report's identity.

    A worker calls this. Done twice, the second finds it handed over.

    Raises:
        NotAllowed: the actor may not draft reports of the unit any more.
        Refused: the draft was changed or handed over meanwhile, or something is missing.
    """
    report: Report = (
        Report.objects.of_unit(job.unit)
        .select_related("unit", "run__superseded_by")
        .defer("run__snapshot", "run__results")
        .get(pk=job.asked["report"])
    )
    wanted = job.asked["context"]
    if report.state == Report.State.SIGNING and digest_of(signed.draft(report.context)) == wanted:
        return str(report.pk)
    if not may_draft_report(job.actor, report.unit):
        raise NotAllowed([_("Only the coordinator hands over reports of this unit.")])
    if problems := missing_for_signature(report):
        raise Refused(problems)
    context = signed.final(report.context)
    tell(_("Setting the final document"), 0, STEPS)
    made = make_files(report, context, before_storing=lambda: tell(_("Handing it over"), 1, STEPS))
    with transaction.atomic():
        row = lock_report(report.pk)
        need_draft(row)
        if digest_of(row.context) != wanted:
            text = _("The draft was changed since you handed it over: look at it, and try again.")
            raise Refused([text])
        row.context = context
        row.round += 1
        digests = keep_files(row, made, context)
        row.digest = signed.signed_digest(context, digests, row.round)
        row.state, row.returned, row.returned_by = Report.State.SIGNING, "", None
        row.save()
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=job.actor,
            unit=row.unit,
            before={"state": Report.State.DRAFT},
            after={"state": row.state, "digest": row.digest, "files": digests},
        )
    return str(row.pk)
