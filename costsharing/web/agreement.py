"""One agreement: what it says, what it does, who signed; and what its reader may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from costsharing.actions.draft_agreement import change_agreement, discard_agreement, draft_mark
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.actions.sign_agreement import sign_agreement
from costsharing.models import Agreement
from costsharing.queries.agreement_terms import served, terms_of
from costsharing.web.agreement_forms import AgreementForm, initial_of
from costsharing.web.agreement_page import (
    Sent,
    own_agreement,
    page,
    refused_page,
    visible_agreement,
)
from costsharing.web.agreements import show_form
from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from secretariats.signing import SignatureForm, WithdrawForm, decide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

State = Agreement.State


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one agreement."""
    return page(request, visible_agreement(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a draft says."""
    found = own_agreement(request, pk)
    if found.state != State.DRAFT:
        return redirect("agreement", pk=pk)
    codes = served(found.unit)
    if request.method != "POST":
        initial = initial_of(terms_of(found), codes) | {"seen": draft_mark(found)}
        return show_form(
            request,
            found.unit,
            AgreementForm(instruments=codes, initial=initial),
            agreement=found,
        )
    form = AgreementForm(request.POST, instruments=codes)
    if form.is_valid():
        try:
            change_agreement(
                found, form.terms(), actor=person_of(request), seen=form.cleaned_data["seen"]
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("Saved. It is a draft: nothing rests on it yet."))
            return redirect("agreement", pk=pk)
    return show_form(request, found.unit, form, agreement=found, status=422)


@require_POST
def agreement_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = own_agreement(request, pk)
    try:
        discard_agreement(found, actor=person_of(request), seen=request.POST.get("seen", ""))
    except Refused as refused:
        return refused_page(request, pk, refused)
    messages.success(request, _("The draft is thrown away. History keeps what it said."))
    return redirect("agreements")


@require_POST
def agreement_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft to the Executive Secretaries."""
    found = own_agreement(request, pk)
    try:
        hand_over_agreement(found, actor=person_of(request), seen=request.POST.get("seen", ""))
    except Refused as refused:
        return refused_page(request, pk, refused)
    messages.success(request, _("Handed over. Each side signs for itself."))
    return redirect("agreement", pk=pk)


@require_POST
def agreement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agreement back that was handed over."""
    found = own_agreement(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, sent=Sent(withdraw_form=form))
    try:
        withdraw_agreement(found, actor=person_of(request), reason=form.cleaned_data["reason"])
    except Refused as refused:
        return refused_page(request, pk, refused)
    messages.success(request, _("Withdrawn: the agreement is a draft again."))
    return redirect("agreement", pk=pk)


@require_POST
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign or refuse an agreement for one's own side."""
    found = visible_agreement(request, pk)
    if not has_role(request, {"executive_secretary"}):
        raise PermissionDenied
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, sent=Sent(signature_form=form))
    try:
        decided = decide(sign_agreement, found, form.cleaned_data, actor=person_of(request))
    except Refused as refused:
        return refused_page(request, pk, refused)
    told = {
        State.DRAFT: _("You refused. The coordinator and the other side see your reason."),
        State.SIGNING: _("Signed. The other side is still waited for."),
        State.IN_FORCE: _("Signed. Every side has signed: the agreement is in force."),
    }
    messages.success(request, told[State(decided.state)])
    return redirect("agreement", pk=pk)
