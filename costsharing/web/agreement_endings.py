"""The end of an agreement with nothing after it, proposed, signed and withdrawn on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from costsharing.actions.propose_ending import propose_ending, withdraw_ending
from costsharing.actions.sign_ending import sign_ending
from costsharing.models import AgreementEnding
from costsharing.web.agreement_page import (
    Sent,
    own_agreement,
    page,
    refused_page,
    visible_agreement,
)
from costsharing.web.agreement_step_forms import EndingForm
from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from secretariats.signing import SignatureForm, WithdrawForm, decide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.models import Agreement

State = AgreementEnding.State


@require_POST
def agreement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to all sides that an agreement ends."""
    found = own_agreement(request, pk)
    form = EndingForm(request.POST)
    if form.is_valid():
        try:
            propose_ending(
                found,
                last=form.cleaned_data["last"],
                reason=form.cleaned_data["reason"],
                actor=person_of(request),
            )
        except Refused as refused:
            add_problems(form, refused)
        else:
            messages.success(request, _("Handed over. The agreement ends once all sides signed."))
            return redirect("agreement", pk=pk)
    sent = Sent(ending_form=form)
    if form.non_field_errors():
        sent = Sent(ending_form=form, refused=Refused(map(str, form.non_field_errors())))
    return page(request, visible_agreement(request, pk), status=422, sent=sent)


@require_POST
def agreement_end_sign(request: HttpRequest, pk: int, ending: int) -> HttpResponse:
    """Sign or refuse for one's own side that an agreement ends."""
    found = visible_agreement(request, pk)
    if not has_role(request, {"executive_secretary"}):
        raise PermissionDenied
    row = ending_of(found, ending)
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, sent=Sent(signature_form=form))
    try:
        decided = decide(sign_ending, row, form.cleaned_data, actor=person_of(request))
    except Refused as refused:
        return refused_page(request, pk, refused)
    told = {
        State.REFUSED: _("You refused. The agreement stays as it is; all see your reason."),
        State.SIGNING: _("Signed. The other side is still waited for."),
        State.AGREED: _("Signed. Every side has signed: the agreement has its last day."),
    }
    messages.success(request, told[State(decided.state)])
    return redirect("agreement", pk=pk)


@require_POST
def agreement_end_withdraw(request: HttpRequest, pk: int, ending: int) -> HttpResponse:
    """Take the wish back that an agreement ends."""
    found = own_agreement(request, pk)
    row = ending_of(found, ending)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, sent=Sent(withdraw_form=form))
    try:
        withdraw_ending(row, actor=person_of(request), reason=form.cleaned_data["reason"])
    except Refused as refused:
        return refused_page(request, pk, refused)
    messages.success(request, _("Withdrawn: the agreement stays as it is."))
    return redirect("agreement", pk=pk)


def ending_of(agreement: Agreement, pk: int) -> AgreementEnding:
    """Return one of an agreement's endings.

    Raises:
        Http404: it has none of this number.
    """
    row: AgreementEnding | None = next(
        (one for one in agreement.endings.all() if one.pk == pk), None
    )
    if row is None:
        raise Http404
    return row
