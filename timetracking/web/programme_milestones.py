"""The milestones of a programme: which are reached, which overdue; marked by the coordinator."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from secretariats.context import person_of
from secretariats.core.errors import Refused
from timetracking.actions.mark_milestone import mark_milestone
from timetracking.permissions import may_plan
from timetracking.web.programme import address, page, planned_unit, posted_year

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def programme_milestone(request: HttpRequest) -> HttpResponse:
    """Say when a milestone was reached, or that it was not."""
    unit = planned_unit(request)
    if not may_plan(person_of(request), unit):
        raise PermissionDenied
    year = posted_year(request)
    draft = "draft" in request.POST
    text = request.POST.get("done", "")
    try:
        mark_milestone(
            unit,
            year,
            request.POST.get("number", ""),
            request.POST.get("title", ""),
            done=_day(text) if text else None,
            actor=person_of(request),
        )
    except Refused as refused:
        return page(request, unit, year, draft=draft, refused=refused, status=422)
    told = _("Marked as reached.") if text else _("Marked as not reached.")
    messages.success(request, told)
    more = {"draft": "1"} if draft else {}
    return redirect(address(unit, year, **more) + "#milestones")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = _("Write the day as year-month-day, such as 2017-01-31.")
        raise Refused([message]) from error
