"""What is shown: the start page, a run with all its figures, reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from costsharing.models import ValuationRun
from costsharing.permissions import may_read_snapshot
from costsharing.queries.runs_listed import newest_runs
from reporting.download import document_response
from reporting.models import Report
from reporting.queries.reports_listed import ReportFilter, reports_listed
from reporting.queries.run_shown import run_facts
from reporting.sections.annex import activity_table
from reporting.sections.areas import area_chart, area_table
from reporting.sections.arrangement import key_sentences, rule_sentences
from reporting.sections.settlement import settlement_table, transfers
from reporting.sections.value import range_chart, summary_line, value_table
from reporting.sections.wording import joined, percent, period
from secretariats.context import has_role, own_roles, person_of
from secretariats.models import Unit
from secretariats.permissions import opens_units
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid

    from django.http import FileResponse, HttpRequest, HttpResponse

    from reporting.sections.facts import Facts

PAGE = 20
# How many reports the start page shows.
SOME = 4


@dataclass(frozen=True, slots=True)
class Overview:
    """A run in short: its figures by instrument, in sentences and as a chart."""

    run: ValuationRun
    facts: Facts

    @property
    def period(self) -> str:
        """The period in words."""
        return period(self.run.start.isoformat(), self.run.end.isoformat())

    @property
    def instruments(self) -> str:
        """The instruments in words."""
        return joined(self.facts.codes)

    @property
    def sentences(self) -> list[str]:
        """What may be said of each instrument."""
        return [summary_line(self.facts, row) for row in self.facts.received]

    @property
    def total(self) -> str:
        """The value of all services, rounded."""
        return str(self.facts.results["total"]["received"]["rounded"])

    @property
    def coverage(self) -> str:
        """Recorded over expected minutes, as a percentage."""
        return percent(self.facts.coverage)

    @property
    def approved(self) -> str:
        """The approved share of recorded minutes, as a percentage."""
        return percent(self.facts.limitation("approved_share"))


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show each person where they begin: figures, reports, or what there will be for them."""
    if opens_units(person_of(request)) and not Unit.objects.exists():
        return redirect("unit_new")
    shown = []
    if has_role(request, ValuationRun.readers):
        shown = [Overview(run, run_facts(run)) for run in newest_runs(person_of(request))]
    return render(
        request,
        "reporting/start.html",
        {
            "overviews": shown,
            "reports": reports_listed(person_of(request))[:SOME] if own_roles(request) else (),
            "staff": has_role(request, {"staff"}),
        },
    )


@require_safe
def valuation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a run: what each instrument received beside its share by key, and how it came about."""
    runs = ValuationRun.objects.select_related("unit", "superseded_by").defer(
        "snapshot", "superseded_by__snapshot", "superseded_by__results"
    )
    run: ValuationRun = visible_or_denied(runs, person_of(request), pk=pk)
    facts = run_facts(run, titles=True)
    return render(
        request,
        "reporting/valuation.html",
        {
            "overview": Overview(run, facts),
            "run": run,
            "chart": range_chart(facts),
            "value": replace(value_table(facts), note=_range_note()),
            "areas": area_table(facts),
            "area_chart": area_chart(facts) if facts.results["areas"] else None,
            "activities": replace(activity_table(facts), note=_rounding_note()),
            "settlement": settlement_table(facts),
            "transfers": transfers(facts),
            "keys": key_sentences(facts),
            "rules": rule_sentences(facts),
            "differences": len(run.differences),
            "reads_snapshot": may_read_snapshot(person_of(request), run.unit),
        },
    )


def _range_note() -> str:
    return _(
        "Lowest and highest value: what the limitations of the record leave open, each rounded "
        "alone."
    )


def _rounding_note() -> str:
    return _(
        "Direct and joint work together. Amounts are rounded as one table, so that rows and "
        "columns add up; the hours, of services alone, are rounded one by one."
    )


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports that the person may open."""
    found = ReportFilter(request.GET, queryset=reports_listed(person_of(request)), request=request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    sees_drafts = has_role(request, Report.readers)
    return render(request, "reporting/reports.html", {"page": page, "sees_drafts": sees_drafts})


@require_safe
def report_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """Give the document of a report."""
    rows = Report.objects.select_related("unit", "committee").defer("context")
    report: Report = visible_or_denied(rows, person_of(request), pk=pk)
    return document_response(report)
