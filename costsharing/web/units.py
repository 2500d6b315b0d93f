"""A new unit: from its file, or from the little it needs to begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from costsharing.actions.found_unit import found_unit
from costsharing.core.unit_file import read_unit_file
from costsharing.web.unit_forms import ShortUnitForm, UnitFileForm
from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from secretariats.form_parts import add_problems
from secretariats.models import Unit
from secretariats.permissions import opens_units

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

_INSTRUMENT = re.compile(r"instruments\[(\d+)\]\.(code|name)")


@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    """Bring a unit: by its file, or by a short form, whichever button was pressed."""
    if not opens_units(person_of(request)):
        raise PermissionDenied
    by_file = "upload" in request.POST
    posted = request.method == "POST"
    file = UnitFileForm(request.POST, request.FILES) if posted and by_file else UnitFileForm()
    short = ShortUnitForm(request.POST if posted and not by_file else None)
    problems: list[Problem] = []
    asked: Form = file if by_file else short
    if posted and asked.is_valid():
        try:
            if by_file:
                upload = file.cleaned_data["file"]
                content = read_unit_file(upload.read(), upload.name)
            else:
                content = read_unit_file(short.as_file(), _("what you typed"))
            unit = found_unit(content, actor=person_of(request))
        except Refused as refused:
            if by_file:
                problems = refused.problems
            else:
                add_problems(
                    short, Refused(_placed(one, short.filled()) for one in refused.problems)
                )
        else:
            text = _("The unit %(code)s is there. Now add its people, and give them roles.")
            messages.success(request, text % {"code": unit.code})
            return redirect("people")
    return render(
        request,
        "costsharing/unit_new.html",
        {
            "file": file,
            "form": short,
            "problems": problems,
            "by_file": by_file,
            "is_first": not Unit.objects.exists(),
        },
        status=422 if posted else 200,
    )


def _placed(problem: Problem, rows: list[int]) -> Problem:
    """Return a problem of the file with the name of the field it is about."""
    instrument = _INSTRUMENT.fullmatch(problem.path)
    if instrument is not None:
        return Problem(f"{instrument[2]}_{rows[int(instrument[1])]}", problem.message)
    name = problem.path.removeprefix("unit.")
    return Problem("hours" if name == "daily_minutes" else name, problem.message)
