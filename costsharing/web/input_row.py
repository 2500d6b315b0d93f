"""One row of a table of inputs: read, added, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from costsharing.actions.save_inputs import add_row, change_row, remove_row
from costsharing.queries.input_proposals import sharing_of
from costsharing.queries.input_rows import details_of, runs_resting_on
from costsharing.web.input_forms import InputForm
from costsharing.web.inputs import cells, need_reader, table_or_404, units_of
from secretariats.actions.write_input import ChangedMeanwhile
from secretariats.context import person_of, unit_asked
from secretariats.core.errors import NotAllowed, Refused
from secretariats.form_parts import add_problems
from secretariats.input_table import mark_of
from secretariats.models import Unit
from secretariats.permissions import reads_input_history
from secretariats.queries.row_history import row_history
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.actions.save_inputs import Saved
    from secretariats.input_table import InputTable

# How many runs a page names.
SOME = 8
# Past this a name is cut in headings and messages.
LONGEST_WORD = 60


@require_http_methods(["GET", "HEAD", "POST"])
def input_new(request: HttpRequest, table: str) -> HttpResponse:
    """Add a row; the form begins with what the address says, such as the post of a grade."""
    found = table_or_404(table)
    unit = unit_asked(request, found.readers, request.GET.get("unit", ""))
    if not found.offers(person_of(request), unit):
        raise PermissionDenied
    if request.method != "POST":
        known = {column.name: request.GET.get(column.name, "") for column in found.fields}
        form = InputForm(table=found, unit=unit, initial=_given(known, found))
        return _new(request, found, unit, form)
    form = InputForm(request.POST, table=found, unit=unit)
    if not form.is_valid():
        return _new(request, found, unit, form, status=422)
    try:
        saved = add_row(
            found, unit, form.texts(), actor=person_of(request), reason=form.said_why()
        )
    except Refused as refused:
        add_problems(form, refused)
        return _new(request, found, unit, form, status=_status(refused))
    return _told(request, found, unit, saved)


@require_http_methods(["GET", "HEAD", "POST"])
def input_edit(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Show a row with its history and the runs that rest on it; change it, where one may."""
    found = table_or_404(table)
    row, unit = _row(request, found, pk)
    writes = found.may_write(person_of(request), unit, found.values(row))
    if request.method != "POST":
        form = InputForm(table=found, unit=unit, row=row, initial={"seen": mark_of(found, row)})
        return _show(request, found, unit, row, form if writes else None)
    form = InputForm(request.POST, table=found, unit=unit, row=row)
    if not form.is_valid():
        return _show(request, found, unit, row, form if writes else None, status=422)
    try:
        saved = change_row(
            found,
            unit,
            row,
            form.texts(),
            actor=person_of(request),
            seen=form.cleaned_data.get("seen", ""),
            reason=form.said_why(),
        )
    except ChangedMeanwhile as changed:
        add_problems(form, changed)
        return _show(request, found, unit, changed.row, _on(form, found, changed.row), status=409)
    except Refused as refused:
        add_problems(form, refused)
        return _show(request, found, unit, row, form if writes else None, status=_status(refused))
    return _told(request, found, unit, saved)


@require_POST
def input_remove(request: HttpRequest, table: str, pk: int) -> HttpResponse:
    """Remove a row, where nothing rests on it."""
    found = table_or_404(table)
    row, unit = _row(request, found, pk)
    name = named(found, row)
    try:
        saved = remove_row(
            found,
            unit,
            row,
            actor=person_of(request),
            seen=request.POST.get("seen", ""),
            reason=request.POST.get("reason", ""),
        )
    except Refused as refused:
        form = InputForm(table=found, unit=unit, row=row, initial={"seen": mark_of(found, row)})
        writes = found.may_write(person_of(request), unit, found.values(row))
        return _show(
            request, found, unit, row, form if writes else None,
            status=_status(refused), problems=[str(problem) for problem in refused.problems],
        )  # fmt: skip
    return _told(request, found, unit, saved, removed=name)


