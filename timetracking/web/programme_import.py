"""A year's programme taken along as a workbook, and brought back: looked at, then confirmed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.form_parts import dress
from timetracking.actions.replace_programme import Replacement, replace_programme
from timetracking.core.programme import item_content, item_from, items_from
from timetracking.core.programme_sheet import TEXTS
from timetracking.core.workbook import LARGEST, MEDIA_TYPE
from timetracking.models import ProgrammeItem, ProgrammeVersion
from timetracking.permissions import may_plan
from timetracking.programme_workbook import by_cell, programme_workbook, read_workbook
from timetracking.queries.programme import working_items, years_of
from timetracking.web.programme import address, asked_year, planned_unit
from timetracking.web.programme_changes import changes_shown

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariats.models import Unit
    from timetracking.core.programme import ItemContent, Planned

# So many wrong cells are named on the page; the rest is counted.
SOME = 50


class WorkbookForm(forms.Form):
    """The workbook that shall become the programme."""

    file = forms.FileField(
        label=gettext_lazy("Workbook (XLSX)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            name: gettext_lazy("Choose a workbook.") for name in ("required", "invalid", "missing")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the field the look of the site."""
        super().__init__(*args, **kwargs)
        dress(self)


@require_safe
def programme_export(request: HttpRequest) -> HttpResponse:
    """Give a year's programme as a workbook: the draft, or the version that is asked for."""
    unit = unit_asked(request, ProgrammeItem.readers, request.GET.get("unit", ""))
    year = asked_year(request.GET.get("year", ""), years_of(unit))
    number = request.GET.get("version", "")
    if number:
        items = items_from(_version(unit, year, number).content)
    else:
        items = [row.planned for row in working_items(unit, year)]
    answer = HttpResponse(programme_workbook(unit, year, items), content_type=MEDIA_TYPE)
    name = f"{unit.code}-programme-{year}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _version(unit: Unit, year: int, number: str) -> ProgrammeVersion:
    found: ProgrammeVersion | None = None
    if number.isascii() and number.isdigit() and len(number) < len("32768"):
        rows = ProgrammeVersion.objects.of_unit(unit)
        found = rows.filter(year=year, number=int(number)).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def programme_import(request: HttpRequest) -> HttpResponse:
    """Ask for a workbook, show what it would change, and do it once that is confirmed."""
    unit = planned_unit(request)
    if not may_plan(person_of(request), unit):
        raise PermissionDenied
    text = request.POST.get("year") or request.GET.get("year", "")
    year = asked_year(text, []) if text else timezone.localdate().year
    if request.method != "POST":
        return _page(request, unit, year, WorkbookForm())
    if "content" in request.POST:
        return _confirmed(request, unit, year)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, unit, year, form, status=422)
    # One byte more than is allowed shows that it is too large, however large it is.
    data = form.cleaned_data["file"].read(LARGEST + 1)
    try:
        sheet = read_workbook(unit, data)
    except Refused as refused:
        return _page(request, unit, year, WorkbookForm(), refused=refused, status=422)
    items = [row.item for row in sheet.rows]
    try:
        found = replace_programme(unit, year, items, actor=person_of(request), dry_run=True)
    except Refused as refused:
        told = by_cell(refused, sheet)
        return _page(request, unit, year, WorkbookForm(), refused=told, status=422)
    return _page(request, unit, year, WorkbookForm(), preview=(found, items))


def _confirmed(request: HttpRequest, unit: Unit, year: int) -> HttpResponse:
    try:
        found = json.loads(request.POST["content"])
        items = [_item(one) for one in found]
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        refused = Refused([_("What was looked at came back spoiled: choose the workbook again.")])
        return _page(request, unit, year, WorkbookForm(), refused=refused, status=422)
    try:
        replace_programme(
            unit, year, items, actor=person_of(request), seen=request.POST.get("seen", "")
        )
    except Refused as refused:
        return _page(request, unit, year, WorkbookForm(), refused=refused, status=422)
    messages.success(request, _("The draft of the programme says what the workbook says."))
    return redirect(address(unit, year, draft="1"))


def _item(content: Any) -> Planned:
    """Return an item of what a browser sent back.

    Raises:
        TypeError: something else than text stands where text belongs; so too the errors of what
            has no such parts at all.
    """
    item = item_from(cast("ItemContent", {**content, "activity": content["activity"] or ""}))
    texts = [getattr(item, name) for name in TEXTS]
    texts += [one.title for one in item.milestones]
    texts += [text for one in item.strategies for text in (one.text, one.address)]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return item


def _page(
    request: HttpRequest,
    unit: Unit,
    year: int,
    form: WorkbookForm,
    *,
    refused: Refused | None = None,
    preview: tuple[Replacement, list[Planned]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "unit": unit,
        "year": year,
        "form": form,
        "back": address(unit, year, draft="1"),
        "megabytes": LARGEST // 1024**2,
    }
    if refused is not None:
        context["problems"] = refused.problems[:SOME]
        context["more"] = max(0, len(refused.problems) - SOME)
    if preview is not None:
        found, items = preview
        kinds = [change.kind for change in found.changes]
        context |= {
            "found": found,
            "changes": changes_shown(found.changes),
            "counts": {kind: kinds.count(kind) for kind in ("added", "changed", "removed")},
            "content": json.dumps([item_content(item) for item in items]),
        }
    return render(request, "timetracking/programme_import.html", context, status=status)
