"""One statement: who transfers how much to whom, who confirmed it, what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from costsharing.actions.confirm_statement import confirm_statement
from costsharing.actions.make_statement_files import ask_for_files, languages
from costsharing.actions.prepare_statement import withdraw_statement
from costsharing.models import Statement
from costsharing.permissions import may_prepare_statement
from costsharing.queries.statement_beside import beside
from costsharing.queries.statement_changes import changed_since, corrected_before
from costsharing.queries.statements import files_of, finance_sides, own_side, shown_in_full
from costsharing.statement_download import MEDIA, file_response
from costsharing.web.statement_forms import WithdrawForm
from secretariats.context import own_roles, person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import SignatureForm, decide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.queries.statements import StatementShown

State = Statement.State


def visible_statement(request: HttpRequest, pk: int) -> Statement:
    """Return a statement that the person may see."""
    rows = Statement.objects.select_related("unit", "actor")
    found: Statement = visible_or_denied(rows, person_of(request), pk=pk)
    return found


def own_statement(request: HttpRequest, pk: int) -> Statement:
    """Return a statement of a unit whose statements the person prepares.

    Raises:
        PermissionDenied: they may see it, but are no finance officer of its unit.
    """
    found = visible_statement(request, pk)
    if not may_prepare_statement(person_of(request), found.unit):
        raise PermissionDenied
    return found


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one statement."""
    return page(request, visible_statement(request, pk))


def page(
    request: HttpRequest,
    row: Statement,
    *,
    refused: Refused | None = None,
    status: int = 200,
    withdraw_form: WithdrawForm | None = None,
    signature_form: SignatureForm | None = None,
) -> HttpResponse:
    """Show the page of a statement.

    Args:
        request: whose.
        row: as ``visible_statement`` gives it.
        refused: what could not be done.
        status: of the answer.
        withdraw_form: which was sent and not accepted; so too the next.
        signature_form: one side's decision.
    """
    person = person_of(request)
    shown = shown_in_full(row)
    files = files_of(row)
    lacks = row.state == State.FINAL and len(files) < len(languages()) * len(MEDIA)
    if lacks:
        work_here()
    alive = row.state in {State.FINAL, State.WAITING}
    side = _own_side(request, shown)
    context: dict[str, Any] = {
        "statement": row,
        "shown": shown,
        "content": row.content,
        "refused": refused,
        "side": side,
        "signature_form": signature_form
        or SignatureForm(initial={"instrument": side, "digest": row.digest}),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "writes": may_prepare_statement(person, row.unit),
        "changes": changed_since(row) if alive else None,
        "corrected": corrected_before(row),
        "beside": beside(row, person),
        "files": files,
        "lacks_files": lacks,
        "languages": languages(),
        "media": MEDIA,
    }
    return render(request, "costsharing/statement.html", context, status=status)


def _own_side(request: HttpRequest, shown: StatementShown) -> str:
    """Return the side that the person may confirm for now; empty if there is none."""
    if shown.row.state != State.WAITING:
        return ""
    own = [
        code for unit, code in finance_sides(own_roles(request)) if unit.pk == shown.row.unit_id
    ]
    return own_side({line.instrument: line.state for line in shown.sides}, own)


@require_POST
def statement_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or refuse a statement for one's own side."""
    found = own_statement(request, pk)
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, signature_form=form)
    work_here()
    try:
        decided = decide(confirm_statement, found, form.cleaned_data, actor=person_of(request))
    except Refused as refused:
        return page(request, visible_statement(request, pk), refused=refused, status=422)
    told = {
        State.WAITING: _("Confirmed. The other side is still waited for."),
        State.FINAL: _("Confirmed. Every side has confirmed: the statement is final."),
        State.REFUSED: _("You refused. The other side sees your reason."),
    }
    if text := told.get(State(decided.state)):
        messages.success(request, text)
    return redirect("statement", pk=pk)


@require_POST
def statement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a statement back that waits for confirmations."""
    found = own_statement(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, withdraw_form=form)
    try:
        withdraw_statement(found, actor=person_of(request), reason=form.cleaned_data["reason"])
    except Refused as refused:
        return page(request, visible_statement(request, pk), refused=refused, status=422)
    messages.success(request, _("Withdrawn. Nothing is settled by it."))
    return redirect("statement", pk=pk)


@require_POST
def statement_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the documents made that a final statement lacks."""
    found = own_statement(request, pk)
    work_here()
    try:
        job = ask_for_files(found, actor=person_of(request))
    except Refused as refused:
        return page(request, found, refused=refused, status=422)
    return redirect("job", pk=job.pk)


@require_safe
def statement_file(request: HttpRequest, pk: int, language: str, medium: str) -> HttpResponse:
    """Give a statement as a document: the one that is kept, or a draft where it is not final."""
    return file_response(visible_statement(request, pk), language, medium)
