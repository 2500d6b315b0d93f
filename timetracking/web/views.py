"""The week of a person: look at it, save it cell by cell or as a whole, add rows to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from timetracking.core.checks import Barrier
from timetracking.core.weeks import Week
from timetracking.queries.week_grid import week_grid
from timetracking.queries.workplaces import last_worked
from timetracking.web.acting import DO, Done, act
from timetracking.web.adding import choices, find
from timetracking.web.addresses import week_address
from timetracking.web.asked import Asked, read_asked
from timetracking.web.notes import notes_of, reasons_of
from timetracking.web.row_html import headed
from timetracking.web.saving import save_all, save_one, typed_by
from timetracking.web.sheet import SHEET, sheet_of, step
from timetracking.web.shown import column, show_row, show_rows
from timetracking.web.sums import sums_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django_htmx.middleware import HtmxDetails

    from timetracking.core.grid import Grid
    from timetracking.web.typed import Outcome


@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest) -> HttpResponse:
    """Show a week of who asks as a grid, or save what was typed into it."""
    asked = read_asked(request)
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    if request.method == "POST" and htmx and htmx.trigger_name == DO:
        answer = _acted(request, asked)
    elif request.method == "POST" and htmx:
        answer = save_one(request, asked, htmx.trigger_name or "")
    elif request.method == "POST":
        answer = _saved(request, asked, save_all(request, asked))
    else:
        grid = _grid(asked)
        if htmx and htmx.target == "found":
            answer = render(request, "timetracking/_found.html", _adding(request, asked, grid))
        elif htmx and htmx.target == "rows" and asked.rows:
            answer = _new_row(request, asked, grid)
        else:
            answer = render(request, "timetracking/week.html", _page(request, asked, grid))
    patch_vary_headers(answer, ["HX-Request", "HX-Target"])
    return answer


def _saved(request: HttpRequest, asked: Asked, outcomes: Mapping[str, Outcome]) -> HttpResponse:
    """Answer a plain form: the week anew, or what was not saved with what was typed.

    A button that does more does it once everything typed is saved.
    """
    stored = sum(not one.failed for one in outcomes.values())
    told = ngettext("%(count)s cell was saved.", "%(count)s cells were saved.", stored)
    if all(not one.failed for one in outcomes.values()):
        if SHEET in request.POST:
            return step(request, asked, stored=bool(outcomes))
        if DO in request.POST:
            return _acted_plainly(request, act(asked, request.POST[DO]))
        text = told % {"count": stored} if stored else _("Nothing was changed.")
        messages.success(request, text)
        return HttpResponseRedirect(request.get_full_path())
    failed = [one for one in outcomes.values() if one.failed]
    # Rows that were added and have nothing stored stay where they are.
    there = dict.fromkeys([*asked.rows, *(one.typed.key for one in failed)])
    grid = _grid(asked, tuple(there))
    context = {
        **_page(request, asked, grid, outcomes),
        "failed": failed,
        "stored": told % {"count": stored} if stored else "",
    }
    status = 409 if all(one.what == "conflict" for one in failed) else 422
    return render(request, "timetracking/week.html", context, status=status)


def _acted_plainly(request: HttpRequest, done: Done | None) -> HttpResponse:
    """Answer the button of a plain form: the week as it is then, with what happened."""
    if done is None:
        return HttpResponseBadRequest(_("There is no such button."))
    (messages.error if done.failed else messages.success)(request, done.told)
    return HttpResponseRedirect(week_address(request, done.asked))


def _acted(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Answer a button that the page's script pressed: all rows and sums, or why not."""
    if not typed_by(request, asked.person):
        return HttpResponseForbidden(_("Somebody else is logged in on this browser now."))
    done = act(asked, request.POST.get(DO, ""))
    if done is None:
        return HttpResponseBadRequest(_("There is no such button."))
    return acted(request, done)


def acted(request: HttpRequest, done: Done) -> HttpResponse:
    """Return the rows and sums as they are after something was done, for a page that is open."""
    if done.failed:
        context: dict[str, Any] = {"done": done}
    else:
        grid = _grid(done.asked)
        context = {**_page(request, done.asked, grid), "done": done, "saving": True}
        if context["shown_days"] != request.POST.get("days", context["shown_days"]):
            # The table has another head: the page is asked for anew, and tells it then.
            messages.success(request, done.told)
            return HttpResponse(status=204, headers={"X-Acted": "anew"})
    status = 422 if done.failed else 200
    answer = render(request, "timetracking/_acted.html", context, status=status)
    answer["X-Acted"] = "failed" if done.failed else "here"
    answer["X-Here"] = week_address(request, done.asked)
    if done.row is not None:
        answer["X-Row"] = done.row.slug
    return answer


def _grid(asked: Asked, rows: Any = None) -> Grid:
    return week_grid(
        asked.person, asked.place, asked.week, asked=rows or asked.rows, also=asked.also
    )


def _page(
    request: HttpRequest, asked: Asked, grid: Grid, outcomes: Mapping[str, Outcome] | None = None
) -> dict[str, Any]:
    """Return what the whole page shows."""
    day = _day(asked, grid)
    focus = asked.rows[-1] if asked.rows and request.GET.get("new") else None
    last = last_worked(asked.person, asked.place.unit) if not grid.rows else None
    return {
        "grid": grid,
        "here": request.get_full_path(),
        "rows": headed(show_rows(grid, outcomes, focus=focus, day=day), request, asked),
        "sums": sums_of(grid),
        "sheet": sheet_of(request, asked, grid),
        "day": day,
        "day_column": column(day),
        "addable": any(one.barrier in {None, Barrier.FUTURE} for one in grid.days),
        "last": Week.of(last) if last else None,
        "notes": notes_of(grid),
        "reasons": reasons_of(grid),
        "shown_days": "".join(str(day.date.isoweekday()) for day in grid.days),
        **_adding(request, asked, grid),
    }


def _adding(request: HttpRequest, asked: Asked, grid: Grid) -> dict[str, Any]:
    """Return what the field for new rows shows."""
    wanted = request.method != "POST" and "q" in request.GET
    there = tuple(row.key for row in grid.rows)
    day = _day(asked, grid)
    return {
        "asked": asked,
        "q": request.GET.get("q", ""),
        "chosen": request.GET.get("for", ""),
        "several": request.GET.getlist("with"),
        "choices": choices(asked, request.GET, grid.joint),
        "found": find(asked, request.GET, grid.joint, there, day) if wanted else None,
        "events_day": day,
    }


def _day(asked: Asked, grid: Grid) -> dt.date:
    """Return the day to go on with, which the telephone shows: as asked, else today.

    In another week that is the first open one on which work is missing, else the first of all.
    """
    wanted = asked.day or grid.today
    if any(day.date == wanted for day in grid.days):
        return wanted
    empty = (day for day in grid.days if day.barrier is None and day.missing and not day.recorded)
    return next((day.date for day in (*empty, *grid.days)), asked.week.start)


def _new_row(request: HttpRequest, asked: Asked, grid: Grid) -> HttpResponse:
    """Return the row that was added last, for a page that has the others."""
    row = next((row for row in grid.rows if row.key == asked.rows[-1]), None)
    if row is None:
        return HttpResponseBadRequest(_("The unit has no such activity."))
    shown = show_row(grid, row, {}, focus=True, day=_day(asked, grid))
    context = {"asked": asked, "rows": headed([shown], request, asked)}
    return render(request, "timetracking/_new_row.html", context)
