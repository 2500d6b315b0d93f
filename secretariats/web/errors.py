"""What is shown when a form cannot be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Letters in all that was sent which a page carries back.
MOST = 100_000
OURS = "csrfmiddlewaretoken"


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was open too long; what was typed can be sent again, where that is safe."""
    sent = _sent_again(request)
    return render(
        request, "403_csrf.html", {"sent": sent, "where": request.get_full_path()}, status=403
    )


def _sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (name, value) of what the form held, or nothing.

    Only where the browser says that the form was one of this site: a form of another site must not
    be sent by a press of a button here. Never passwords, and never files.
    """
    here = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != here or not request.user.is_authenticated:
        return []
    found = [
        (name, value) for name, values in request.POST.lists() if name != OURS for value in values
    ]
    secret = any("password" in name or "token" in name for name, _value in found)
    too_long = sum(len(name) + len(value) for name, value in found) > MOST
    return [] if secret or too_long or request.FILES else found
