"""The dashboard, and what its figures are made of, down to activity and month."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from costsharing.models import ValuationRun
from costsharing.permissions import SNAPSHOT_READERS
from reporting.actions.open_board import Nothing, open_board
from reporting.core.periods import BEFORE, COMPARISONS, Months, read_months
from reporting.queries.board import absence_by_month
from reporting.queries.board_stamp import board_stamp
from reporting.queries.needs import decisions
from reporting.queries.programme import programme
from reporting.queries.waiting import waiting_signatures
from reporting.sections.board_changes import changes
from reporting.sections.board_figures import areas, lead, ledger, limits
from reporting.sections.board_months import (
    month_table,
    trend_chart,
)
from reporting.sections.board_notes import note_of
from reporting.sections.board_programme import planned_rows
from secretariats.context import own_roles, person_of
from secretariats.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest

    from reporting.queries.board import Board
    from reporting.queries.need import Need
    from secretariats.models import Unit
    from secretariats.queries.signatures import Waiting

SECRETARY = Role.Kind.EXECUTIVE_SECRETARY
NONE: frozenset[int] = frozenset()
# Seconds for which a dashboard is kept where nothing was written to its unit.
KEPT = 3600
# While its limitations are being measured, so that a measurement that was lost is asked for again.
SOON = 20


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show what each instrument received and funds, how sure that is, and what it is made of."""
    units = units_of(request)
    waiting: list[ToSign] = []
    weeks: list[Need] = []
    key = ""
    if not request.htmx:  # type: ignore[attr-defined]
        waiting, weeks = _waiting(request), _weeks(request)
        key = _key(request, units, [*waiting, *weeks])
        if content := cache.get(key):
            return render(request, "reporting/dashboard/dashboard.html", {"content": content})
    board, problem = asked_for(request, units)
    context: dict[str, Any] = {"units": units, "problem": problem, "waiting": waiting}
    context["weeks"] = weeks
    status = 422 if problem else 200
    if isinstance(board, Nothing):
        context |= {"unit": _unit(request, units), "nothing": board}
        return render(request, "reporting/dashboard/nothing.html", context, status=status)
    note = note_of(board.facts, request.GET.get("how", ""))
    context |= {
        "board": board,
        "note": note,
        "how": request.GET.get("how", "") if note else "",
        "reads_snapshot": any(
            one.unit.pk == board.unit.pk and one.kind in SNAPSHOT_READERS
            for one in own_roles(request)
        ),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reporting/dashboard/_note.html", context)
    context |= _whole(request, board)
    content = render_to_string("reporting/dashboard/_content.html", context, request)
    if not problem:
        cache.set(key, content, KEPT if board.measured else SOON)
    return render(
        request, "reporting/dashboard/dashboard.html", {"content": content}, status=status
    )


def _key(request: HttpRequest, units: list[Unit], waiting: list[ToSign | Need]) -> str:
    """Return the name under which a dashboard is kept: one for all who would see the same."""
    roles = sorted((one.kind, one.unit.code, str(one.instrument)) for one in own_roles(request))
    stamp = board_stamp(_unit(request, units))
    parts = (roles, [unit.code for unit in units], stamp, waiting, request.GET.urlencode())
    text = repr((get_language(), timezone.localdate(), *parts))
    return f"dashboard-{sha256(text.encode()).hexdigest()}"


def _whole(request: HttpRequest, board: Board) -> dict[str, Any]:
    """Return what the whole page shows besides the note."""
    facts, code = board.facts, board.instrument
    trend = board.trend
    chosen = frozenset(i for i, month in enumerate(trend) if board.holds(month))
    mine = next((row for row in facts.received if row.code == code), None)
    minutes = {row["activity"]: row["minutes"] for row in facts.results["activities"]}
    items = programme(
        board.unit, range(board.period.start.year, board.period.end.year + 1), minutes
    )
    own = _own_sides(request, board.unit)
    return {
        "own": own,
        "sentence": lead(facts, mine) if mine and board.measured else "",
        "ledger": ledger(facts, code, board.compared.facts if board.compared else None),
        "limits": limits(facts) if board.measured else [],
        "trend": trend_chart(
            facts, code, trend, chosen if len(chosen) < len(trend) else frozenset()
        ),
        "months": month_table(code, trend),
        "areas": areas(facts, code) if facts.codes else None,
        "planned": planned_rows(items, facts.codes, board.unit.daily_minutes),
        "changes": _changes(board),
    }


def _changes(board: Board) -> list[str]:
    """Return what differs most from the period that it is compared with."""
    if board.compared is None:
        return []
    beside = board.compared.period
    first = min(beside.start, board.period.start)
    last = max(beside.end, board.period.end)
    by_month = absence_by_month(board.unit, first, last)

    def total(months: Months) -> int:
        return sum(by_month.get(f"{one.start:%Y-%m}", 0) for one in months.each())

    absence = (total(beside), total(board.period))
    return changes(board.facts, board.compared.facts, board.instrument, absence=absence)


def units_of(request: HttpRequest) -> list[Unit]:
    """Return the units whose figures the person may see, by code.

    Raises:
        PermissionDenied: there is none.
    """
    roles = [role for role in own_roles(request) if role.kind in ValuationRun.readers]
    if not roles:
        raise PermissionDenied
    return list({role.unit.pk: role.unit for role in roles}.values())


def _unit(request: HttpRequest, units: list[Unit]) -> Unit:
    """Return the unit that is asked for: one of those, else the first.

    Raises:
        PermissionDenied: the person has a role there, but none that sees figures.
        Http404: it is no unit of theirs.
    """
    code = request.GET.get("unit", "")
    if not code:
        return units[0]
    for unit in units:
        if unit.code == code:
            return unit
    if any(role.unit.code == code for role in own_roles(request)):
        raise PermissionDenied
    raise Http404


@dataclass(frozen=True, slots=True)
class ToSign:
    """What waits for a signature, and where it is."""

    what: Waiting
    url: str


def _waiting(request: HttpRequest) -> list[ToSign]:
    sides = [
        (role.unit, role.instrument)
        for role in own_roles(request)
        if role.kind == SECRETARY and role.instrument
    ]
    return [
        ToSign(one, reverse(one.address, args=one.arguments)) for one in waiting_signatures(sides)
    ]


def _weeks(request: HttpRequest) -> list[Need]:
    """Return the weeks that an Executive Secretary decides on: those of employed coordinators."""
    units = {role.unit.pk: role.unit.code for role in own_roles(request) if role.kind == SECRETARY}
    return list(decisions(person_of(request), units))


def _own_sides(request: HttpRequest, unit: Unit) -> list[str]:
    return [
        role.instrument
        for role in own_roles(request)
        if role.kind == SECRETARY and role.unit.pk == unit.pk and role.instrument
    ]


def asked_for(request: HttpRequest, units: list[Unit]) -> tuple[Board | Nothing, str]:
    """Return the figures asked for, and what was wrong with the request."""
    unit = _unit(request, units)
    wanted, problem = _period(request)
    compare = request.GET.get("compare", BEFORE)
    own = _own_sides(request, unit)
    board = open_board(
        actor=person_of(request),
        unit=unit,
        period=wanted,
        compare=compare if compare in COMPARISONS else BEFORE,
        instrument=request.GET.get("instrument", "") or (own[0] if own else ""),
    )
    return board, problem


def _period(request: HttpRequest) -> tuple[Months | None, str]:
    start, end = request.GET.get("from", ""), request.GET.get("to", "")
    if not start and not end:
        return None, ""
    try:
        return read_months(start or end, end or start), ""
    except ValueError:
        text = _(
            "“%(start)s to %(end)s” is no period of whole months, such as 2017-01 to 2017-03. The "
            "newest period is shown instead."
        )
        return None, text % {"start": start, "end": end}


def board_or_404(request: HttpRequest) -> Board:
    """Return the figures of a page below the dashboard.

    Raises:
        Http404: there are none for the period.
    """
    board, _problem = asked_for(request, units_of(request))
    if isinstance(board, Nothing):
        raise Http404
    return board
