"""Addresses of the week as it is shown, whatever else was asked for on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.http import HttpRequest

    from timetracking.web.asked import Asked

# What belongs to the search for a row or to one row, not to the week.
_PASSING = ("q", "for", "with", "new", "about")


def week_address(request: HttpRequest, asked: Asked, name: str = "week") -> str:
    """Return the address of the shown week with its rows, or of another page about it.

    Args:
        request: whose address says how the week is shown.
        asked: the week and the rows that stand there now.
        name: of the page.
    """
    query = request.GET.copy()
    for passing in _PASSING:
        query.pop(passing, None)
    query["week"] = str(asked.week)
    query.setlist("row", [str(key) for key in asked.rows])
    return f"{reverse(name)}?{query.urlencode()}"
