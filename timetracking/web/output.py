"""One output of the register: corrected, or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariats.context import person_of
from secretariats.core.errors import Conflict, Refused
from secretariats.form_parts import add_problems
from secretariats.queries.visible import visible_or_denied
from timetracking.actions.write_output import change_output, remove_output
from timetracking.models import Output
from timetracking.permissions import may_write_outputs
from timetracking.queries.outputs import delivered_of
from timetracking.web.output_forms import OutputForm, initial_output

if TYPE_CHECKING:
    from django.http import HttpRequest


def own_output(request: HttpRequest, pk: int) -> Output:
    """Return an output of a unit whose register the person writes.

    Raises:
        PermissionDenied: they may read it, but do not write.
    """
    rows = Output.objects.select_related("unit", "activity")
    found: Output = visible_or_denied(rows, person_of(request), pk=pk)
    if not may_write_outputs(person_of(request), found.unit):
        raise PermissionDenied
    return found


def _list(found: Output) -> str:
    return f"{reverse('outputs')}?{urlencode({'unit': found.unit.code})}"


@require_http_methods(["GET", "HEAD", "POST"])
def output(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the register says."""
    found = own_output(request, pk)
    if request.method != "POST":
        initial = initial_output(delivered_of(found), found.version)
        return _page(request, found, OutputForm(unit=found.unit, initial=initial))
    form = OutputForm(request.POST, unit=found.unit)
    if form.is_valid():
        try:
            change_output(
                found,
                form.delivered(),
                actor=person_of(request),
                seen=form.cleaned_data["seen"] or 0,
            )
        except Conflict as conflict:
            add_problems(form, conflict)
            return _page(request, found, form, status=409)
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("Stored."))
            return redirect(_list(found))
    return _page(request, found, form, status=422)


@require_POST
def output_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an output out of the register."""
    found = own_output(request, pk)
    text = request.POST.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**31)) else 0
    try:
        remove_output(found, actor=person_of(request), seen=seen)
    except Refused as refused:
        initial = initial_output(delivered_of(found), found.version)
        form = OutputForm(unit=found.unit, initial=initial)
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, found, form, status=status, refused=refused)
    messages.success(request, _("Removed: %(title)s") % {"title": found.title})
    return redirect(_list(found))


def _page(
    request: HttpRequest,
    found: Output,
    form: OutputForm,
    *,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    context = {
        "output": found,
        "unit": found.unit,
        "form": form,
        "back": _list(found),
        "refused": refused,
    }
    return render(request, "timetracking/output.html", context, status=status)
