"""The programme of work of a year: what is in force, what waits, what is being planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.canonical import digest_of
from secretariats.core.errors import Refused
from timetracking.actions.edit_programme import copy_programme
from timetracking.actions.hand_over_programme import hand_over_programme
from timetracking.core.programme import YEARS, items_from, programme_content
from timetracking.models import ProgrammeItem, ProgrammeVersion
from timetracking.permissions import PLANNERS, may_plan, sees_recorded
from timetracking.queries.programme import (
    milestones_marked,
    recorded_by_instrument,
    recorded_minutes,
    working_items,
    years_of,
)
from timetracking.queries.programme_versions import versions_listed
from timetracking.web.programme_forms import CopyForm
from timetracking.web.programme_shown import sums_by_category, sums_by_instrument, table_of
from timetracking.web.programme_signing import signing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariats.models import Unit
    from timetracking.core.programme import Planned

State = ProgrammeVersion.State


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """Show the programme of a year."""
    unit = unit_asked(request, ProgrammeItem.readers, request.GET.get("unit", ""))
    years = years_of(unit)
    year = asked_year(request.GET.get("year", ""), years)
    return page(request, unit, year, draft="draft" in request.GET)


def asked_year(text: str, years: list[int]) -> int:
    """Return the year that is asked for: else this one or, without a programme, the latest.

    Raises:
        Http404: what is asked for is no year.
    """
    if text:
        if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
            raise Http404
        return int(text)
    today = timezone.localdate().year
    return today if today in years or not years else years[0]


def address(unit: Unit, year: int, **more: str) -> str:
    """Return the address of a year's programme."""
    query: dict[str, str | int] = {"unit": unit.code, "year": year, **more}
    return f"{reverse('programme')}?{urlencode(query)}"


def page(
    request: HttpRequest,
    unit: Unit,
    year: int,
    *,
    draft: bool = False,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a year's programme.

    Args:
        request: whose.
        unit: of the programme.
        year: the calendar year.
        draft: whether to show what is being planned, where another version is in force.
        refused: what could not be done.
        status: of the answer.
    """
    person = person_of(request)
    years = years_of(unit)
    versions = versions_listed(unit, year)
    in_force = next((one for one in versions if one.state == State.IN_FORCE), None)
    waiting = next((one for one in versions if one.state == State.SIGNING), None)
    working = working_items(unit, year)
    plans = may_plan(person, unit)
    now = [row.planned for row in working]
    chosen = None if draft else in_force or waiting
    items: list[tuple[int | None, Planned]]
    if chosen is None:
        items = [(row.pk if plans and not waiting else None, row.planned) for row in working]
        context: dict[str, Any] = {}
    else:
        version = ProgrammeVersion.objects.select_related("unit").get(pk=chosen.pk)
        items = [(None, item) for item in items_from(version.content)]
        context = signing_of(person, version)
    agreed = items if chosen and chosen == in_force else []
    context |= {
        "unit": unit,
        "units": _units(request),
        "year": year,
        "years": _offered(years, year, plans=plans),
        "versions": versions,
        "version": chosen,
        "in_force": in_force,
        "waiting": waiting,
        "plans": plans,
        "edits": plans and chosen is None and waiting is None,
        "has_draft": bool(agreed) and [item for _pk, item in agreed] != now,
        "last": versions[0] if versions else None,
        "mark": digest_of(programme_content(now, unit=unit.code, year=year)),
        "refused": refused,
        **shown_table(request, unit, year, items),
    }
    if plans and not working:
        others = [one for one in years if one != year]
        context["copy_form"] = CopyForm(years=others, initial={"year": year}) if others else None
    return render(request, "timetracking/programme.html", context, status=status)


def shown_table(
    request: HttpRequest, unit: Unit, year: int, items: list[tuple[int | None, Planned]]
) -> dict[str, Any]:
    """Return the table of items, with what was recorded for those who may see it."""
    served = unit.instruments.order_by("code").values_list("code", flat=True)
    codes = sorted({*served, *(code for _pk, item in items for code, _days in item.days)})
    sees = sees_recorded(person_of(request), unit)
    planned = [item for _pk, item in items]
    return {
        "codes": codes,
        "table": table_of(
            items,
            codes=codes,
            daily=unit.daily_minutes,
            minutes=recorded_minutes(unit, year) if sees else None,
            marks=milestones_marked(unit, year),
            today=timezone.localdate(),
        ),
        "by_instrument": sums_by_instrument(
            planned,
            codes=codes,
            daily=unit.daily_minutes,
            recorded=recorded_by_instrument(unit, year) if sees else None,
        ),
        "by_category": sums_by_category(planned),
        "today": timezone.localdate(),
    }


def _units(request: HttpRequest) -> list[Unit]:
    readers = ProgrammeItem.readers
    found = {role.unit.code: role.unit for role in own_roles(request) if role.kind in readers}
    return list(found.values())


def _offered(years: list[int], year: int, *, plans: bool) -> list[int]:
    """Return the years to choose from; who plans may begin this year and the next."""
    today = timezone.localdate().year
    more = {today, today + 1} if plans else set()
    return sorted({*years, year, *more})


def planned_unit(request: HttpRequest) -> Unit:
    """Return the unit that is asked for, whose work the person plans."""
    code = request.POST.get("unit") or request.GET.get("unit", "")
    return unit_asked(request, PLANNERS, code)


def posted_year(request: HttpRequest) -> int:
    """Return the year that a form is about.

    Raises:
        Http404: there is none.
    """
    text = request.POST.get("year") or request.GET.get("year", "")
    if not text:
        raise Http404
    return asked_year(text, [])


@require_POST
def programme_copy(request: HttpRequest) -> HttpResponse:
    """Begin a year with the items of another."""
    unit = planned_unit(request)
    form = CopyForm(request.POST, years=years_of(unit))
    if not form.is_valid():
        refusal = Refused([_("Choose the year whose items you want, and the year to begin.")])
        year = form.cleaned_data.get("year") or timezone.localdate().year
        return page(request, unit, year, draft=True, refused=refusal, status=422)
    year = form.cleaned_data["year"]
    try:
        count = copy_programme(
            unit, source=form.cleaned_data["source"], year=year, actor=person_of(request)
        )
    except Refused as refused:
        return page(request, unit, year, draft=True, refused=refused, status=422)
    text = ngettext("%(count)d item was copied.", "%(count)d items were copied.", count)
    messages.success(request, text % {"count": count})
    return redirect(address(unit, year, draft="1"))


@require_POST
def programme_hand_over(request: HttpRequest) -> HttpResponse:
    """Freeze the programme of a year, for every side to sign."""
    unit = planned_unit(request)
    if not may_plan(person_of(request), unit):
        raise PermissionDenied
    text = request.POST.get("year", "")
    year = asked_year(text, []) if text else timezone.localdate().year
    try:
        version = hand_over_programme(
            unit, year, actor=person_of(request), seen=request.POST.get("seen", "")
        )
    except Refused as refused:
        return page(request, unit, year, draft=True, refused=refused, status=422)
    messages.success(request, _("Handed over. Each side signs for itself."))
    return redirect("programme_version", pk=version.pk)
