"""The steps of an agreement's way, noted, corrected and taken back on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from costsharing.actions.draft_agreement import terms_mark
from costsharing.actions.note_step import change_step, note_step, remove_step
from costsharing.core.agreement_steps import KINDS
from costsharing.permissions import may_note_any_step, may_note_step
from costsharing.queries.agreement_steps import committees_of
from costsharing.queries.agreement_terms import terms_of
from costsharing.web.agreement_page import (
    Sent,
    page,
    refused_page,
    visible_agreement,
)
from costsharing.web.agreement_step_forms import StepForm
from secretariats.context import person_of
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.models import Agreement, AgreementStep
    from secretariats.models import Committee


@require_POST
def agreement_step_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a step; the same form sent twice notes it once."""
    found = visible_agreement(request, pk)
    if not may_note_any_step(person_of(request), found.unit):
        raise PermissionDenied
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        refused = Refused([_("There is no such step.")])
        return page(request, found, status=422, sent=Sent(refused=refused))
    committee = _committee(request, found)
    _need_own(request, found, committee)
    form = StepForm(request.POST, kind=kind, committee=committee)
    if not form.is_valid():
        return page(request, found, status=422, sent=Sent(step_form=form))
    try:
        note_step(found, form.step(), actor=person_of(request), seen=form.cleaned_data["seen"])
    except Refused as refused:
        return _again(request, pk, form, refused)
    messages.success(request, _("Noted."))
    return redirect("agreement", pk=pk)


@require_POST
def agreement_step_change(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Correct a step."""
    found = visible_agreement(request, pk)
    row = _own_step(request, found, step)
    form = StepForm(request.POST, kind=row.kind, committee=row.committee)
    if not form.is_valid():
        return page(request, found, status=422, sent=Sent(step_form=form))
    try:
        change_step(
            row,
            actor=person_of(request),
            changes=form.changes(),
            seen=form.cleaned_data["seen"],
        )
    except Refused as refused:
        return _again(request, pk, form, refused)
    messages.success(request, _("Corrected. History keeps what was noted before."))
    return redirect("agreement", pk=pk)


@require_POST
def agreement_step_remove(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Take a step back."""
    found = visible_agreement(request, pk)
    row = _own_step(request, found, step)
    try:
        remove_step(row, actor=person_of(request))
    except Refused as refused:
        return refused_page(request, pk, refused)
    messages.success(request, _("Taken back. History keeps what was noted."))
    return redirect("agreement", pk=pk)


def _committee(request: HttpRequest, found: Agreement) -> Committee | None:
    """Return the committee that a form names, if it is one of the agreement's."""
    code = request.POST.get("committee", "")
    bodies = committees_of(found.unit, terms_of(found).instruments) if code else []
    return next((body for body in bodies if body.code == code), None)


def _own_step(request: HttpRequest, found: Agreement, step: int) -> AgreementStep:
    """Return a step of an agreement that the person may note.

    Raises:
        Http404: the agreement has no such step.
        PermissionDenied: somebody else's office notes it.
    """
    row: AgreementStep | None = next((one for one in found.steps.all() if one.pk == step), None)
    if row is None:
        if not may_note_any_step(person_of(request), found.unit):
            raise PermissionDenied
        raise Http404
    _need_own(request, found, row.committee)
    return row


def _need_own(request: HttpRequest, found: Agreement, committee: Committee | None) -> None:
    instrument = committee.instrument if committee else None
    if not may_note_step(person_of(request), found.unit, instrument):
        raise PermissionDenied


def _again(request: HttpRequest, pk: int, form: StepForm, refused: Refused) -> HttpResponse:
    """Show what was refused beside its fields, or at the head of the page."""
    add_problems(form, refused)
    sent = Sent(step_form=form)
    if form.non_field_errors():
        sent = Sent(step_form=form, refused=Refused(map(str, form.non_field_errors())))
    found = visible_agreement(request, pk)
    # The page shows what the agreement says now, so an approval sent from it is of that.
    form.data = {**form.data, "seen": terms_mark(found)}
    return page(request, found, status=422, sent=sent)
