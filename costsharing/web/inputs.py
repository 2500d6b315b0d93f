"""The unit's inputs: what is there, what is missing for a period, and each table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from costsharing.models import Agreement, InputProposal
from costsharing.permissions import may_read_missing_inputs
from costsharing.queries.input_proposals import inputs_waiting
from costsharing.queries.input_rows import DAYS, cuts, input_rows
from costsharing.queries.input_tables import TABLES, tables_listed, tables_read
from costsharing.queries.period_ready import missing_in
from costsharing.web.input_forms import CheckForm
from secretariats.context import own_roles, person_of, unit_asked
from secretariats.input_table import INPUT_READERS
from secretariats.models import Role
from secretariats.permissions import INPUT_HISTORY_READERS as HISTORY_READERS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariats.core.errors import Problem
    from secretariats.input_table import InputTable
    from secretariats.models import Unit

PAGE = 50
# So many missing inputs are named on a page; the rest is counted.
SOME = 100


@require_safe
def inputs(request: HttpRequest) -> HttpResponse:
    """Show every table in short, and on request what is missing to value a period."""
    unit = unit_asked(request, INPUT_READERS, request.GET.get("unit", ""))
    kinds = _kinds(request, unit)
    checks = may_read_missing_inputs(person_of(request), unit)
    asked = checks and "start" in request.GET
    form = CheckForm(request.GET if asked else None, unit=unit, initial=_year_before())
    missing: list[Problem] | None = None
    if asked and form.is_valid():
        found = form.cleaned_data
        missing = missing_in(unit, found["start"], found["end"], found["method"])
    return render(
        request,
        "costsharing/inputs.html",
        {
            "unit": unit,
            "units": units_of(request, INPUT_READERS),
            "lines": tables_listed(unit, tables_read(kinds)),
            "agreements": Agreement.objects.of_unit(unit)
            .filter(state=Agreement.State.IN_FORCE)
            .aggregate(rows=Count("pk"), first=Min("start")),
            "waiting": inputs_waiting(person_of(request), _finance_for(request, unit)),
            "follows": not kinds.isdisjoint(InputProposal.readers),
            "checks": checks,
            "form": form,
            "asked": form.cleaned_data if asked and form.is_valid() else None,
            "missing": missing[:SOME] if missing else missing,
            "more": max(0, len(missing) - SOME) if missing else 0,
        },
        status=422 if asked and not form.is_valid() else 200,
    )


def _year_before() -> dict[str, dt.date]:
    year = timezone.localdate().year - 1
    return {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its words, the order a click asks for, the order it is in now."""

    label: str
    is_figure: bool
    order: str
    sorted: str


@require_safe
def input_table(request: HttpRequest, table: str) -> HttpResponse:
    """Show the rows of a table, sorted, cut down and paged by query parameters."""
    found = table_or_404(table)
    unit = unit_asked(request, found.readers, request.GET.get("unit", ""))
    asked = request.GET.dict()
    rows = input_rows(found, unit, asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "costsharing/input_table.html",
        {
            "table": found,
            "unit": unit,
            "units": units_of(request, found.readers),
            "page": page,
            "heads": [_head(column, asked.get("order", "")) for column in found.fields],
            "rows": [(row, cells(found, row)) for row in page],
            "cuts": cuts(found, unit, asked),
            "days": {name: asked.get(name, "") for name in DAYS} if found.within else {},
            "is_cut": any(
                asked.get(name) for name in [*(one.name for one in found.fields), *DAYS]
            ),
            "writes": found.offers(person_of(request), unit),
            "waiting": _waiting(request, found, unit),
            "history": not _kinds(request, unit).isdisjoint(HISTORY_READERS),
        },
    )


def table_or_404(name: str) -> InputTable:
    """Return the table of a name in an address."""
    if name not in TABLES:
        raise Http404
    return TABLES[name]


def cells(table: InputTable, row: Any) -> list[tuple[str, str, bool]]:
    """Return label, text and whether it is a figure, for each column of a row."""
    return [
        (str(column.label), column.shown(column.of(row)), column.is_figure)
        for column in table.fields
    ]


def units_of(request: HttpRequest, kinds: frozenset[str]) -> list[Unit]:
    """Return the units in which the person has one of the roles; no query of its own."""
    found = {role.unit.code: role.unit for role in own_roles(request) if role.kind in kinds}
    return list(found.values())


def need_reader(request: HttpRequest, table: InputTable, unit: Unit) -> None:
    """Deny a row to whoever does not read the table, even where the row is about them."""
    if _kinds(request, unit).isdisjoint(table.readers):
        raise PermissionDenied


def _kinds(request: HttpRequest, unit: Unit) -> set[str]:
    return {role.kind for role in own_roles(request) if role.unit == unit}


def _finance_for(request: HttpRequest, unit: Unit) -> list[tuple[Unit, str]]:
    """Return unit and instrument of each role of finance that who asks has; no query more."""
    return [
        (role.unit, role.instrument)
        for role in own_roles(request)
        if role.kind == Role.Kind.FINANCE and role.instrument and role.unit == unit
    ]


def _waiting(request: HttpRequest, table: InputTable, unit: Unit) -> int:
    """Return how many changes of a table wait for the other side; none for who reads no such."""
    if table.sides is None or _kinds(request, unit).isdisjoint(InputProposal.readers):
        return 0
    waiting = InputProposal.objects.of_unit(unit).filter(table=table.name)
    return waiting.filter(state=InputProposal.State.WAITING).count()


def _head(column: Any, order: str) -> Head:
    now = {column.name: "ascending", f"-{column.name}": "descending"}.get(order, "")
    wanted = f"-{column.name}" if now == "ascending" else column.name
    return Head(str(column.label), column.is_figure, wanted, now)
