"""The gentle reminder on one's own week: which days still expect time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from secretariats.context import person_of
from timetracking.places import chosen_place, places_of
from timetracking.queries.own_lacks import own_lacks

if TYPE_CHECKING:
    from django.http import HttpRequest

# The day on which a person put it away, in their session.
AWAY = "reminder_away"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def time_reminder(request: HttpRequest) -> HttpResponse:
    """Say which days still expect time; a press of a button puts it away for the day.

    The week's page loads it after itself, and gets nothing where nothing is missing, where it was
    put away today, or where the person wants no reminders; what the week that is looked at lacks
    stands there already.
    """
    person = person_of(request)
    part = bool(request.headers.get("HX-Request"))
    today = timezone.localdate().isoformat()
    place = chosen_place(places_of(request), request.GET.get("unit", ""))
    if request.method == "POST":
        request.session[AWAY] = today
        return HttpResponse() if part else redirect("week")
    if part and request.session.get(AWAY) == today:
        return HttpResponse()
    found = own_lacks(person, place.unit)
    if part:
        # What the week itself says beside its grid is not said twice.
        shown = request.GET.get("week", "")
        found = replace(found, lacks=tuple(one for one in found.lacks if str(one.week) != shown))
        if not found.lacks:
            return HttpResponse()
    template = "timetracking/_reminder.html" if part else "timetracking/reminder.html"
    context = {"found": found, "place": place, "on": person.reminders}
    return render(request, template, context)
