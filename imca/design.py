"""The parts of the pages in all their states, side by side: for those who build them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component; there is such a page only where the site runs in debug.

    Raises:
        Http404: it does not.
    """
    if not settings.DEBUG:
        raise Http404
    return render(request, "design.html")
