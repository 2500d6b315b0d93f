"""How one figure of a run came about, down to entries and hourly costs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from costsharing import explain_words as words
from costsharing.core.explain import FIGURES
from costsharing.core.explain_rows import HEAD, row_of
from costsharing.models import ValuationRun
from costsharing.queries.explained import activities_of, explained, run_to_explain, which
from costsharing.web.explain_shown import Shown
from secretariats.context import person_of
from secretariats.core.dates import months
from secretariats.core.errors import Refused
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping

    from django.http import HttpRequest

    from costsharing.queries.explained import Explained

LINES, ENTRIES, DIFFERENCES = 50, 50, 100
UNPROCESSABLE = 422
FIRST = "received"


@never_cache
@require_safe
def explain(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what a figure is made of: months, lines, hourly costs, entries, and its last cent."""
    run = run_to_explain(person_of(request), pk)
    asked = _asked(request.GET, run)
    known = {"run": run, "asked": asked}
    try:
        found = explained(run, which(run, *asked.values()))
    except Refused as refused:
        known |= {"problems": refused.problems, **_choices(run, activities_of(run))}
        return render(request, "costsharing/explain.html", known, status=UNPROCESSABLE)
    known |= _choices(run, sorted(found.ground.inputs.activities))
    return render(request, "costsharing/explain.html", {**known, **_shown(request, found)})


def _asked(given: Mapping[str, str], run: ValuationRun) -> dict[str, str]:
    """Return what the address names; at first what the first instrument received."""
    asked = {name: given.get(name, "") for name in ("figure", "instrument", "activity", "month")}
    if not asked["figure"]:
        asked["figure"] = FIRST
        asked["instrument"] = asked["instrument"] or next(iter(sorted(run.results["instruments"])))
    return asked


def _choices(run: ValuationRun, activities: list[str]) -> dict[str, Any]:
    """Return what may be asked for."""
    return {
        "figures": [(name, words.FIGURE_WORDS[name]) for name in FIGURES],
        "instruments": sorted(run.results["instruments"]),
        "activities": activities,
        "months": [(f"{first:%Y-%m}", words.month(first)) for first in months(run.start, run.end)],
    }


def _shown(request: HttpRequest, found: Explained) -> dict[str, Any]:
    shown = Shown(found)
    lines = Paginator(found.lines, LINES).get_page(request.GET.get("lines"))
    entries = Paginator(range(found.entries), ENTRIES).get_page(request.GET.get("page"))
    listed = found.entries_at((entries.number - 1) * ENTRIES, ENTRIES) if found.entries else []
    return {
        "found": found,
        "shown": shown,
        "printed": words.printed(found.printed.rounded),
        "exact": words.exact_words(found.exact),
        "fraction": exact_text(found.exact),
        "rounding": words.rounding(found.printed),
        "by_month": shown.months(),
        "groups": shown.groups(list(lines)),
        "costs": shown.costs(list(lines)),
        "lines": lines,
        "entries": entries,
        "entry_rows": shown.entries(listed),
        "differences": shown.differences(found.differences[:DIFFERENCES]),
        "more_differences": max(0, len(found.differences) - DIFFERENCES),
    }


@never_cache
@require_safe
def explain_csv(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give the lines of a figure as CSV, every number exact."""
    run = run_to_explain(person_of(request), pk)
    try:
        found = explained(run, which(run, *_asked(request.GET, run).values()))
    except Refused as refused:
        return HttpResponse(str(refused), status=UNPROCESSABLE, content_type="text/plain")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    asked = found.asked
    writer.writerows(row_of(line, asked.figure, asked.instrument) for line in found.lines)
    name = f"{run.unit.code}-{run.start}-{run.end}-{asked.instrument or 'all'}-{asked.figure}.csv"
    return HttpResponse(
        text.getvalue().encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
