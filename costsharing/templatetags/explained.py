"""Links from a figure to its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.models import ValuationRun

register = template.Library()


@register.simple_tag
def explain_url(run: ValuationRun, **asked: str) -> str:
    """Return the address at which a figure of a run is explained."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('explain', args=[run.pk])}?{query}"


@register.filter
def at(listed: Sequence[Any], place: int) -> Any:
    """Return what stands at a place of a list."""
    return listed[place]
