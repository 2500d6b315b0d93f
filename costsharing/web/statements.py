"""Statements of a unit: the list, what waits for whom, a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from costsharing.actions.prepare_statement import prepare_statement
from costsharing.models import Statement
from costsharing.permissions import may_prepare_statement
from costsharing.queries.statement_now import proposed_end, statement_now
from costsharing.queries.statements import (
    StatementFilter,
    finance_sides,
    statements_listed,
    to_confirm,
    with_sides,
)
from costsharing.web.statement_forms import StatementForm
from secretariats.context import has_role, own_roles, person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.queries.statement_now import StatementNow
    from secretariats.models import Unit

PAGE = 20
_FIELDS = {"to": "end", "from": "end"}


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """List the statements that the person may see, the latest first."""
    if not has_role(request, Statement.readers):
        raise PermissionDenied
    person = person_of(request)
    found = StatementFilter(request.GET, queryset=statements_listed(person), request=request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    units = _units(request)
    return render(
        request,
        "costsharing/statements.html",
        {
            "page": page,
            "lines": with_sides(page.object_list),
            "waiting": to_confirm(finance_sides(own_roles(request))),
            "filter": found,
            "states": Statement.State.choices,
            "units": units,
            "prepares": [unit for unit in units if may_prepare_statement(person, unit)],
        },
    )


def _units(request: HttpRequest) -> list[Unit]:
    """Return the units whose statements the person may read; no query of its own."""
    found = {
        role.unit.pk: role.unit for role in own_roles(request) if role.kind in Statement.readers
    }
    return list(found.values())


@require_http_methods(["GET", "HEAD", "POST"])
def statement_new(request: HttpRequest) -> HttpResponse:
    """Show what a statement to a day would say, and prepare it where that is asked for."""
    unit = unit_asked(request, Statement.readers, request.GET.get("unit", ""))
    person = person_of(request)
    if request.method == "POST":
        if not may_prepare_statement(person, unit):
            raise PermissionDenied
        form = StatementForm(request.POST)
        if form.is_valid():
            try:
                row = prepare_statement(unit=unit, end=form.cleaned_data["end"], actor=person)
            except Refused as refused:
                add_problems(form, refused, _FIELDS)
            else:
                return redirect("statement", pk=row.pk)
        return _show(request, unit, form, status=422)
    if "to" not in request.GET:
        return _show(request, unit, StatementForm(initial={"end": proposed_end(unit)}))
    form = StatementForm({"end": request.GET["to"]})
    now = None
    if form.is_valid():
        try:
            now = statement_now(unit, form.cleaned_data["end"])
        except Refused as refused:
            add_problems(form, refused, _FIELDS)
    return _show(request, unit, form, now=now, status=200 if now else 422)


def _show(
    request: HttpRequest,
    unit: Unit,
    form: StatementForm,
    *,
    now: StatementNow | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "unit": unit,
        "form": form,
        "now": now,
        "content": now.content if now else None,
        "prepares": may_prepare_statement(person_of(request), unit),
        "title": _("What would be settled?"),
    }
    return render(request, "costsharing/statement_new.html", context, status=status)
