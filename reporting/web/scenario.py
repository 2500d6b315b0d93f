"""A scenario that was kept, beside its run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from costsharing.actions.keep_scenario import discard_scenario
from costsharing.actions.try_what_if import inputs_of
from costsharing.models import ValuationRun
from costsharing.queries.scenarios import is_open_to, readable_scenarios
from costsharing.queries.what_if import beside, terms_of_run
from reporting.web.address import address_of
from reporting.web.overview import overview_of
from reporting.web.what_if_address import fields_of
from reporting.web.what_if_shown import shown
from secretariats.context import person_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse

    from costsharing.models import Scenario


def _readable(request: HttpRequest, pk: uuid.UUID) -> Scenario:
    rows: Any = readable_scenarios()
    found: Scenario = visible_or_denied(rows, person_of(request), pk=pk)
    if not is_open_to(found, person_of(request)):
        raise PermissionDenied
    return found


@never_cache
@require_safe
def scenario(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a scenario beside its run, as it was when it was kept."""
    found = _readable(request, pk)
    overview = overview_of(found.run, person_of(request), titles=True)
    context = {
        "scenario": found,
        "run": found.run,
        "overview": overview,
        "is_own": found.actor_id == person_of(request).pk,
        "again": _again(found),
        **shown(beside(found), overview.facts),
    }
    return render(request, "reporting/scenario.html", context)


def _again(found: Scenario) -> str:
    """Return the address at which the same can be tried and changed; empty if there is none."""
    run = ValuationRun.objects.get(pk=found.run_id)
    try:
        fields = fields_of(found.changes, terms_of_run(inputs_of(run)))
    except Refused:
        return ""
    return "" if fields is None else address_of("what_if", query={"run": run.pk, **fields})


@require_POST
def scenario_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Throw a scenario away that one kept oneself."""
    found = _readable(request, pk)
    try:
        discard_scenario(found, actor=person_of(request))
    except NotAllowed as error:
        raise PermissionDenied from error
    messages.success(request, _("The scenario is thrown away. History keeps what it changed."))
    return redirect(address_of("what_if", query={"run": found.run_id}))
