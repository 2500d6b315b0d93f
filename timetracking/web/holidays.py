"""Which holidays a unit keeps: its own list beside the public holidays of its duty station."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariats.actions.take_holidays import take_holidays
from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.core.public_holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    Line,
    State,
    Station,
    Unknown,
    countries,
    parts,
)
from secretariats.permissions import coordinates, takes_holidays
from timetracking.core.typed import clock
from timetracking.queries.unit_holidays import own_holidays, year_of_holidays
from timetracking.wording import say

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from secretariats.models import Unit
    from timetracking.queries.unit_holidays import YearOfHolidays

READERS = frozenset({"coordinator", "administrator", "auditor"})


@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Show both lists of a year side by side, or take over the days that were ticked."""
    unit = unit_asked(request, READERS, request.GET.get("unit", ""))
    if request.method != "POST":
        return _page(request, unit, request.GET)
    if not takes_holidays(person_of(request), unit):
        raise PermissionDenied
    station, year = _station(request.POST, unit), _year(request.POST)
    ticked = [day for text in request.POST.getlist("day") if (day := _day(text))]
    try:
        taken = take_holidays(
            unit,
            station or Station(""),
            year,
            ticked,
            language=get_language() or "en",
            actor=person_of(request),
        )
    except Refused as refused:
        return _page(request, unit, request.POST, refused=refused, ticked=ticked)
    count = len(taken.new) + len(taken.renamed)
    if count:
        text = ngettext(
            "%(count)s holiday was taken over.", "%(count)s holidays were taken over.", count
        )
        messages.success(request, text % {"count": count})
    else:
        messages.success(request, _("Nothing was changed; the duty station is remembered."))
    query = urlencode({"unit": unit.code, "year": year})
    return redirect(f"{reverse('holidays')}?{query}")


def _page(
    request: HttpRequest,
    unit: Unit,
    asked: QueryDict,
    *,
    refused: Refused | None = None,
    ticked: list[dt.date] | None = None,
) -> HttpResponse:
    station, year = _station(asked, unit), _year(asked)
    problem, found = str(refused) if refused else "", None
    try:
        found = year_of_holidays(unit, station, year, get_language() or "en")
    except Unknown as unknown:
        problem = say(unknown.message)
    person = person_of(request)
    writes = takes_holidays(person, unit)
    wanted = set(ticked or ())
    if found and asked.get("tick"):
        wanted |= {day for day in found.missing if day.isoweekday() in unit.weekdays}
    context: dict[str, Any] = {
        "unit": unit,
        "units": [
            one
            for one in dict.fromkeys(role.unit for role in own_roles(request))
            if any(r.unit == one and r.kind in READERS for r in own_roles(request))
        ],
        "year": year,
        "station": station,
        "countries": countries(),
        "parts": _parts(station),
        "problem": problem,
        "found": found,
        "lines": [_shown(line, unit, found, wanted) for line in found.lines] if found else [],
        "own": own_holidays(unit, year) if found is None else {},
        "writes": writes,
        "keeps": coordinates(person, unit),
        "writable": writes and found is not None,
        "first_year": FIRST_YEAR,
        "last_year": LAST_YEAR,
    }
    return render(request, "timetracking/holidays.html", context, status=422 if problem else 200)


def _shown(
    line: Line, unit: Unit, found: YearOfHolidays | None, ticked: set[dt.date]
) -> dict[str, Any]:
    """Return a day of either list in words."""
    words = {
        State.THERE: _("already there"),
        State.MISSING: _("missing"),
        State.OTHER_NAME: _("other name"),
        State.OWN: _("the unit's own"),
    }
    own = line.own
    return {
        "day": line.day,
        "public": line.public,
        "own": own,
        "takes": clock(own.minutes) if own and own.minutes else "",
        "state": line.state.value,
        "word": words[line.state],
        "free": line.day.isoweekday() not in unit.weekdays,
        "approved": found.approved.get(line.day, 0) if found else 0,
        "open": line.state in {State.MISSING, State.OTHER_NAME},
        "ticked": line.day in ticked,
    }


def _station(asked: QueryDict, unit: Unit) -> Station | None:
    """Return the place that is asked for, else that of the unit; None without any.

    A part belongs to its country: another country begins without.
    """
    country = asked.get("country", "").upper()[:10]
    if not country:
        return Station(unit.country, unit.subdivision) if unit.country else None
    part = asked.get("part", "")[:32]
    try:
        known = {code for code, _name in parts(country)}
    except Unknown:
        return Station(country)
    return Station(country, part if part in known else "")


def _parts(station: Station | None) -> tuple[tuple[str, str], ...]:
    try:
        return parts(station.country) if station else ()
    except Unknown:
        return ()


def _year(asked: QueryDict) -> int:
    text = asked.get("year", "")
    if text.isdecimal() and text.isascii() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
        return int(text)
    return timezone.localdate().year


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
