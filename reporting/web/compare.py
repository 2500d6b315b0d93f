"""A run beside another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from costsharing.queries.compared_runs import comparison, others_of
from reporting.sections.arrangement import key_sentences, rule_sentences
from reporting.sections.compared import (
    activity_table,
    difference_sentences,
    instrument_tables,
    total_table,
)
from reporting.web.causes import causes_shown
from reporting.web.overview import overview_of
from reporting.web.run_beside import other_of, run_of
from secretariats.context import person_of
from timetracking.models import Activity

if TYPE_CHECKING:
    import uuid
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from costsharing.models import ValuationRun
    from reporting.web.overview import Overview

# So many other runs can be chosen from a list.
SOME = 60
REFRESH = 2
# As many months may have a few days more or less.
MONTHS_DIFFER = dt.timedelta(days=7)


@never_cache
@require_safe
def compare(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a run beside the one before, or beside the one that the address names."""
    run = run_of(request, pk)
    other = other_of(run, request.GET.get("with", ""))
    overview = overview_of(run, person_of(request))
    known: dict[str, Any] = {
        "run": run,
        "overview": overview,
        "refresh": REFRESH,
        "others": list(others_of(run)[:SOME]),
        "other": None,
    }
    if other is not None:
        before = overview_of(other, person_of(request))
        uneven = abs((run.end - run.start) - (other.end - other.start)) > MONTHS_DIFFER
        known |= {
            "other": other,
            "before": before,
            "uneven": uneven,
            **_compared(run, other, overview, before),
            **causes_shown(request, run, other, codes=_codes(overview, before)),
        }
    return render(request, "reporting/compare.html", known)


def _compared(
    run: ValuationRun, other: ValuationRun, overview: Overview, before: Overview
) -> dict[str, Any]:
    """Return the tables of both, or none where their currencies differ."""
    ways = {
        "keys": (key_sentences(overview.facts), key_sentences(before.facts)),
        "rules": (rule_sentences(overview.facts), rule_sentences(before.facts)),
    }
    if overview.facts.currency != before.facts.currency:
        return {"currencies": (overview.facts.currency, before.facts.currency), **ways}
    found = comparison(run, other)
    currency, heads = overview.facts.currency, (_("This run"), _("The other run"))
    codes = tuple(sorted(found.instruments, key=_order(overview)))
    titles = Activity.objects.of_unit(run.unit).filter(code__in=found.activities)
    return {
        **ways,
        "instruments": instrument_tables(found, codes=codes, currency=currency, heads=heads),
        "total": total_table(found, currency=currency, heads=heads),
        "activities": activity_table(
            found,
            codes=codes,
            titles=dict(titles.values_list("code", "title")),
            currency=currency,
            heads=heads,
        )
        if found.activities
        else None,
        "differences": difference_sentences(run.differences)
        if run.supersedes_id == other.pk
        else None,
    }


def _codes(overview: Overview, before: Overview) -> tuple[str, ...]:
    """Return the instruments of both runs, those of this run first."""
    return tuple(dict.fromkeys((*overview.facts.codes, *before.facts.codes)))


def _order(overview: Overview) -> Any:
    known = overview.facts.codes
    return lambda code: (known.index(code) if code in known else len(known), code)
