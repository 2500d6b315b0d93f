"""One item of the working programme: added, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from secretariats.queries.visible import visible_or_denied
from timetracking.actions.edit_programme import add_item, change_item, item_mark, remove_item
from timetracking.core.milestones import MOST
from timetracking.models import Activity, Kind, ProgrammeItem
from timetracking.permissions import may_plan
from timetracking.queries.programme import planned_of
from timetracking.web.programme import address, asked_year, page, planned_unit
from timetracking.web.programme_forms import ItemForm, initial_of
from timetracking.web.programme_parts import EMPTY_LINES, lines_wanted

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from secretariats.models import Unit


def own_item(request: HttpRequest, pk: int) -> ProgrammeItem:
    """Return an item of a unit whose work the person plans.

    Raises:
        PermissionDenied: they may read it, but do not plan.
    """
    rows = ProgrammeItem.objects.select_related("unit", "activity")
    found: ProgrammeItem = visible_or_denied(rows, person_of(request), pk=pk)
    if not may_plan(person_of(request), found.unit):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def programme_item_new(request: HttpRequest) -> HttpResponse:
    """Plan something more in a year."""
    unit = planned_unit(request)
    text = request.GET.get("year", "")
    year = asked_year(text, []) if text else timezone.localdate().year
    if request.method != "POST":
        return show_form(request, unit, year, _form(unit, EMPTY_LINES))
    lines = lines_wanted(request.POST)
    if "more" in request.POST:
        return show_form(request, unit, year, _longer(unit, request, lines))
    form = _form(unit, lines, request.POST)
    if form.is_valid():
        try:
            add_item(unit, year, form.planned(), actor=person_of(request))
        except Refused as refused:
            add_problems(form, refused, form.places())
        else:
            messages.success(request, _("Added to the draft of the programme."))
            return redirect(address(unit, year, draft="1"))
    return show_form(request, unit, year, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item."""
    found = own_item(request, pk)
    if request.method != "POST":
        codes = list(found.unit.instruments.order_by("code").values_list("code", flat=True))
        planned = planned_of(found)
        initial = initial_of(planned, codes) | {"seen": item_mark(found)}
        lines = min(MOST, len(planned.milestones) + EMPTY_LINES)
        form = _form(found.unit, lines, initial=initial)
        return show_form(request, found.unit, found.year, form, item=found)
    lines = lines_wanted(request.POST)
    if "more" in request.POST:
        longer = _longer(found.unit, request, lines)
        return show_form(request, found.unit, found.year, longer, item=found)
    form = _form(found.unit, lines, request.POST)
    if form.is_valid():
        try:
            change_item(
                found, form.planned(), actor=person_of(request), seen=form.cleaned_data["seen"]
            )
        except Refused as refused:
            add_problems(form, refused, form.places())
        else:
            messages.success(request, _("Saved in the draft of the programme."))
            return redirect(address(found.unit, found.year, draft="1"))
    return show_form(request, found.unit, found.year, form, item=found, status=422)


@require_POST
def programme_item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out of the working programme."""
    found = own_item(request, pk)
    unit, year = found.unit, found.year
    try:
        remove_item(found, actor=person_of(request), seen=request.POST.get("seen", ""))
    except Refused as refused:
        return page(request, unit, year, draft=True, refused=refused, status=422)
    messages.success(request, _("Removed from the draft of the programme."))
    return redirect(address(unit, year, draft="1"))


def show_form(
    request: HttpRequest,
    unit: Unit,
    year: int,
    form: ItemForm,
    *,
    item: ProgrammeItem | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form of a new item, or of one that is there."""
    context = {
        "unit": unit,
        "year": year,
        "form": form,
        "item": item,
        "mark": item_mark(item) if item else "",
        "back": address(unit, year, draft="1"),
    }
    return render(request, "timetracking/programme_item.html", context, status=status)


def _longer(unit: Unit, request: HttpRequest, lines: int) -> ItemForm:
    """Return the form as it was typed, unchecked, with so many lines for milestones."""
    return _form(unit, lines, initial={**request.POST.dict(), "lines": lines})


def _form(unit: Unit, lines: int, *data: Any, **options: Any) -> ItemForm:
    codes = list(unit.instruments.order_by("code").values_list("code", flat=True))
    activities = Activity.objects.of_unit(unit).exclude(kind=Kind.ABSENCE)
    return ItemForm(
        *data,
        instruments=codes,
        activities=list(activities.order_by("code").values_list("code", "title")),
        lines=lines,
        **{**options, "initial": {"lines": lines, **options.get("initial", {})}},
    )
