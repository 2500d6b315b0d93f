"""One row of a week by itself: its notes, whom it is for, and what else it can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from secretariats.core.errors import Refused
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import ABSENCE, SERVICE, RowKey
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.core.typed import clock
from timetracking.queries.favourites import favourites
from timetracking.queries.week_grid import week_grid
from timetracking.web.acting import Done
from timetracking.web.adding import JOINT, Choice, choices
from timetracking.web.addresses import week_address
from timetracking.web.asked import Asked, read_asked
from timetracking.web.saving import typed_by
from timetracking.web.shown import Mark, mark_of
from timetracking.web.typed import str_of
from timetracking.web.views import acted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django_htmx.middleware import HtmxDetails

    from timetracking.core.grid import Cell, Grid, Row

# The note of a day, and the version of its cell as it was shown.
NOTE, SEEN = "note/", "seen/"


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A day of the row that has time.

    Attributes:
        day: the work date.
        clock: hours and minutes.
        text: its note, as typed where that is not stored.
        version: of the cell.
        open: whether the note can be written here.
        error: why it was not stored.
        focus: whether the page begins here.
    """

    day: dt.date
    clock: str
    text: str
    version: str
    open: bool
    error: str
    focus: bool


@require_http_methods(["GET", "HEAD", "POST"])
def time_row(request: HttpRequest) -> HttpResponse:
    """Show what can be done with a row of one's own week, or store its notes."""
    asked, key = read_asked(request), RowKey.named(request.GET.get("about", ""))
    grid = _grid(asked, key)
    row = _row(grid, key)
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by its middleware
    if request.method == "POST":
        if not typed_by(request, asked.person):
            raise PermissionDenied
        stored, errors = _store(request, asked, row)
        if not errors:
            answer = _stored(request, asked, stored, page=not htmx)
            patch_vary_headers(answer, ["HX-Request"])
            return answer
        grid = _grid(asked, key)
        row = _row(grid, key)
    else:
        errors = {}
    part = "timetracking/_row.html" if htmx else "timetracking/row.html"
    context = _context(request, asked, grid, row, errors)
    answer = render(request, part, context, status=422 if errors else 200)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _grid(asked: Asked, key: RowKey) -> Grid:
    return week_grid(asked.person, asked.place, asked.week, asked=[*asked.rows, key])


def _row(grid: Grid, key: RowKey) -> Row:
    """Return the row that is asked for.

    Raises:
        Http404: the unit has no such activity.
    """
    found = next((row for row in grid.rows if row.key == key), None)
    if found is None or "\0" in str(key):
        raise Http404
    return found


def _store(request: HttpRequest, asked: Asked, row: Row) -> tuple[int, dict[dt.date, str]]:
    """Store the notes that say something else; return how many, and date → why not."""
    sent, stored, errors = request.POST, 0, {}
    for cell in row.cells:
        day = cell.day.isoformat()
        if NOTE + day not in sent or not cell.entries:
            continue
        # Browsers count a new line as two signs; a note has none.
        text = " ".join(sent[NOTE + day].replace("\0", "").split())
        if text == cell.entries[0].note:
            continue
        try:
            save_cell(
                row.key, cell.day, cell.minutes, actor=asked.person, unit=asked.place.unit,
                version=sent.get(SEEN + day, ""), note=text,
            )  # fmt: skip
            stored += 1
        except Refused as refused:
            errors[cell.day] = str_of(refused)
    return stored, errors


def _stored(request: HttpRequest, asked: Asked, count: int, *, page: bool) -> HttpResponse:
    text = ngettext("%(count)s note was saved.", "%(count)s notes were saved.", count)
    told = text % {"count": count} if count else _("Nothing was changed.")
    if page:
        messages.success(request, told)
        return HttpResponseRedirect(week_address(request, asked))
    return acted(request, Done(asked, told))


def _context(
    request: HttpRequest, asked: Asked, grid: Grid, row: Row, errors: Mapping[dt.date, str]
) -> dict[str, Any]:
    """Return what the page of a row shows."""
    worked = [cell for cell in row.cells if cell.entries]
    service, absence = row.task.kind == SERVICE, row.task.kind == ABSENCE
    return {
        "asked": asked,
        "row": row,
        "mark": mark_of(row.key.beneficiary, row.task.kind, grid.joint),
        "here": request.get_full_path(),
        "back": week_address(request, asked),
        "longest": LONGEST_NOTE,
        "notes": [_note(cell, asked, request, errors) for cell in worked],
        "others": _others(asked, row, grid) if service else [],
        "repeatable": [] if absence else [(cell, clock(cell.minutes)) for cell in worked],
        "kept": row.key in favourites(asked.person, asked.place.unit),
        "errors": errors,
    }


def _note(
    cell: Cell, asked: Asked, request: HttpRequest, errors: Mapping[dt.date, str]
) -> NoteShown:
    text = "; ".join(cell.notes)
    if cell.day in errors:
        text = request.POST.get(NOTE + cell.day.isoformat(), "")
    return NoteShown(
        day=cell.day,
        clock=clock(cell.minutes),
        text=text,
        version=cell.version,
        open=cell.open,
        error=errors.get(cell.day, ""),
        focus=cell.day == asked.day and cell.open,
    )


def _others(asked: Asked, row: Row, grid: Grid) -> list[tuple[str, Mark]]:
    """Return code → mark of whom the row can be for instead."""
    found: list[Choice] = choices(asked, QueryDict(), grid.joint)
    joint = grid.joint or frozenset(asked.instruments)
    return [
        (one.value, one.mark)
        for one in found
        if (joint if one.value == JOINT else frozenset({one.value})) != row.key.members
    ]
