"""Where each person begins: their own page, or what needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from costsharing.models import ValuationRun
from costsharing.queries.runs_listed import newest_runs
from reporting.queries.needs import needs_of
from reporting.queries.reports_listed import reports_listed
from reporting.queries.waiting import waiting_signatures
from reporting.web.address import address_of
from reporting.web.overview import overview_of
from secretariats.context import has_role, own_roles, person_of, signs_for
from secretariats.models import Role, Unit
from secretariats.permissions import opens_units

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from reporting.queries.need import Need
    from secretariats.queries.signatures import Waiting

# Who has one of these roles and no other begins at the page of that name.
HOMES = {
    Role.Kind.STAFF: "week",
    Role.Kind.EXECUTIVE_SECRETARY: "dashboard",
    Role.Kind.COMMITTEE_MEMBER: "reports",
    Role.Kind.ADMINISTRATOR: "people",
}
# How many reports the start page shows.
SOME = 4


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do, as the page shows it; ``url`` is empty where there is no page for it."""

    kind: str
    unit_code: str
    title: str
    about: str
    label: str
    url: str


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead each person to where they begin; who has several things to see to finds them listed."""
    person = person_of(request)
    if opens_units(person) and not Unit.objects.exists():
        return redirect("unit_new")
    if home := _home(request):
        return redirect(home)
    shown = []
    if has_role(request, ValuationRun.readers):
        shown = [overview_of(run, person) for run in newest_runs(person)]
    return render(
        request,
        "reporting/start.html",
        {
            "todos": _todos(request),
            "overviews": shown,
            "reports": reports_listed(person)[:SOME] if own_roles(request) else (),
            "staff": has_role(request, {Role.Kind.STAFF}),
        },
    )


def _home(request: HttpRequest) -> str:
    """Return the address at which a person of one kind of role begins; empty for the others."""
    kinds = {role.kind for role in own_roles(request)}
    if not kinds and person_of(request).is_superuser:
        kinds = {Role.Kind.ADMINISTRATOR}
    if len(kinds) != 1:
        return ""
    return address_of(HOMES.get(Role.Kind(kinds.pop()), ""))


def _todos(request: HttpRequest) -> list[ToDo]:
    waiting = [_signature(one) for one in waiting_signatures(signs_for(request))]
    return [*waiting, *map(_todo, needs_of(person_of(request), own_roles(request)))]


def _signature(one: Waiting) -> ToDo:
    return ToDo(
        kind="signature",
        unit_code=one.unit_code,
        title=one.title,
        about=one.about,
        label=_("Read and sign"),
        url=address_of(one.address, one.arguments),
    )


def _todo(need: Need) -> ToDo:
    return ToDo(
        kind=need.kind,
        unit_code=need.unit_code,
        title=need.title,
        about=need.about,
        label=need.label,
        url=address_of(need.address, need.arguments, need.query),
    )
