"""One day of the week on the telephone: the days before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template

if TYPE_CHECKING:
    import datetime as dt

    from timetracking.core.weeks import Week

register = template.Library()


@dataclass(frozen=True, slots=True)
class Step:
    """A day to go to: its date and address, and that of the nearest day of the next week over."""

    day: dt.date
    address: str
    edge: str


@register.simple_tag(takes_context=True)
def day_steps(context: Any) -> dict[str, Step]:
    """Return ``before`` and ``after`` of the day that is shown."""
    asked, shown = context["asked"], [one.date for one in context["grid"].days]
    day = context["day"]
    edges = (_edge(asked, asked.week.before, last=True), _edge(asked, asked.week.after))
    before = max((one for one in shown if one < day), default=edges[0])
    after = min((one for one in shown if one > day), default=edges[1])
    return {
        "before": Step(before, _address(asked, before), _address(asked, edges[0])),
        "after": Step(after, _address(asked, after), _address(asked, edges[1])),
    }


def _edge(asked: Any, week: Week, *, last: bool = False) -> dt.date:
    """Return the first or the last day of a week that would be shown."""
    wanted = frozenset(asked.place.unit.weekdays) | asked.also
    days = [day for day in week.days if day.isoweekday() in wanted] or [*week.days]
    return days[-1] if last else days[0]


def _address(asked: Any, day: dt.date) -> str:
    query = {"day": day.isoformat()}
    if len(asked.places) > 1:
        query["unit"] = asked.place.unit.code
    if asked.also:
        query["weekend"] = "1"
    return f"?{urlencode(query)}"
