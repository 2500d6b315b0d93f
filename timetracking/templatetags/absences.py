"""From the grid to the absence of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

if TYPE_CHECKING:
    from timetracking.web.shown import RowShown

register = template.Library()


@register.simple_tag(takes_context=True)
def absence_address(context: Any, row: RowShown) -> str:
    """Return where the absence of a row is changed, empty where the row has none."""
    asked = context["asked"]
    first = next((cell.day for cell in row.cells if cell.seen), None)
    if first is None or not row.absence:
        return ""
    query = {"unit": asked.place.unit.code, "kind": row.key.activity, "day": first.isoformat()}
    return f"{reverse('absence_change')}?{urlencode(query)}"
