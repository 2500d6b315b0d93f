"""The history of a person's time: every value, who changed it, when and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from timetracking.core.grid import SERVICE
from timetracking.core.typed import clock
from timetracking.histories import read_history
from timetracking.models import Amendment, WeekSheet
from timetracking.queries.time_history import CORRECTION, ENTRY, FILE, MOST, WEEK
from timetracking.web.shown import mark_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from timetracking.queries.time_history import HistoryLine, Value

NAMES: dict[str, _StrPromise] = {
    "minutes": gettext_lazy("time"),
    "minutes_before": gettext_lazy("time before"),
    "minutes_after": gettext_lazy("time asked for"),
    "date": gettext_lazy("day"),
    "begin": gettext_lazy("begin"),
    "end": gettext_lazy("end"),
    "activity": gettext_lazy("activity"),
    "members": gettext_lazy("for"),
    "state": gettext_lazy("state"),
    "note": gettext_lazy("note"),
    "reason": gettext_lazy("reason"),
    "answer": gettext_lazy("answer"),
    "source": gettext_lazy("source"),
    "format": gettext_lazy("format"),
    "created": gettext_lazy("new entries"),
    "updated": gettext_lazy("changed entries"),
    "unchanged": gettext_lazy("unchanged entries"),
}
KINDS: dict[tuple[str, str], _StrPromise] = {
    (ENTRY, "created"): gettext_lazy("entered"),
    (ENTRY, "changed"): gettext_lazy("changed"),
    (ENTRY, "removed"): gettext_lazy("removed"),
    (ENTRY, "loaded"): gettext_lazy("came from a file"),
    (WEEK, "created"): gettext_lazy("handed in"),
    (WEEK, "changed"): gettext_lazy("decided or handed in again"),
    (CORRECTION, "created"): gettext_lazy("correction asked for"),
    (CORRECTION, "changed"): gettext_lazy("correction decided"),
    (FILE, "loaded"): gettext_lazy("file brought in"),
}
_MINUTES = frozenset({"minutes", "minutes_before", "minutes_after"})
_DAYS = frozenset({"date"})
_INSTANTS = frozenset({"begin", "end"})
_STATES = {**dict(Amendment.State.choices), **dict(WeekSheet.State.choices)}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value as people read it; ``kept``: it is not for who reads."""

    name: str
    before: str
    after: str
    kept: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A change as people read it; ``mark`` is that of the beneficiary, None without one."""

    line: HistoryLine
    kind: str
    mark: Any
    values: tuple[ShownValue, ...]


@require_safe
def time_history(request: HttpRequest) -> HttpResponse:
    """Show what was changed in a week, a day or a cell of one's own or of somebody of the team."""
    asked = read_history(request, request.GET)
    lines = asked.lines()
    context = {
        "asked": asked,
        "lines": [_shown(line, ZoneInfo(asked.unit.timezone)) for line in lines],
        "cut": len(lines) == MOST,
        "here": {"unit": asked.unit.code, "person": "" if asked.own else asked.person.username},
    }
    return render(request, "timetracking/history.html", context)


def _shown(line: HistoryLine, zone: dt.tzinfo) -> ShownLine:
    return ShownLine(
        line=line,
        kind=str(KINDS.get((line.about, line.kind), line.kind)),
        mark=mark_of(line.cell.beneficiary, SERVICE, frozenset())
        if line.cell and line.cell.beneficiary
        else None,
        values=tuple(_value(value, zone) for value in line.values),
    )


def _value(value: Value, zone: dt.tzinfo) -> ShownValue:
    return ShownValue(
        name=str(NAMES.get(value.name, value.name)),
        before=_text(value.name, value.before, zone),
        after=_text(value.name, value.after, zone),
        kept=value.kept,
    )


def _text(name: str, plain: Any, zone: dt.tzinfo) -> str:
    """Return a plain value of the history in words; nothing is an empty text."""
    if plain is None or plain == "":
        return ""
    if name in _MINUTES and isinstance(plain, int):
        return clock(plain)
    if name == "state":
        return str(_STATES.get(plain, plain))
    try:
        if name in _DAYS:
            return formats.date_format(dt.date.fromisoformat(plain), "j F Y")
        if name in _INSTANTS:
            return dt.datetime.fromisoformat(plain).astimezone(zone).strftime("%H:%M")
    except (TypeError, ValueError):
        return str(plain)
    if isinstance(plain, list):
        return ", ".join(str(one) for one in plain)
    if isinstance(plain, bool):
        return _("yes") if plain else _("no")
    return str(plain)
