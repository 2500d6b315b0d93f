"""What a file would do, as the page about it shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timetracking.core.importers import formats
from timetracking.core.outcome import LISTED
from timetracking.core.typed import clock
from timetracking.core.weeks import Week
from timetracking.models import Upload
from timetracking.queries.uploads import choices_of
from timetracking.web.upload_names import lines_of, whom_offered

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

PAGE = 50
# In this order: what needs a person first.
KINDS = (
    ("rejected", gettext_lazy("Rejected")),
    ("changed", gettext_lazy("Changed at the source")),
    ("new", gettext_lazy("New")),
    ("same", gettext_lazy("Stored before")),
    ("skipped", gettext_lazy("Left out")),
)
ORDERS = (("dmy", gettext_lazy("day first")), ("mdy", gettext_lazy("month first")))
FIELDS = {
    "date": gettext_lazy("date"),
    "minutes": gettext_lazy("time"),
    "activity": gettext_lazy("activity"),
    "members": gettext_lazy("for whom"),
    "note": gettext_lazy("note"),
    "begin": gettext_lazy("begin"),
    "end": gettext_lazy("end"),
    "parts": gettext_lazy("days"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of rows with how many there are."""

    name: str
    label: _StrPromise
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: what is stored, and what the file says."""

    label: str
    old: str
    new: str


def upload_page(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    """Return what the page about a file shows; the number of queries does not grow with it."""
    asks = {one["path"] for one in upload.problems}
    known = {
        "upload": upload,
        "formats": formats().values(),
        "format_label": formats()[upload.format].label if upload.format in formats() else "",
        "asks_order": "dates" in asks,
        "asks_format": "format" in asks,
        "orders": ORDERS,
        "trouble": upload.job.error if upload.job and upload.state == "waiting" else "",
        "open": upload.state in ("waiting", "read", "failed"),
    }
    if upload.outcome is None:
        return known
    outcome = upload.outcome
    known |= {
        "outcome": outcome,
        "week": week_of(upload),
        "gap": outcome["minutes"] * 60 - outcome["seconds"],
    }
    if upload.state != Upload.State.READ:
        return known
    tabs = [Tab(name, label, outcome["counts"][name]) for name, label in KINDS]
    tabs = [tab for tab in tabs if tab.count]
    names = [tab.name for tab in tabs]
    shown = request.GET.get("show", "")
    shown = shown if shown in names else next(iter(names), "new")
    lines, choices = lines_of(upload), choices_of(upload.unit)
    return {
        **known,
        "tabs": tabs,
        "shown": shown,
        "page": _page(request, upload, shown),
        "listed": LISTED,
        "lines": lines,
        "unknown": sum(not line.known for line in lines),
        "more_names": outcome["counts"]["names"] - len(lines),
        "activities": choices.activities.items(),
        "whom": whom_offered(choices, lines),
        "stores": outcome["created"] or outcome["updated"],
    }


def _page(request: HttpRequest, upload: Upload, shown: str) -> Any:
    outcome = upload.outcome or {}
    page = Paginator(outcome[shown], PAGE).get_page(request.GET.get("page"))
    zone = ZoneInfo(upload.unit.timezone)
    if shown == "changed":
        page.object_list = [
            {**one, "date": _day(one["date"]), "what": _differences(one["differences"], zone)}
            for one in page.object_list
        ]
    elif shown in {"new", "same"}:
        page.object_list = [
            {**one, "date": _day(one["date"]), "whom": "+".join(one["for"])}
            for one in page.object_list
        ]
    return page


def week_of(upload: Upload) -> str:
    """Return the address of the week of a file's first entry, empty where it has none."""
    first = (upload.outcome or {}).get("first_day", "")
    if not first:
        return ""
    query = {"unit": upload.unit.code, "week": str(Week.of(dt.date.fromisoformat(first)))}
    return f"{reverse('week')}?{urlencode(query)}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _differences(found: dict[str, list[Any]], zone: ZoneInfo) -> list[Difference]:
    return [
        Difference(str(FIELDS.get(name, name)), _value(name, old, zone), _value(name, new, zone))
        for name, (old, new) in found.items()
    ]


def _value(name: str, value: Any, zone: ZoneInfo) -> str:
    if value in (None, "", []):
        return _("nothing")
    if name == "minutes":
        return clock(value)
    if name in {"begin", "end"}:
        return f"{dt.datetime.fromisoformat(value).astimezone(zone):%H:%M:%S}"
    if name == "date":
        return date_format(_day(value), "DATE_FORMAT")
    return "+".join(value) if isinstance(value, list) else str(value)
