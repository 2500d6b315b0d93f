"""Every change of a table of inputs: who, when, what stood there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from costsharing.models import InputProposal
from costsharing.queries.input_history import traced
from costsharing.web.inputs import table_or_404, units_of
from secretariats.context import own_roles, person_of, unit_asked
from secretariats.permissions import reads_input_history
from secretariats.queries.table_history import changes_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 50


@require_safe
def input_history(request: HttpRequest, table: str) -> HttpResponse:
    """Show the changes of a table, newest first, and through what each came."""
    found = table_or_404(table)
    unit = unit_asked(request, found.readers, request.GET.get("unit", ""))
    if not reads_input_history(person_of(request), unit):
        raise PermissionDenied
    page = Paginator(changes_of(found, unit), PAGE).get_page(request.GET.get("page"))
    kinds = {role.kind for role in own_roles(request) if role.unit == unit}
    return render(
        request,
        "costsharing/input_history.html",
        {
            "table": found,
            "unit": unit,
            "units": units_of(request, found.readers),
            "page": page,
            "lines": traced(found, unit, page.object_list),
            "follows": not kinds.isdisjoint(InputProposal.readers),
        },
    )
