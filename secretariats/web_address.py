"""The address of this site, for links in mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request


def site_of(request: HttpRequest | Request) -> str:
    """Return the beginning of this site's addresses, as whoever asks sees it.

    ``ALLOWED_HOSTS`` has seen to it that the host is one of ours.
    """
    return f"{request.scheme}://{request.get_host()}"
