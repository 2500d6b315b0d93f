"""A report by a worker: valued if need be, drafted, rendered, stored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from costsharing.actions import value_period
from costsharing.models import ValuationRun
from reporting.actions.draft_report import (
    HEAD,
    draft_report,
    need_draft,
    redraft_report,
    wrong_head,
    wrong_request,
)
from reporting.actions.lock_report import lock_report
from reporting.actions.store_files import keep_files, make_files
from reporting.core.freezing import digest_of
from reporting.models import Report
from reporting.permissions import may_draft_report
from secretariats.actions.record_change import record_change
from secretariats.actions.run_job import ask_for
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Committee

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from secretariats.models import Job, Person, Unit

    Tell = Callable[[str, int, int], None]

TASK = "reporting.make_report"
# Of one language; a valuation before it has steps of its own.
STEPS = 3
_DAYS = frozenset({"meeting_start", "meeting_end", "date"})


def ask_for_report(
    *,
    unit: Unit,
    committee: Committee,
    start: dt.date,
    end: dt.date,
    language: str | Sequence[str],
    run: ValuationRun | None,
    actor: Person | None,
    **head: Any,
) -> Job:
    """Hand a progress report to a worker; the job's result is the identity of the report.

    Args:
        unit: the unit that reports.
        committee: which receives the report.
        start: first day of the period, which is whole months.
        end: last day, inclusive.
        language: one of the committee's, or several; the result is the report in the first.
        run: a valuation of just that period; None, the worker values it first.
        actor: who asks; None is the operator at the command line.
        **head: fields of the head and texts of ``draft_report``.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: naming everything that is wrong with the request.
    """
    if not may_draft_report(actor, unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    languages = [language] if isinstance(language, str) else list(dict.fromkeys(language))
    if unknown := set(head) - set(HEAD):
        message = f"no fields of a draft: {', '.join(sorted(unknown))}"
        raise TypeError(message)
    problems = {
        problem: None
        for one in languages
        for problem in wrong_request(unit, committee, start, end, one)
    }
    if not languages:
        problems[Problem("language", _("choose at least one language"))] = None
    if found := [*problems, *wrong_head(head)]:
        raise Refused(found)
    asked = {
        "committee": committee.code,
        "from": start.isoformat(),
        "to": end.isoformat(),
        "languages": languages,
        "head": {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in head.items()
        },
        **_figures(unit, run),
    }
    with transaction.atomic():
        return ask_for(TASK, unit=unit, actor=actor, asked=asked)


def ask_for_remake(report: Report, *, fresh: bool, actor: Person | None) -> Job:
    """Let a worker make the files of a draft again; the job's result is the report.

    Args:
        report: the draft.
        fresh: whether its period is valued anew and its figures are taken from that.
        actor: who asks.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: it is no draft any more.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    need_draft(report)
    asked: dict[str, Any] = {
        "report": report.pk,
        "from": report.start.isoformat(),
        "to": report.end.isoformat(),
    }
    if fresh:
        asked |= _figures(report.unit, None)
    with transaction.atomic():
        return ask_for(TASK, unit=report.unit, actor=actor, asked=asked)


def _figures(unit: Unit, run: ValuationRun | None) -> dict[str, str]:
    """Return whose figures are asked for: those of a run, or new ones by a method."""
    return {"method": unit.method} if run is None else {"run": str(run.pk)}


def carry_out(job: Job, *, tell: Tell) -> str:
    """Make what a job asked for, and return the report's identity.

    A worker calls this. Done twice, the second finds the same draft and the same files.

    Raises:
        Refused: the request is wrong, or the draft was changed meanwhile.
    """
    asked = job.asked
    languages = asked.get("languages") or [asked.get("language", "")]
    valued = value_period.STEPS if "method" in asked else 0
    total = valued + STEPS * len(languages)
    run = _run(job, lambda step, done: tell(step, done, total))
    made = []
    for number, language in enumerate(languages):
        done = valued + STEPS * number
        tell(_("Freezing the figures"), done, total)
        report = _drafted(job, run, language)
        tell(_("Setting the document"), done + 1, total)
        storing = done + 2
        make_document(
            report,
            actor=job.actor,
            before_storing=lambda storing=storing: tell(_("Storing"), storing, total),  # type: ignore[misc]
        )
        made.append(report.pk)
    return str(made[0])


def _run(job: Job, tell: Callable[[str, int], None]) -> ValuationRun | None:
    """Return the run that a job names or that it asks to be computed; None where it has none."""
    if "method" in job.asked:
        pk = value_period.carry_out(job, tell=lambda step, done, _of: tell(step, done))
    elif "run" in job.asked:
        pk = job.asked["run"]
    else:
        return None
    return ValuationRun.objects.get(unit=job.unit, pk=pk)


def _drafted(job: Job, run: ValuationRun | None, language: str) -> Report:
    asked = job.asked
    if "report" in asked:
        reports = Report.objects.of_unit(job.unit).select_related("unit")
        report: Report = reports.get(pk=asked["report"])
        return report if run is None else redraft_report(report, run=run, actor=job.actor)
    if run is None:
        raise Refused([_("The request names no run: ask for the report again.")])
    return draft_report(
        unit=job.unit,
        committee=Committee.objects.get(unit=job.unit, code=asked["committee"]),
        start=dt.date.fromisoformat(asked["from"]),
        end=dt.date.fromisoformat(asked["to"]),
        language=language,
        run=run,
        actor=job.actor,
        **_head(asked.get("head", {})),
    )


def _head(texts: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the fields of a head as they were before they became text."""
    return {
        name: dt.date.fromisoformat(text) if name in _DAYS and text else text
        for name, text in texts.items()
    }


def make_document(
    report: Report, *, actor: Person | None, before_storing: Callable[[], None] = lambda: None
) -> None:
    """Make the files of a draft from its frozen context: its document and its data.

    Each appears whole or not at all. Those made of the same source by the same renderer are kept.

    Raises:
        Refused: the report was changed or handed over while its document was made.
    """
    made = make_files(report, report.context, before_storing=before_storing)
    if report.made_of == digest_of(report.context) and not any(one.is_new for one in made):
        return
    with transaction.atomic():
        row = lock_report(report.pk)
        if row.context != report.context or row.state != report.state:
            text = _("The draft was changed while its document was made: ask for it again.")
            raise Refused([text])
        need_draft(row)
        before = row.pdf.name
        digests = keep_files(row, made, row.context)
        row.save()
        record_change(
            row,
            kind=Change.Kind.CHANGED,
            actor=actor,
            unit=row.unit,
            before={"pdf": before},
            after={"pdf": row.pdf.name, "sha256": row.sha256, "files": digests},
        )
