"""What a run would give under other terms: tried by an address, kept on request."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from costsharing.actions.keep_scenario import keep_scenario
from costsharing.actions.try_what_if import inputs_of, try_what_if
from costsharing.core.what_if import Changes, read_changes
from costsharing.models import ValuationRun
from costsharing.permissions import may_explain, may_keep_scenario
from costsharing.queries.agreement_terms import problems_told
from costsharing.queries.scenarios import runs_to_try, scenarios_listed
from costsharing.queries.what_if import terms_of_run
from reporting.web.keep_form import KeepForm
from reporting.web.overview import overview_of
from reporting.web.what_if_form import FIELDS, WhatIfForm
from reporting.web.what_if_shown import shown
from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.core.inputs import Inputs
    from costsharing.queries.what_if import Beside
    from secretariats.models import Unit

# So many other runs, and kept scenarios, stand in lists.
SOME = 60
NOT_CHANGES = {"run", "unit"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest) -> HttpResponse:
    """Show a run beside what it would be under the terms of the address; POST keeps that.

    Empty fields are left out of the address, so that it stays short enough to be passed on.
    """
    run, unit = _asked(request)
    asked = request.GET.copy()
    for name in [name for name, text in asked.items() if not text]:
        del asked[name]
    address = f"{request.path}?{asked.urlencode()}" if asked else request.path
    is_part = bool(getattr(request, "htmx", False))
    if request.method == "GET" and not is_part and len(asked) < len(request.GET):
        return redirect(address)
    if run is None:
        if request.method == "POST":
            raise Http404
        return render(request, "reporting/what_if.html", {"unit": unit, "run": None})
    context, status = _page(request, run)
    if request.method == "POST":
        kept = _keep(request, run, context)
        if kept is not None:
            return kept
        status = 422
    answer = render(request, "reporting/what_if.html", context, status=200 if is_part else status)
    if is_part:
        answer.headers["HX-Push-Url"] = address
    return answer


def _asked(request: HttpRequest) -> tuple[ValuationRun | None, Unit]:
    """Return the run to try, by default the newest one that holds, and its unit."""
    person, asked = person_of(request), request.GET.get("run", "")
    runs = ValuationRun.objects.select_related("unit", "superseded_by").defer(
        "superseded_by__snapshot", "superseded_by__results"
    )
    if asked:
        try:
            found: ValuationRun = visible_or_denied(runs, person, pk=uuid.UUID(asked))
        except ValueError as error:
            raise Http404 from error
        return found, found.unit
    unit = unit_asked(request, ValuationRun.readers, request.GET.get("unit", ""))
    newest = runs_to_try(unit).filter(superseded_by__isnull=True).values_list("pk").first()
    return (runs.get(pk=newest[0]) if newest else None), unit


def _page(request: HttpRequest, run: ValuationRun) -> tuple[dict[str, Any], int]:
    """Return what the page shows, and its status."""
    person = person_of(request)
    context: dict[str, Any] = {
        "run": run,
        "unit": run.unit,
        "overview": overview_of(run, person),
        "runs": runs_to_try(run.unit)[:SOME],
        "kept": scenarios_listed(person).filter(run__unit=run.unit)[:SOME],
        "keeps": may_keep_scenario(person, run.unit),
    }
    try:
        inputs = inputs_of(run)
    except Refused as refused:
        return context | {"refused": refused}, 422
    typed = {name: text for name, text in request.GET.items() if name not in NOT_CHANGES and text}
    form = WhatIfForm(
        request.GET if typed else None,
        terms=terms_of_run(inputs),
        opens_costs=may_explain(person, run.unit),
    )
    context["form"] = form
    found = _tried(request, run, form, inputs) if typed else None
    if found is None:
        return context, 422 if form.errors else 200
    changes, beside = found
    context |= shown(beside, context["overview"].facts)
    return context | {"tried": changes, "keep_form": KeepForm()}, 200


def _tried(
    request: HttpRequest, run: ValuationRun, form: WhatIfForm, inputs: Inputs
) -> tuple[Changes, Beside] | None:
    """Return what comes out, None where the form says what is wrong or nothing is different."""
    if not form.is_valid():
        return None
    changes, problems = read_changes(form.document())
    try:
        if problems:
            raise Refused(problems_told(problems))
        if changes.is_nothing:
            return None
        return changes, try_what_if(run, changes, actor=person_of(request), inputs=inputs)
    except Refused as refused:
        add_problems(form, refused, FIELDS)
        return None


def _keep(request: HttpRequest, run: ValuationRun, context: dict[str, Any]) -> HttpResponse | None:
    """Keep what the address asks for; None where the page has to say why not."""
    if not context["keeps"]:
        raise PermissionDenied
    form = KeepForm(request.POST)
    changes: Changes | None = context.get("tried")
    if changes is None or not form.is_valid():
        context["keep_form"] = form
        return None
    typed = form.cleaned_data
    try:
        kept = keep_scenario(
            run, changes, name=typed["name"], actor=person_of(request), key=typed["key"]
        )
    except Refused as refused:
        add_problems(form, refused)
        context["keep_form"] = form
        return None
    messages.success(request, _("Kept. No figure of the unit rests on it."))
    return redirect("scenario", pk=kept.pk)
