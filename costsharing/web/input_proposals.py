"""Proposed changes of inputs, and files that were looked at: read, agreed to, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from costsharing.actions.bring_inputs import confirm_file, drop_file
from costsharing.actions.decide_inputs import decide_inputs
from costsharing.actions.propose_inputs import withdraw_inputs
from costsharing.models import InputProposal
from costsharing.queries.input_file import SAME
from costsharing.queries.input_proposals import (
    counts_of,
    finance_sides,
    lines_shown,
    proposals_listed,
    proposals_seen,
    rows_changed,
    sharing_of,
    sides_shown,
    title_of,
)
from costsharing.queries.input_tables import TABLES
from costsharing.queries.rate_gaps import warnings_of
from costsharing.web.input_forms import WhyForm
from costsharing.web.inputs import need_reader, units_of
from secretariats.context import own_roles, person_of, unit_asked
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Signature
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import SignatureForm, decide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariats.input_table import InputTable

PAGE = 50
State = InputProposal.State
READERS = frozenset(InputProposal.readers)


def visible_proposal(request: HttpRequest, pk: int) -> tuple[InputProposal, InputTable]:
    """Return a proposal that the person may see, and its table.

    Raises:
        Http404: there is none, it is in a unit that the person has no role in, or it is a file at
            which somebody else looked.
        PermissionDenied: their roles do not read the table.
    """
    person = person_of(request)
    rows = proposals_seen(InputProposal.objects.all(), person)
    row: InputProposal = visible_or_denied(rows, person, pk=pk)
    if row.table not in TABLES or row.unit_id not in {role.unit.pk for role in own_roles(request)}:
        raise Http404
    need_reader(request, TABLES[row.table], row.unit)
    return row, TABLES[row.table]


@never_cache
@require_safe
def input_proposals(request: HttpRequest) -> HttpResponse:
    """Show the changes that were proposed in a unit, those that wait first."""
    unit = unit_asked(request, READERS, request.GET.get("unit", ""))
    person = person_of(request)
    found = proposals_listed(unit, person)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    own = finance_sides(person, unit)
    return render(
        request,
        "costsharing/input_proposals.html",
        {
            "unit": unit,
            "units": units_of(request, READERS),
            "page": page,
            "rows": [
                (
                    row,
                    title_of(row),
                    row.state == State.WAITING
                    and row.person_id != person.pk
                    and not {*own, ""}.isdisjoint(set(row.sides) - {_side(row)}),
                )
                for row in page
            ],
        },
    )


@never_cache
@require_safe
def input_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file or a proposal would do, line by line, and who agreed."""
    row, table = visible_proposal(request, pk)
    return _page(request, row, table)


@require_POST
def input_proposal_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what a file says, or give it up."""
    row, table = visible_proposal(request, pk)
    person = person_of(request)
    unit = row.unit.code
    try:
        if request.POST.get("do") == "drop":
            drop_file(row, actor=person)
            messages.success(request, _("The file was given up, and nothing of it is kept."))
            return redirect(f"{table_address(table)}?unit={unit}")
        done = confirm_file(row, actor=person, reason=request.POST.get("reason", ""))
    except Refused as refused:
        return _page(request, row, table, refused=refused)
    if done.state == State.WAITING:
        text = _("Proposed. It comes into force once the other side has agreed.")
    else:
        text = _("Stored: all lines of the file.")
    messages.success(request, text)
    return redirect("input_proposal", pk=pk)


@require_POST
def input_proposal_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to a proposal for one's own side, or refuse it with a reason."""
    row, table = visible_proposal(request, pk)
    person = person_of(request)
    if not finance_sides(person, row.unit):
        raise PermissionDenied
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return _page(request, row, table, form=form)
    try:
        row = decide(decide_inputs, row, form.cleaned_data, actor=person)
    except Refused as refused:
        return _page(request, row, table, refused=refused)
    if row.state == State.APPLIED:
        messages.success(request, _("Agreed. All lines are in force."))
    elif row.state == State.REFUSED:
        messages.success(request, _("Refused. Nothing was changed."))
    else:
        messages.success(request, _("Agreed. It waits for the other sides."))
    return redirect("input_proposal", pk=pk)


@require_POST
def input_proposal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one's own side proposed."""
    row, table = visible_proposal(request, pk)
    try:
        withdraw_inputs(row, actor=person_of(request), reason=request.POST.get("reason", ""))
    except Refused as refused:
        return _page(request, row, table, refused=refused)
    messages.success(request, _("Withdrawn. Nothing was changed."))
    return redirect("input_proposal", pk=pk)


def table_address(table: InputTable) -> str:
    """Return the address of a table's list."""
    from django.urls import reverse

    return reverse("input_table", args=[table.name])


def _page(
    request: HttpRequest,
    row: InputProposal,
    table: InputTable,
    *,
    refused: Refused | None = None,
    form: SignatureForm | None = None,
) -> HttpResponse:
    person = person_of(request)
    page = Paginator(_kept(request, row), PAGE).get_page(request.GET.get("page"))
    own = finance_sides(person, row.unit) if row.state != State.PREVIEW else []
    lines = sides_shown(row) if row.sides else []
    waits = row.state == State.WAITING
    side = next(
        (line.instrument for line in lines if line.state == "waiting" and line.instrument in own),
        "",
    )
    changed = rows_changed(table, row.unit, row.lines) if waits else []
    context: dict[str, Any] = {
        "proposal": row,
        "table": table,
        "unit": row.unit,
        "title": title_of(row),
        "page": page,
        "lines": lines_shown(table, row.unit, list(page.object_list)),
        "counts": counts_of(row.lines),
        "show": request.GET.get("show", ""),
        "sides": lines,
        "side": side if waits and row.person_id != person.pk else "",
        "own_proposal": waits and row.person_id == person.pk,
        "withdraws": waits and _side(row) in own,
        "changed": len(changed),
        "sharing": sharing_of(table, row.unit, person) if row.state == State.PREVIEW else None,
        "warnings": warnings_of(table.name, row.unit, row.lines)
        if row.state in {State.PREVIEW, State.WAITING}
        else [],
        "problems": _problems(table, row),
        "form": form or SignatureForm(),
        "why": WhyForm(),
        "refused": refused,
        "decision": Signature.Decision,
    }
    status = 200
    if form is not None or refused is not None:
        status = 403 if isinstance(refused, NotAllowed) else 422
    return render(request, "costsharing/input_proposal.html", context, status=status)


def _kept(request: HttpRequest, row: InputProposal) -> list[dict[str, Any]]:
    """Return the lines to be listed: what changes something, or those of one kind."""
    show = request.GET.get("show", "")
    lines: list[dict[str, Any]] = row.lines
    if show in counts_of([]):
        return [line for line in lines if line["act"] == show]
    return [line for line in lines if line["act"] != SAME]


def _problems(table: InputTable, row: InputProposal) -> list[tuple[int | None, str, str]]:
    """Return row of the file, name of the column and message of what is wrong."""
    return [
        (
            one["place"],
            str(field.label) if (field := table.field(one["column"])) else one["column"],
            one["message"],
        )
        for one in row.problems
    ]


def _side(row: InputProposal) -> str:
    return row.instrument.code if row.instrument else ""
