"""Where a request comes from: what the limits on attempts count by."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of whoever asks, or None where the server knows none.

    Each proxy adds the address of its caller at the end of ``X-Forwarded-For``. Of these as many
    are believed as there are proxies of ours (``TRUSTED_PROXIES``); what stands further to the
    left anybody may have written.
    """
    here = _address(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    proxies: int = settings.TRUSTED_PROXIES
    if not proxies or not forwarded:
        return here
    hops = forwarded.split(",")
    return _address(hops[-min(proxies, len(hops))]) or here


def _address(text: str) -> str | None:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return None