def _told(
    request: HttpRequest, table: InputTable, unit: Unit, saved: Saved, *, removed: str = ""
) -> HttpResponse:
    """Say what became of a row, and lead to where one goes on."""
    if saved.proposal is not None:
        text = _("Proposed. It comes into force once the other side has agreed.")
        messages.success(request, text)
        return redirect("input_proposal", pk=saved.proposal.pk)
    if removed:
        messages.success(request, _("Removed: %(row)s.") % {"row": removed})
    else:
        messages.success(request, _("Stored: %(row)s.") % {"row": named(table, saved.row)})
    return redirect(_back(request, table, unit))


def named(table: InputTable, row: Any) -> str:
    """Return a row in a few words: its first two columns, cut short."""
    words = [column.shown(column.of(row)) for column in table.fields[:2]]
    return " · ".join(Truncator(word).chars(LONGEST_WORD) for word in words if word)


def _row(request: HttpRequest, table: InputTable, pk: int) -> tuple[Any, Unit]:
    """Return a row that the person may read, and its unit."""
    row = visible_or_denied(table.model.objects.all(), person_of(request), pk=pk)
    path = table.model.unit_path
    unit: Unit = Unit.objects.get(pk__in=table.model.objects.filter(pk=pk).values(path))
    need_reader(request, table, unit)
    return row, unit


def _given(known: dict[str, str], table: InputTable) -> dict[str, str]:
    return {name: text for name, text in known.items() if text and table.field(name)}


def _on(form: InputForm, table: InputTable, row: Any) -> InputForm:
    """Return the form as typed, ready to be sent over what the row says now."""
    form.data = {**form.data.dict(), "seen": mark_of(table, row)}  # type: ignore[attr-defined]
    return form


def _status(refused: Refused) -> int:
    if isinstance(refused, ChangedMeanwhile):
        return 409
    return 403 if isinstance(refused, NotAllowed) else 422


def _back(request: HttpRequest, table: InputTable, unit: Unit) -> str:
    several = len(units_of(request, table.readers)) > 1
    return reverse("input_table", args=[table.name]) + (f"?unit={unit.code}" if several else "")


def _new(
    request: HttpRequest, table: InputTable, unit: Unit, form: InputForm, *, status: int = 200
) -> HttpResponse:
    columns = [(column, field, "") for column, field in form.columns()]
    known = {
        "table": table,
        "unit": unit,
        "form": form,
        "columns": columns,
        "sharing": sharing_of(table, unit, person_of(request)),
    }
    return render(request, "costsharing/input_new.html", known, status=status)


def _show(
    request: HttpRequest,
    table: InputTable,
    unit: Unit,
    row: Any,
    form: InputForm | None,
    *,
    status: int = 200,
    problems: list[str] | None = None,
) -> HttpResponse:
    person = person_of(request)
    days = table.days(row)
    runs = list(runs_resting_on(unit, days)[: SOME + 1]) if days else []
    stands = {name: text for name, text, _figure in cells(table, row)}
    return render(
        request,
        "costsharing/input_row.html",
        {
            "table": table,
            "unit": unit,
            "row": row,
            "name": named(table, row),
            "cells": cells(table, row),
            "form": form,
            "sharing": sharing_of(table, unit, person) if form else None,
            "columns": [
                (column, field, stands[str(column.label)]) for column, field in form.columns()
            ]
            if form
            else [],
            "meanwhile": status == 409,
            "problems": problems or [],
            "mark": mark_of(table, row),
            "has_days": days is not None,
            "runs": runs[:SOME],
            "more_runs": len(runs) > SOME,
            "details": [
                (other, [(one, _details(other, one)) for one in rows], other.offers(person, unit))
                for other, rows in details_of(table, row)
                if _reads(request, other, unit)
            ],
            "history": row_history(table, unit, row)
            if reads_input_history(person, unit)
            else None,
        },
        status=status,
    )


def _details(table: InputTable, row: Any) -> list[tuple[str, str, bool]]:
    """Return the cells of a row on the page of the one that it details, which it need not name."""
    parent = table.under[1] if table.under else ""
    return [
        cell
        for column, cell in zip(table.fields, cells(table, row), strict=True)
        if column.name != parent
    ]


def _reads(request: HttpRequest, table: InputTable, unit: Unit) -> bool:
    try:
        need_reader(request, table, unit)
    except PermissionDenied:
        return False
    return True
