"""Weeks on pages: durations as cells take and show them, addresses with and without a row."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import template

from secretariats.core.exact import half_up
from timetracking.core.typed import clock as as_clock

if TYPE_CHECKING:
    from timetracking.core.grid import RowKey

register = template.Library()
# What belongs to the search for a row, not to the week.
_SEARCH = ("q", "for", "with", "new")


@register.filter
def clock(minutes: int | Fraction) -> str:
    """Return minutes as ``1:30``; parts of a minute are rounded half up."""
    return as_clock(half_up(Fraction(minutes)))


@register.simple_tag(takes_context=True)
def with_row(context: Any, key: RowKey) -> str:
    """Return the address of the week with a row added, in which the page then begins."""
    query = context["request"].GET.copy()
    for name in _SEARCH:
        query.pop(name, None)
    query["week"] = str(context["asked"].week)
    query.appendlist("row", str(key))
    query["new"] = "1"
    return f"?{query.urlencode()}"
