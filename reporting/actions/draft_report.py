"""A draft of a report: its head, its texts, and its figures frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reporting.actions.lock_report import lock_report
from reporting.core.freezing import digest_of
from reporting.models import Report
from reporting.permissions import may_draft_report
from reporting.queries.progress_report import report_context
from secretariats.actions.record_change import record_change
from secretariats.core.dates import is_whole_months
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.models import Change, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from costsharing.models import ValuationRun
    from secretariats.models import Committee, Person

# What may be given with a draft; what is not given stays as the draft has it.
HEAD = (
    "symbol", "title", "meeting_name", "meeting_place", "meeting_start", "meeting_end",
    "agenda_item", "date", "mandate", "lessons", "savings",
)  # fmt: skip


def draft_report(
    *,
    unit: Unit,
    committee: Committee,
    start: dt.date,
    end: dt.date,
    language: str,
    run: ValuationRun,
    actor: Person | None,
    **head: Any,
) -> Report:
    """Return the draft for a committee, period and language, with the figures of a run frozen.

    There is one draft for each; asked again it takes the figures anew and keeps the texts written
    in it. Where nothing differs, nothing is written. Reports that were handed over or published
    are left alone, and so is a draft that came back or corrects one: :func:`redraft_report`.

    Args:
        unit: the unit that reports.
        committee: which receives the report; its instrument decides the masthead.
        start: first day of the period, which is whole months.
        end: last day, inclusive.
        language: one of the committee's.
        run: a valuation of just that period.
        actor: who drafts; None is the operator at the command line.
        **head: fields of the head and texts (:data:`HEAD`); those left out stay as they are.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: naming everything that is wrong with the request.
    """
    if not may_draft_report(actor, unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    if unknown := set(head) - set(HEAD):
        message = f"no fields of a draft: {', '.join(sorted(unknown))}"
        raise TypeError(message)
    problems = wrong_request(unit, committee, start, end, language)
    if not problems:
        problems = _wrong_run(run, unit, start, end)
    if problems := [*problems, *wrong_head(head)]:
        raise Refused(problems)
    with transaction.atomic():
        # The unit's row is locked before any of its reports: one draft is written at a time.
        Unit.objects.select_for_update().get(pk=unit.pk)
        keys = {
            "unit": unit, "committee": committee, "start": start, "end": end, "language": language,
        }  # fmt: skip
        plain = {"state": Report.State.DRAFT, "round": 0, "supersedes": None}
        draft = Report.objects.filter(**keys, **plain).first()
        return _write(draft, Report(**keys, run=run) if draft is None else draft, run, actor, head)


def redraft_report(report: Report, *, run: ValuationRun, actor: Person | None) -> Report:
    """Return a draft, whichever it is, with the figures of a run frozen and its texts kept.

    Raises:
        NotAllowed: the actor may not draft reports of the unit.
        Refused: it is no draft any more, or the run is of something else.
    """
    if not may_draft_report(actor, report.unit):
        raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
    if problems := _wrong_run(run, report.unit, report.start, report.end):
        raise Refused(problems)
    with transaction.atomic():
        row = lock_report(report.pk)
        need_draft(row)
        return _write(row, row, run, actor, {})


def need_draft(row: Report) -> None:
    """Refuse to change a report that is no draft.

    Raises:
        Refused: it was handed over or published; says what can be done.
    """
    if row.state == Report.State.PUBLISHED:
        text = _("This report is published and never changes: draft a revision of it.")
    elif row.state != Report.State.DRAFT:
        text = _("This report was handed over for signature: withdraw it before you change it.")
    else:
        return
    raise Refused([text])


def wrong_head(head: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with fields of the head: too long, or a meeting that ends too early."""
    problems = []
    for name, value in head.items():
        longest = getattr(Report._meta.get_field(name), "max_length", None)  # noqa: SLF001
        if longest and len(value) > longest:
            text = _("at most %(longest)d characters, not %(number)d")
            problems.append(Problem(name, text % {"longest": longest, "number": len(value)}))
    start, end = head.get("meeting_start"), head.get("meeting_end")
    if start and end and end < start:
        text = _("the meeting ends on %(end)s, before it begins on %(start)s")
        problems.append(Problem("meeting_end", text % {"end": end, "start": start}))
    return problems


def _wrong_run(run: ValuationRun, unit: Unit, start: dt.date, end: dt.date) -> list[Problem]:
    if run.unit_id == unit.pk and (run.start, run.end) == (start, end):
        return []
    text = _("the run %(run)s is not a valuation of %(unit)s from %(start)s to %(end)s")
    words = {"run": run.pk, "unit": unit.code, "start": start, "end": end}
    return [Problem("run", text % words)]


def wrong_request(
    unit: Unit, committee: Committee, start: dt.date, end: dt.date, language: str
) -> list[Problem]:
    """Return what is wrong with a request for a report, each with what to ask for instead."""
    problems = []
    if committee.unit_id != unit.pk:
        text = _("%(committee)s is no committee of %(unit)s")
        problems.append(
            Problem("committee", text % {"committee": committee.code, "unit": unit.code})
        )
    if end < start:
        text = _("the period ends on %(end)s, before it begins on %(start)s")
        problems.append(Problem("to", text % {"end": end, "start": start}))
    elif not is_whole_months(start, end):
        text = _(
            "a report covers whole months: begin on the first and end on the last day of a month, "
            "not from %(start)s to %(end)s"
        )
        problems.append(Problem("from", text % {"start": start, "end": end}))
    offered = [code for code in committee.languages if code in dict(settings.LANGUAGES)]
    if language not in offered:
        text = _("%(committee)s has no reports in %(language)s; it has %(languages)s")
        words = {
            "committee": committee.code,
            "language": language,
            "languages": ", ".join(offered) or _("no language that is known here"),
        }
        problems.append(Problem("language", text % words))
    return problems


def _write(
    before: Report | None, draft: Report, run: ValuationRun, actor: Person | None, head: Any
) -> Report:
    """Store the draft with its context taken anew; leave it alone where that is the same."""
    old = digest_of(draft.context) if before else ""
    draft.run = run
    for name, value in head.items():
        setattr(draft, name, value)
    context = report_context(draft)
    new = digest_of(context)
    if new == old:
        return draft
    draft.context, draft.actor = context, actor
    draft.save()
    record_change(
        draft,
        kind=Change.Kind.CHANGED if before else Change.Kind.CREATED,
        actor=actor,
        unit=draft.unit,
        before={"context": old} if before else None,
        after={
            "context": new,
            "run": str(run.pk),
            "committee": draft.committee.code,
            "language": draft.language,
        },
    )
    return draft
