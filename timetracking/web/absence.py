"""Absence from a day to a day: looked at, entered, changed, removed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from secretariats.context import person_of
from secretariats.core.errors import Conflict, Refused
from secretariats.form_parts import add_problems
from timetracking.actions.change_absence import change_absence, remove_absence
from timetracking.actions.enter_absence import enter_absence
from timetracking.core.absence import MOST_DAYS
from timetracking.places import chosen_place, places_of
from timetracking.queries.absences import absence_at, absent_year, kinds_of_absence, plan_shown
from timetracking.web.absence_forms import EARLIEST, LATEST, PLACES, AbsenceForm, initial_of
from timetracking.web.absence_shown import said_of, show_plan, show_year, span_text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from timetracking.actions.store_absence import Stored
    from timetracking.core.absence_runs import Absence
    from timetracking.queries.workplaces import Workplace


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Show one's absence of a year and the form of a new one; look at it first, or enter it."""
    places, place, kinds = _where(request)
    if request.method != "POST":
        first = _day(request.GET.get("from", ""))
        initial = {"kind": request.GET.get("kind", ""), "start": first}
        return _page(request, places, place, AbsenceForm(kinds=kinds, initial=initial))
    form = AbsenceForm(request.POST, kinds=kinds)
    if form.is_valid() and "look" not in request.POST:
        try:
            stored = enter_absence(
                form.wish(),
                actor=person_of(request),
                unit=place.unit,
                note=form.cleaned_data["note"] or None,
            )
        except Refused as refused:
            add_problems(form, refused, PLACES)
        else:
            _say(request, stored, kinds, form.cleaned_data["kind"])
            return HttpResponseRedirect(_back(place, form.cleaned_data["start"]))
    return _page(request, places, place, form, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def absence_change(request: HttpRequest) -> HttpResponse:
    """Change an absence of one's own, or remove it."""
    places, place, kinds = _where(request)
    kind, day = request.GET.get("kind", ""), _day(request.GET.get("day", ""))
    if day is None or kind not in kinds:
        raise Http404
    now = absence_at(place.unit, person_of(request), place.presences, kind, day)
    if request.method != "POST":
        if now is None:
            raise Http404
        form = AbsenceForm(kinds=kinds, initial=initial_of(now))
        return _page(request, places, place, form, now=now)
    form = AbsenceForm(request.POST, kinds=kinds)
    valid, status = form.is_valid(), None
    removing = "remove" in request.POST
    if (valid or removing) and "look" not in request.POST:
        try:
            stored = _changed(request, place, form, kind, day)
        except Refused as refused:
            add_problems(form, refused, PLACES)
            status = 409 if isinstance(refused, Conflict) else None
        else:
            _say(request, stored, kinds, kind if removing else form.cleaned_data["kind"])
            return HttpResponseRedirect(
                _back(place, day if removing else form.cleaned_data["start"])
            )
    return _page(request, places, place, form, now=now, status=status or _status(form))


def _changed(
    request: HttpRequest, place: Workplace, form: AbsenceForm, kind: str, day: dt.date
) -> Stored:
    """Remove or change an absence as the form says."""
    actor, version = person_of(request), request.POST.get("version", "")
    if "remove" in request.POST:
        return remove_absence(kind, day, actor=actor, unit=place.unit, version=version)
    return change_absence(
        kind,
        day,
        form.wish(),
        actor=actor,
        unit=place.unit,
        version=version,
        note=form.cleaned_data["note"],
    )


def _where(request: HttpRequest) -> tuple[list[Workplace], Workplace, dict[str, str]]:
    places = places_of(request)
    place = chosen_place(places, request.GET.get("unit", ""))
    return places, place, kinds_of_absence(place.unit)


def _page(
    request: HttpRequest,
    places: list[Workplace],
    place: Workplace,
    form: AbsenceForm,
    *,
    now: Absence | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form with what it would enter, beside one's absence of a year."""
    person = person_of(request)
    if status == 409 and now is not None:
        # What is stored now was shown with the refusal: sent again, it is meant.
        form.data = {**request.POST.dict(), "version": now.version}
    context: dict[str, Any] = {
        "places": places,
        "place": place,
        "form": form,
        "now": now,
        "plan": _plan(person, place, form),
        "changing": "kind" in request.GET and "day" in request.GET,
        "unit_query": urlencode({"unit": place.unit.code}),
    }
    if now is not None:
        context["now_when"] = span_text(
            now.start, now.end, half_first=now.half_first, half_last=now.half_last
        )
    if getattr(request, "htmx", None) and request.htmx.target == "plan":  # type: ignore[attr-defined]
        return render(request, "timetracking/_absence_plan.html", context)
    year = absent_year(person, place, _year(request, place, now))
    context["year"] = year
    context["shown"], context["sums"] = show_year(year)
    return render(request, "timetracking/absence.html", context, status=status)


def _plan(person: Any, place: Workplace, form: AbsenceForm) -> Any:
    """Return what the form would enter, None as long as it does not say enough."""
    if not form.is_bound or {"kind", "start", "end"} & form.errors.keys():
        return None
    if not {"kind", "start", "end"} <= form.cleaned_data.keys():
        return None
    wish = form.wish()
    if wish.end < wish.start or (wish.end - wish.start).days >= MOST_DAYS:
        return None
    return show_plan(plan_shown(person, place, wish))


def _status(form: AbsenceForm) -> int:
    return 422 if form.errors else 200


def _year(request: HttpRequest, place: Workplace, now: Absence | None) -> int:
    """Return the year that is shown: as asked, else that of the absence, else this one."""
    text = request.GET.get("year", "")
    if text.isdecimal() and EARLIEST.year < int(text[:5]) < LATEST.year:
        return int(text)
    if now is not None:
        return now.start.year
    return place.today.year


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _back(place: Workplace, day: dt.date) -> str:
    query = urlencode({"unit": place.unit.code, "year": day.year})
    return f"{reverse('absence')}?{query}"


def _say(request: HttpRequest, stored: Stored, kinds: dict[str, str], kind: str) -> None:
    for level, text in said_of(stored, kinds, kind):
        getattr(messages, level)(request, text)
