"""A run with all its figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from costsharing.models import ValuationRun
from costsharing.permissions import may_explain, may_read_snapshot, may_start_valuation
from costsharing.queries.measured import measured
from costsharing.queries.run_checks import outcome_of
from costsharing.queries.run_standing import standing
from costsharing.queries.runs import other_currency
from reporting.sections.annex import activity_table
from reporting.sections.areas import area_chart, area_table
from reporting.sections.arrangement import key_sentences, rule_sentences
from reporting.sections.settlement import settlement_table, transfers
from reporting.sections.value import range_chart, value_table
from reporting.sections.warnings import warning_texts
from reporting.web.explained_links import linked_activities, linked_settlement, linked_value
from reporting.web.overview import overview_of
from secretariats.context import person_of
from secretariats.embedded import work_here
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest

# Seconds after which a page that waits for figures looks again.
REFRESH = 2
NOTHING_NEW = 204


@never_cache
@require_safe
def valuation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a run: what each instrument received beside its share by key, and how it came about.

    A page that waits for the limitations asks here again; it is told to load anew when they are
    there.
    """
    runs = ValuationRun.objects.select_related("unit", "superseded_by", "check_of_today").defer(
        "snapshot", "superseded_by__snapshot", "superseded_by__results"
    )
    run: ValuationRun = visible_or_denied(runs, person_of(request), pk=pk)
    if getattr(request, "htmx", False):
        return _look_again(run)
    overview = overview_of(run, person_of(request), titles=True)
    if overview.measured is None:
        work_here()
    facts = overview.facts
    value = replace(value_table(facts), note=_range_note())
    activities = replace(activity_table(facts), note=_rounding_note())
    settlement = settlement_table(facts)
    explains = may_explain(person_of(request), run.unit)
    if explains:
        value = linked_value(value, run, facts.codes)
        activities = linked_activities(activities, run, facts.codes)
        settlement = linked_settlement(settlement, run, facts.codes)
    return render(
        request,
        "reporting/valuation.html",
        {
            "overview": overview,
            "run": run,
            "refresh": REFRESH,
            "chart": range_chart(facts),
            "value": value,
            "areas": area_table(facts),
            "area_chart": area_chart(facts) if facts.results["areas"] else None,
            "activities": activities,
            "settlement": settlement,
            "transfers": transfers(facts),
            "keys": key_sentences(facts),
            "rules": rule_sentences(facts),
            "differences": len(run.differences),
            "currencies": other_currency(run),
            "warnings": warning_texts(facts.results["warnings"]),
            "standing": standing(run),
            "outcome": outcome_of(run),
            "starts_here": may_start_valuation(person_of(request), run.unit),
            "explains": explains,
            "reads_snapshot": may_read_snapshot(person_of(request), run.unit),
        },
    )


def _look_again(run: ValuationRun) -> HttpResponse:
    answer = HttpResponse(status=NOTHING_NEW)
    if measured(run.unit, run.start, run.end) is not None:
        answer.headers["HX-Refresh"] = "true"
    else:
        work_here()
    return answer


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
