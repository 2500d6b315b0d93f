"""Valuation runs: the list, the start of a new one, the snapshot behind one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from costsharing.actions.start_valuation import start_valuation
from costsharing.core.inputs import METHODS
from costsharing.models import ValuationRun
from costsharing.permissions import VALUATION_STARTERS, may_read_snapshot
from costsharing.queries.run_checks import outcome_of
from costsharing.queries.runs_listed import RunFilter, runs_listed
from costsharing.queries.runs_that_hold import exceptions
from costsharing.queries.valued_units import failed_valuations
from costsharing.web.forms import ValuationForm
from secretariats.context import has_role, own_roles, person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest

PAGE = 20
# Under which field of the form a problem of the action belongs.
_FIELDS = {"from": "start", "to": "end", "method": "method"}


@require_safe
def valuations(request: HttpRequest) -> HttpResponse:
    """List the runs that the person may see, newest first."""
    if not has_role(request, ValuationRun.readers):
        raise PermissionDenied
    seen = runs_listed(person_of(request))
    runs = RunFilter(request.GET, queryset=seen, request=request)
    page = Paginator(runs.qs, PAGE).get_page(request.GET.get("page"))
    units = {role.unit.pk for role in own_roles(request) if role.kind in ValuationRun.readers}
    starts = {role.unit.pk for role in own_roles(request) if role.kind in VALUATION_STARTERS}
    page.object_list = _marked(page.object_list, seen)
    known = {
        "page": page,
        "filter": runs,
        "methods": METHODS,
        "several": len(units) > 1,
        "starts_several": len(starts) > 1,
        "failed": failed_valuations(starts),
    }
    return render(request, "costsharing/valuations.html", known)


def _marked(runs: Iterable[Any], seen: QuerySet[ValuationRun]) -> list[Any]:
    """Return the runs of a page, each with whether it holds and what its last check found."""
    again, displaced = exceptions(seen)
    found = list(runs)
    for run in found:
        run.holds = run.pk in again or not (hasattr(run, "superseded_by") or run.pk in displaced)
        run.outcome = outcome_of(run) if run.holds else ""
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def new_valuation(request: HttpRequest) -> HttpResponse:
    """Ask for a valuation, and go to the page that tells how far it is."""
    if not has_role(request, VALUATION_STARTERS):
        raise PermissionDenied
    if request.method != "POST":
        form = ValuationForm(person=person_of(request), initial=_wanted(request))
        return render(request, "costsharing/new_valuation.html", {"form": form})
    form = ValuationForm(request.POST, person=person_of(request))
    if form.is_valid():
        asked = form.cleaned_data
        work_here()
        try:
            job = start_valuation(
                unit=asked["unit"],
                start=asked["start"],
                end=asked["end"],
                method=asked["method"],
                actor=person_of(request),
                key=asked["key"],
            )
        except Refused as refused:
            for problem in refused.problems:
                form.add_error(_FIELDS.get(problem.path), problem.message)
        else:
            return redirect("job", pk=job.pk)
    return render(request, "costsharing/new_valuation.html", {"form": form}, status=422)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    """Return what the address names of the form, and the usual period for the rest."""
    named = {"unit": "unit", "from": "start", "to": "end"}
    asked = {field: request.GET[name] for name, field in named.items() if request.GET.get(name)}
    return {**usual_period(request), **asked}


def usual_period(request: HttpRequest) -> dict[str, dt.date]:
    """Return the period of the newest run, or else the calendar year that is over."""
    newest = runs_listed(person_of(request)).first()
    if newest is not None:
        return {"start": newest.start, "end": newest.end}
    year = timezone.localdate().year - 1
    return {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}


@require_safe
def snapshot(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give the snapshot behind a run: the bytes whose SHA-256 is its digest."""
    runs = ValuationRun.objects.select_related("unit").defer("results")
    run: ValuationRun = visible_or_denied(runs, person_of(request), pk=pk)
    if not may_read_snapshot(person_of(request), run.unit):
        raise PermissionDenied
    name = f"{run.unit.code}-{run.start}-{run.end}-{run.method}-snapshot.json"
    return HttpResponse(
        run.snapshot.encode(),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
