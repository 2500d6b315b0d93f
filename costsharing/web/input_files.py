"""Tables of inputs as files: taken along, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from costsharing.actions.bring_inputs import bring_file
from costsharing.core.input_sheet import LARGEST, MOST_ROWS
from costsharing.queries.input_file import columns_of
from costsharing.queries.input_proposals import sharing_of
from costsharing.queries.input_rows import input_rows
from costsharing.renderers.input_file import MEDIA, input_file
from costsharing.web.input_forms import FileForm
from costsharing.web.inputs import table_or_404
from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems

if TYPE_CHECKING:
    from django.http import HttpRequest


@never_cache
@require_safe
def input_download(request: HttpRequest, table: str) -> HttpResponse:
    """Send the rows of a table, cut down as the list is, as ``form`` asks: csv or xlsx."""
    found = table_or_404(table)
    unit = unit_asked(request, found.readers, request.GET.get("unit", ""))
    form = request.GET.get("form", "csv")
    if form not in MEDIA:
        raise Http404
    rows = input_rows(found, unit, request.GET.dict())
    answer = HttpResponse(input_file(found, unit, rows, form), content_type=MEDIA[form])
    name = f"{unit.code}-{found.name}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def input_upload(request: HttpRequest, table: str) -> HttpResponse:
    """Ask for a file of rows, and lead to what it would do."""
    found = table_or_404(table)
    unit = unit_asked(request, found.readers, request.GET.get("unit", ""))
    person = person_of(request)
    if not found.offers(person, unit):
        raise PermissionDenied
    status = 200
    form = FileForm()
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                # One byte more than is allowed shows that it is too large, however large it is.
                row = bring_file(
                    found, unit, file.read(LARGEST + 1), actor=person, name=file.name or ""
                )
            except Refused as refused:
                add_problems(form, refused)
            else:
                return redirect("input_proposal", pk=row.pk)
    return render(
        request,
        "costsharing/input_file.html",
        {
            "table": found,
            "unit": unit,
            "form": form,
            "columns": [
                (name, column.label if (column := found.field(name)) else _("Row"), column)
                for name in columns_of(found)
            ],
            "sharing": sharing_of(found, unit, person),
            "rows": MOST_ROWS,
            "megabytes": LARGEST // 1024**2,
        },
        status=status,
    )
