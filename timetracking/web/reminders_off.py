"""Switching reminders off by the link in a mail, without logging in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from secretariats.actions.change_own_details import change_own_details
from timetracking.off_links import person_of_token

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# Mail programs send their one press of a button without a cookie; the signature is the right.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to switch a person's reminders off, and do so; looking changes nothing."""
    person = person_of_token(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        person = change_own_details(person, {"reminders": False}, actor=person)
    # No redirect after it: mail programs do not follow one.
    return render(request, "timetracking/reminders_off.html", {"on": person.reminders})
