"""The register of outputs: what the unit delivered, and one line to add to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from timetracking.actions.write_output import add_output
from timetracking.core.outputs import KINDS
from timetracking.models import Activity, Output
from timetracking.output_files import TYPES, outputs_file
from timetracking.permissions import may_write_outputs
from timetracking.programme_words import kind_name
from timetracking.queries.outputs import (
    Cut,
    count_outputs,
    output_rows,
    output_years,
    outputs_of,
)
from timetracking.web.output_forms import OutputForm, first_output

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariats.models import Unit

PAGE = 50
CODE = 32


@require_http_methods(["GET", "HEAD", "POST"])
def outputs(request: HttpRequest) -> HttpResponse:
    """Show what was delivered; who works in the unit adds to it by one line."""
    code = request.POST.get("unit") or request.GET.get("unit", "")
    unit = unit_asked(request, Output.readers, code)
    writes = may_write_outputs(person_of(request), unit)
    if request.method != "POST":
        return _page(request, unit, OutputForm(unit=unit, initial=_kept(request)), writes=writes)
    if not writes:
        raise PermissionDenied
    form = OutputForm(request.POST, unit=unit)
    if form.is_valid():
        try:
            row = add_output(unit, form.delivered(), actor=person_of(request))
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("Recorded: %(title)s") % {"title": row.title})
            kept = {
                "unit": unit.code,
                "new_kind": row.kind,
                "new_activity": form.cleaned_data["activity"],
                "new_for": form.cleaned_data["instruments"],
            }
            return redirect(f"{reverse('outputs')}?{urlencode(kept, doseq=True)}")
    return _page(request, unit, form, writes=writes, status=422)


def _kept(request: HttpRequest) -> dict[str, Any]:
    """Return what a new line begins with: kind, activity and instruments of the one before."""
    found = first_output()
    if request.GET.get("new_kind") in KINDS:
        found["kind"] = request.GET["new_kind"]
    found["activity"] = request.GET.get("new_activity", "")
    found["instruments"] = request.GET.getlist("new_for")
    return found


def asked_cut(request: HttpRequest) -> Cut:
    """Return which outputs are asked for.

    Raises:
        Http404: the year is none, or a code is longer than any.
    """
    year = request.GET.get("year", "")
    texts = {name: request.GET.get(name, "") for name in ("kind", "activity", "instrument")}
    if any(len(text) > CODE or "\0" in text for text in texts.values()):
        raise Http404
    if year and not (year.isascii() and year.isdigit() and dt.MINYEAR <= int(year[:5]) <= 9999):
        raise Http404
    return Cut(year=int(year) if year else None, **texts)


def _page(
    request: HttpRequest, unit: Unit, form: OutputForm, *, writes: bool, status: int = 200
) -> HttpResponse:
    cut = asked_cut(request)
    rows = outputs_of(unit, cut)
    page = Paginator(rows.select_related("activity"), PAGE).get_page(request.GET.get("page"))
    years = output_years(unit)
    counts = count_outputs(rows)
    readers = Output.readers
    units = {role.unit.code: role.unit for role in own_roles(request) if role.kind in readers}
    activities = Activity.objects.of_unit(unit).filter(outputs__isnull=False).distinct()
    context = {
        "unit": unit,
        "units": list(units.values()),
        "form": form,
        "writes": writes,
        "cut": cut,
        "page": page,
        "rows": [(row, kind_name(row.delivered.kind)) for row in output_rows(page.object_list)],
        "years": sorted({*years, *([cut.year] if cut.year else [])}, reverse=True),
        "kinds": [(code, kind_name(code)) for code in KINDS],
        "activities": list(activities.order_by("code").values_list("code", "title")),
        "codes": form.codes,
        "counts": counts,
        "by_kind": [(kind_name(code), number) for code, number in counts.kinds.items()],
        "by_activity": [(code, number) for code, number in counts.activities.items() if code],
        "query": urlencode(
            [(name, str(value)) for name, value in request.GET.items() if name in CUTS and value]
        ),
    }
    return render(request, "timetracking/outputs.html", context, status=status)


CUTS = frozenset({"unit", "year", "kind", "activity", "instrument"})


@require_safe
def outputs_download(request: HttpRequest) -> HttpResponse:
    """Give the outputs that are asked for as a file."""
    unit = unit_asked(request, Output.readers, request.GET.get("unit", ""))
    form = request.GET.get("format", "csv")
    if form not in TYPES:
        raise Http404
    rows = output_rows(outputs_of(unit, asked_cut(request)).select_related("activity"))
    answer = HttpResponse(outputs_file(unit, rows, form), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{unit.code}-outputs.{form}"'
    return answer
