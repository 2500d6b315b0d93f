"""Putting a guide away and asking for it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from secretariats.actions.put_guide_away import put_guide_away
from secretariats.context import person_of
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def guide(request: HttpRequest) -> HttpResponse:
    """Put guides away, or bring them back with ``again``, and go on where the person was."""
    person = person_of(request)
    try:
        put_guide_away(
            person, request.POST.getlist("guide"), actor=person, away="again" not in request.POST
        )
    except Refused as refused:
        return HttpResponseBadRequest(str(refused), content_type="text/plain; charset=utf-8")
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        following, {request.get_host()}, require_https=request.is_secure()
    )
    return redirect(following if safe else "start")
