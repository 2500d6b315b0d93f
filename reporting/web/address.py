"""Addresses with what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping


def address_of(
    name: str, arguments: tuple[object, ...] = (), query: Mapping[str, Any] | None = None
) -> str:
    """Return an address with what follows it; empty without a name."""
    url = reverse(name, args=arguments) if name else ""
    return f"{url}?{urlencode(query)}" if query else url
