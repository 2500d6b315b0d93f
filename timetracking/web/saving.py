"""Saving a week: one cell for the page's script, or all of them for a plain form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.shortcuts import render
from django.utils.translation import gettext as _

from timetracking.queries.week_grid import week_grid
from timetracking.web.cell_html import state_html
from timetracking.web.sheet import sheet_of
from timetracking.web.shown import show_row
from timetracking.web.sums import sums_of
from timetracking.web.typed import cell_typed, cells_typed, name_of, save_typed

if TYPE_CHECKING:
    from django.http import HttpRequest

    from secretariats.models import Person
    from timetracking.web.asked import Asked
    from timetracking.web.typed import Outcome, Typed

# Buttons of a conflict, whose value is the version of the others and the name of the cell.
KEEP, TAKE = "keep", "take"
# The browser's key of what was typed, those of what it replaces, and whose browser it was then.
ONCE, EARLIER, TYPED_BY = "Idempotency-Key", "X-Earlier-Keys", "X-Typed-By"
STATUS = {"conflict": 409, "mistyped": 422, "refused": 422}


def save_one(request: HttpRequest, asked: Asked, pressed: str) -> HttpResponse:
    """Save one cell, and answer with it and with the sums that it changes.

    Args:
        request: which may send other cells along: they are left alone.
        asked: the week.
        pressed: name of the cell, or of a button of its conflict.

    What one person typed is never stored as another's who logged in on the same browser since.
    """
    sent = request.headers
    if not typed_by(request, asked.person):
        return HttpResponseForbidden(_("Somebody else is logged in on this browser now."))
    typed = _one(request, pressed)
    if typed is None:
        return HttpResponseBadRequest(_("There is no such cell."))
    outcome = None
    if pressed != TAKE:
        earlier = sent.get(EARLIER, "").split()
        outcome = save_typed(typed, asked, once=sent.get(ONCE, ""), earlier=earlier)
    rows = [*asked.rows, typed.key]
    also = asked.also | {typed.day.isoweekday()}
    grid = week_grid(asked.person, asked.place, asked.week, asked=rows, also=also)
    row = next((row for row in grid.rows if row.key == typed.key), None)
    if row is None or typed.day not in asked.week.days:
        return HttpResponseBadRequest(outcome.reason if outcome else "")
    outcomes = {name_of(typed.key, typed.day): outcome} if outcome else {}
    shown = show_row(grid, row, outcomes)
    cell = next(cell for cell in shown.cells if cell.day == typed.day)
    context: dict[str, Any] = {
        "asked": asked, "row": shown, "cell": cell, "outcome": outcome, "sums": sums_of(grid),
        "sheet": sheet_of(request, asked, grid), "saving": True,
        "state": state_html(cell, saving=True),
    }  # fmt: skip
    status = STATUS.get(outcome.what, 200) if outcome else 200
    answer = render(request, "timetracking/_saved.html", context, status=status)
    # Tells the answer from whatever else may come back, such as the page to log in.
    answer["X-Cell"] = cell.slug
    return answer


def typed_by(request: HttpRequest, person: Person) -> bool:
    """Return whether a page of nobody else's sends this, as far as it says whose it is."""
    return request.headers.get(TYPED_BY, "") in {"", str(person.pk)}


def save_all(request: HttpRequest, asked: Asked) -> dict[str, Outcome]:
    """Save every cell of a form that was changed; return name → what became of it."""
    pressed = next((name for name in (KEEP, TAKE) if name in request.POST), "")
    decided = _one(request, pressed) if pressed else None
    found = {}
    for typed in cells_typed(request.POST.dict()):
        one = typed
        if decided is not None and typed.name == decided.name:
            if pressed == TAKE:
                continue
            one = decided
        found[one.name] = save_typed(one, asked)
    return found


def _one(request: HttpRequest, pressed: str) -> Typed | None:
    """Return the cell that is meant; one that is to be kept has the version of the others."""
    version, _space, name = request.POST.get(pressed, "").partition(" ")
    if pressed not in {KEEP, TAKE}:
        return cell_typed(request.POST.dict(), pressed)
    typed = cell_typed(request.POST.dict(), name)
    return replace(typed, version=version) if typed and pressed == KEEP else typed
