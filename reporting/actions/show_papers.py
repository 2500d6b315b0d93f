"""The papers of the demonstration, brought as far as they are to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.actions.draft_report import draft_report
from reporting.actions.edit_report import edit_report
from reporting.actions.hand_over_report import ask_for_hand_over
from reporting.actions.publish_report import publish_report
from reporting.actions.sign_report import sign_report
from reporting.models import Report
from reporting.queries.report_signatures import DOCUMENT, report_signatures
from secretariats.models import Committee, Role, Signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from costsharing.models import ValuationRun
    from reporting.demo.published import Paper
    from secretariats.models import Job, Person, Unit

State = Report.State


def show_paper(
    paper: Paper, *, unit: Unit, run: ValuationRun, wait: Callable[[Job], Job]
) -> Report:
    """Return the report of a paper, drafted, handed over, signed and published as it says.

    Called again it goes on where it ended, and otherwise leaves the report alone: what came back
    is in somebody's hands.

    Args:
        paper: of a synthetic unit.
        unit: the unit.
        run: a valuation of the paper's period.
        wait: takes a job and returns it when it is done.
    """
    coordinator = _holder(unit, Role.Kind.COORDINATOR)
    report = _report(paper, unit, run, coordinator)
    if report.state == State.DRAFT and not report.round:
        wait(ask_for_hand_over(report, actor=coordinator))
        report.refresh_from_db()
    if report.state == State.SIGNING:
        waiting = report_signatures(report).waiting
        for instrument in unit.instruments.filter(code__in=waiting).order_by("code"):
            if instrument.code in paper.signed_for:
                secretary = _holder(unit, Role.Kind.EXECUTIVE_SECRETARY, instrument.code)
                report = sign_report(
                    report, actor=secretary, instrument=instrument, digest=report.digest
                )
    if report.state == State.SIGNED and paper.published:
        report = publish_report(report, actor=coordinator)
        # The days on which it was signed and published are part of what is invented.
        Report.objects.filter(pk=report.pk).update(published=paper.published)
        signatures = Signature.objects.filter(document=DOCUMENT, document_id=str(report.pk))
        signatures.update(at=paper.signed)
    stored: Report = Report.objects.select_related("committee", "unit").get(pk=report.pk)
    return stored


def _report(paper: Paper, unit: Unit, run: ValuationRun, actor: Person) -> Report:
    """Return the report there is, or a draft; one without a symbol gets its head."""
    committee = Committee.objects.select_related("unit", "instrument").get(
        unit=unit, code=paper.committee
    )
    report: Report | None = (
        Report.objects.of_unit(unit)
        .select_related("unit", "run__superseded_by")
        .filter(
            committee=committee, start=paper.start, end=paper.end, language=paper.language,
            revision=0,
        )
        .order_by("pk")
        .first()
    )  # fmt: skip
    if report is None:
        return draft_report(
            unit=unit, committee=committee, start=paper.start, end=paper.end,
            language=paper.language, run=run, actor=actor, **paper.head,
        )  # fmt: skip
    if report.state == State.DRAFT and not report.symbol:
        return edit_report(report, actor=actor, seen="", **paper.head)
    return report


def _holder(unit: Unit, kind: str, instrument: str = "") -> Person:
    """Return who has a role in the unit; in the demonstration somebody has."""
    roles = Role.objects.filter(unit=unit, role=kind).select_related("person").order_by("pk")
    if instrument:
        roles = roles.filter(instrument__code=instrument)
    holder: Person = roles[0].person
    return holder
