"""Approvals: weeks that wait, each looked at, approved together or sent back; corrections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from secretariats.context import has_role, person_of
from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Role
from timetracking.actions.amend_week import decide_amendment
from timetracking.actions.decide_weeks import Seen, approve_weeks, send_back
from timetracking.core.hiding import hide_kinds
from timetracking.core.weeks import Week
from timetracking.models import Amendment
from timetracking.permissions import may_approve
from timetracking.queries.approvals import MOST, waiting_amendments, waiting_weeks
from timetracking.queries.decided import amendment_or_denied, reads_notes, sheet_or_denied
from timetracking.queries.hidden_kinds import units_read
from timetracking.queries.week_grid import week_grid
from timetracking.queries.workplaces import workplace
from timetracking.web.notes import notes_of
from timetracking.web.shown import Marks
from timetracking.web.sums import sums_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from timetracking.core.grid import Grid
    from timetracking.models import WeekSheet
    from timetracking.queries.approvals import WaitingWeek

APPROVERS = frozenset({Role.Kind.COORDINATOR, Role.Kind.EXECUTIVE_SECRETARY})
_LARGEST = 10**15


@dataclass(frozen=True, slots=True)
class Group:
    """What waits of one person in one unit."""

    name: str
    unit: str
    weeks: tuple[WaitingWeek, ...]


@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """Show the weeks and corrections that wait for who asks."""
    if not has_role(request, APPROVERS):
        raise PermissionDenied
    return page(request)


def page(
    request: HttpRequest, *, refused: Refused | None = None, chosen: frozenset[str] = frozenset()
) -> HttpResponse:
    """Return the page of what waits.

    Args:
        request: whose.
        refused: what could not be done.
        chosen: values of weeks that were ticked.
    """
    person = person_of(request)
    weeks = waiting_weeks(person)
    groups = [
        Group(name, unit, tuple(several)) for (unit, name), several in groupby(weeks, key=_whose)
    ]
    wishes = waiting_amendments(person)
    context = {
        "groups": groups,
        "count": len(weeks),
        "more": len(weeks) == MOST,
        "several_units": len({group.unit for group in groups}) > 1,
        "wishes": wishes,
        "refused": refused,
        "chosen": chosen,
    }
    return render(request, "timetracking/approvals.html", context, status=_status(refused))


def _whose(week: WaitingWeek) -> tuple[str, str]:
    return week.sheet.unit.code, str(week.sheet.person)


@require_POST
def approvals_approve(request: HttpRequest) -> HttpResponse:
    """Approve the weeks that were ticked: all of them, or none with what changed meanwhile."""
    if not has_role(request, APPROVERS):
        raise PermissionDenied
    values = request.POST.getlist("week")
    chosen = [seen for value in values if (seen := read_seen(value))]
    try:
        done = approve_weeks(chosen, actor=person_of(request))
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except Refused as refused:
        return page(request, refused=refused, chosen=frozenset(values))
    text = ngettext("%(count)s week is approved.", "%(count)s weeks are approved.", len(done))
    messages.success(request, text % {"count": len(done)})
    return redirect("approvals")


def read_seen(text: str) -> Seen | None:
    """Return number and version of a text such as ``12.3``."""
    pk, _point, version = text.partition(".")
    if not (pk.isdecimal() and version.isdecimal()):
        return None
    found = Seen(int(pk), int(version))
    return found if max(found.pk, found.version) < _LARGEST else None


@require_safe
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one week as it was handed in."""
    return sheet_page(request, sheet_or_denied(person_of(request), pk))


def sheet_page(
    request: HttpRequest, sheet: WeekSheet, *, refused: Refused | None = None, reason: str = ""
) -> HttpResponse:
    """Return the page of a week that somebody looks at.

    Args:
        request: of whoever looks.
        sheet: which they may see.
        refused: what could not be done.
        reason: typed for sending it back.
    """
    person = person_of(request)
    reads = person.pk == sheet.person_id or sheet.unit_id in units_read(person)
    grid = _only(_grid_of(sheet), sheet)
    if not reads:
        grid = hide_kinds(grid, _("Absence"))
    marks = Marks(grid.joint)
    decides = sheet.state == sheet.State.SUBMITTED and may_approve(person, sheet)
    context: dict[str, Any] = {
        "sheet": sheet,
        "week": Week.of(sheet.start),
        "whole": (sheet.end - sheet.start).days == 6,
        "rows": [(row, marks.of(row.key.beneficiary, row.task.kind)) for row in grid.rows],
        "sums": sums_of(grid),
        "notes": notes_of(grid) if reads_notes(person, sheet) else (),
        "decides": decides,
        "seen": f"{sheet.pk}.{sheet.version}",
        "refused": refused,
        "reason": reason,
    }
    return render(request, "timetracking/approval.html", context, status=_status(refused))


def _grid_of(sheet: WeekSheet) -> Grid:
    place = workplace(sheet.person, sheet.unit)
    return week_grid(sheet.person, place, Week.of(sheet.start))


def _only(grid: Grid, sheet: WeekSheet) -> Grid:
    """Return the days of a sheet alone, with the rows that have time on them."""
    rows = [
        replace(
            row, cells=tuple(cell for cell in row.cells if sheet.start <= cell.day <= sheet.end)
        )
        for row in grid.rows
    ]
    return replace(
        grid,
        days=tuple(day for day in grid.days if sheet.start <= day.date <= sheet.end),
        rows=tuple(row for row in rows if row.minutes),
    )


@require_POST
def approval_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a week back with a reason."""
    sheet = sheet_or_denied(person_of(request), pk)
    seen = read_seen(request.POST.get("week", ""))
    reason = request.POST.get("reason", "")
    try:
        send_back(Seen(pk, seen.version if seen else 0), actor=person_of(request), reason=reason)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except Refused as refused:
        fresh = sheet_or_denied(person_of(request), pk)
        return sheet_page(request, fresh, refused=refused, reason=reason)
    text = _("Sent back to %(name)s, with your reason.")
    messages.success(request, text % {"name": sheet.person})
    return redirect("approvals")


@require_POST
def amendment_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse a correction."""
    found = amendment_or_denied(person_of(request), pk)
    accept = request.POST.get("decision") == "accepted"
    try:
        done = decide_amendment(
            found, actor=person_of(request), accept=accept, answer=request.POST.get("answer", "")
        )
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except Refused as refused:
        return page(request, refused=refused)
    told = {
        Amendment.State.ACCEPTED: _("Accepted: the week says it now, and stays approved."),
        Amendment.State.REFUSED: _("Refused: the person reads your answer."),
        Amendment.State.OUTDATED: _(
            "The cell was changed otherwise since the correction was asked for: nothing was "
            "written, and the person can ask anew."
        ),
    }
    state = Amendment.State(done.state)
    tell = messages.warning if state is Amendment.State.OUTDATED else messages.success
    tell(request, told[state])
    return redirect("approvals")


def _status(refused: Refused | None) -> int:
    if refused is None:
        return 200
    return 409 if isinstance(refused, Conflict) else 422
