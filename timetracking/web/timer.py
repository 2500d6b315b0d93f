"""The timer's page and its buttons in the head of every page; all of it plain forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from secretariats.core.errors import Conflict, NotAllowed, Problem, Refused
from timetracking.actions.run_timer import change_timer, discard_timer, start_timer
from timetracking.actions.stop_timer import Stopped, stop_timer
from timetracking.core.grid import RowKey
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.core.typed import clock
from timetracking.queries.timer import running
from timetracking.web.acting import joint_of
from timetracking.web.adding import choices, find
from timetracking.web.asked import Asked, read_asked
from timetracking.web.shown import mark_of
from timetracking.web.typed import str_of
from timetracking.wording import named_day

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest
    from django_htmx.middleware import HtmxDetails

    from timetracking.queries.timer import Running

# What the buttons say, in a field of this name.
DO = "do"
CHANGE = "change"


@require_http_methods(["GET", "HEAD", "POST"])
def timer(request: HttpRequest) -> HttpResponse:
    """Show the timer of who asks and what it can be started on, or do what a button says."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    if request.method != "POST" and htmx:
        return _head(request)
    asked = read_asked(request)
    if request.method != "POST":
        return _page(request, asked)
    try:
        told = _do(request, asked)
    except NotAllowed:
        raise
    except Refused as refused:
        status = 409 if isinstance(refused, Conflict) else 422
        return _page(request, asked, failed=str_of(refused), status=status)
    if told is None:
        return HttpResponseBadRequest(_("There is no such button."))
    messages.success(request, told)
    return HttpResponseRedirect(_next(request))


def _head(request: HttpRequest) -> HttpResponse:
    """Return the part of the head alone, for a page that looks whether something changed."""
    return render(request, "timetracking/_timer.html", {"back": _next(request)})


def _do(request: HttpRequest, asked: Asked) -> str | None:
    """Do what a button says and return what to tell; None where no button says so.

    Raises:
        Refused: it could not be done.
    """
    sent = request.POST
    person, unit, version = asked.person, asked.place.unit, sent.get("version", "")
    # What runs was something else all along: a button beside the one that switches.
    right = sent.get("right", "")
    key = RowKey.named((right or sent.get("row", "")).replace("\0", ""))
    note = " ".join(sent.get("note", "").replace("\0", "").split())
    match CHANGE if right else sent.get(DO, ""):
        case "start":
            started = start_timer(key, actor=person, unit=unit, note=note, version=version)
            text = _("The timer runs on %(title)s.") % {"title": started.timer.title}
            return f"{told_of(started.before)} {text}" if started.before else text
        case "change":
            changed = change_timer(key, actor=person, unit=unit, version=version)
            return _("The timer runs on %(title)s.") % {"title": changed.title}
        case "note":
            now = running(person)
            if now is not None:
                change_timer(now.key, actor=person, unit=now.unit, version=version, note=note)
            return _("The note is kept.")
        case "stop":
            return told_of(stop_timer(actor=person, version=version, end=_end(sent, person)))
        case "discard":
            discard_timer(actor=person, version=version)
            return _("The timer is discarded; nothing of it was stored.")
        case _:
            return None


def _end(sent: Any, person: Any) -> dt.datetime | None:
    """Return when the work ended, told in the zone of the timer's unit; None is now."""
    text = sent.get("end", "").strip()
    now = running(person) if text else None
    if now is None:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        told = _("Write date and time of the end as 2017-01-10 17:30.")
        raise Refused([Problem("end", told)])
    return found if timezone.is_aware(found) else found.replace(tzinfo=ZoneInfo(now.unit.timezone))


def told_of(stopped: Stopped) -> str:
    """Return what a stopped timer came to, in words."""
    if not stopped.parts:
        step = _("%(title)s: that was too short to count; nothing was stored.")
        return step % {"title": stopped.title}
    text = _("%(clock)s on %(day)s")
    days = [
        text % {"clock": clock(one.minutes), "day": named_day(one.day)} for one in stopped.parts
    ]
    told = _("%(title)s: %(days)s stored.")
    return told % {"title": stopped.title, "days": ", ".join(days)}


def _next(request: HttpRequest) -> str:
    """Return where to go on: the page on which the button was, if it is one of ours."""
    following = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        following, {request.get_host()}, require_https=request.is_secure()
    )
    return following if safe else reverse("timer")


def _page(
    request: HttpRequest, asked: Asked, *, failed: str = "", status: int = 200
) -> HttpResponse:
    now: Running | None = running(asked.person)
    joint = joint_of(asked)
    context = {
        "asked": asked,
        "now": now,
        "now_mark": mark_of(now.key.beneficiary, _kind(now), joint) if now else None,
        "failed": failed,
        "q": request.GET.get("q", ""),
        "chosen": request.GET.get("for", ""),
        "choices": choices(asked, request.GET, joint),
        "found": find(asked, request.GET, joint, (now.key,) if now else (), asked.place.today),
        "longest": LONGEST_NOTE,
        "back": _next(request) if "next" in request.GET or "next" in request.POST else "",
        "typed_end": request.POST.get("end", ""),
        "typed_note": request.POST.get("note", ""),
    }
    return render(request, "timetracking/timer.html", context, status=status)


def _kind(now: Running) -> str:
    return "service" if now.key.beneficiary else "overhead"
