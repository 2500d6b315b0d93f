"""One agreement: what it says, what it does, who signed; and what its reader may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from costsharing.actions.draft_agreement import change_agreement, discard_agreement, draft_mark
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.actions.sign_agreement import sign_agreement
from costsharing.models import Agreement
from costsharing.permissions import may_draft_agreement
from costsharing.queries.agreement_terms import (
    DOCUMENT,
    effect_in,
    problems_told,
    served,
    terms_of,
)
from costsharing.queries.agreements_listed import readable, shown
from costsharing.web.agreement_forms import AgreementForm, initial_of
from costsharing.web.agreements import show_form
from costsharing.wording import JOINT_WORDS, OVERHEAD_WORDS
from secretariats.context import has_role, person_of
from secretariats.core.dates import ONE_DAY
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from secretariats.queries.signatures import signature_lines
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import SignatureForm, WithdrawForm, decide, signing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

State = Agreement.State


def visible_agreement(request: HttpRequest, pk: int) -> Agreement:
    """Return an agreement that the person may see, with all that its page reads."""
    found: Agreement = visible_or_denied(
        readable(Agreement.objects.all()), person_of(request), pk=pk
    )
    return found


def own_agreement(request: HttpRequest, pk: int) -> Agreement:
    """Return an agreement that the person may write.

    Raises:
        PermissionDenied: they may see it, but draft no agreements of its unit.
    """
    found = visible_agreement(request, pk)
    if not may_draft_agreement(person_of(request), found.unit):
        raise PermissionDenied
    return found


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one agreement."""
    return page(request, visible_agreement(request, pk))


def page(
    request: HttpRequest,
    row: Agreement,
    *,
    refused: Refused | None = None,
    status: int = 200,
    withdraw_form: WithdrawForm | None = None,
    signature_form: SignatureForm | None = None,
) -> HttpResponse:
    """Show the page of an agreement.

    Args:
        request: whose.
        row: as ``visible_agreement`` gives it.
        refused: what could not be done.
        status: of the answer.
        withdraw_form: which was sent and not accepted; so too the next.
        signature_form: one side's decision.
    """
    person = person_of(request)
    (line,) = shown([row], today=timezone.localdate())
    context: dict[str, Any] = {
        "agreement": row,
        "line": line,
        "policies": _policies(row),
        "writes": may_draft_agreement(person, row.unit),
        "refused": refused,
        "mark": draft_mark(row) if row.state == State.DRAFT else "",
        "withdraw_form": withdraw_form or WithdrawForm(),
    }
    if row.state != State.IN_FORCE:
        effect, problems = effect_in(row.unit, terms_of(row))
        context |= {
            "effect": effect,
            "day_before": row.start - ONE_DAY,
            "problems": problems_told(problems),
        }
    if line.digest:
        lines = signature_lines(
            DOCUMENT, str(row.pk), digest=row.digest, unit=row.unit, sides=line.sides
        )
        context["signing"] = signing(
            lines, person=person, unit=row.unit, digest=row.digest, form=signature_form
        )
        context["signs"] = row.state == State.SIGNING and context["signing"]["side"]
    return render(request, "costsharing/agreement.html", context, status=status)


def _policies(row: Agreement) -> list[tuple[Any, str, Any]]:
    """Return the name of each rule, whose it is, and the rule in words."""
    unit = row.unit
    joint, overhead = (
        row.joint_policy or unit.joint_policy,
        (row.overhead_policy or unit.overhead_policy),
    )
    own = terms_of(row).support
    rate = f"{unit.support_num}/{unit.support_den}" if own is None else str(own)
    rate = "0" if own is None and not unit.support_num else rate
    return [
        (_("Joint work"), row.joint_policy, JOINT_WORDS.get(joint, joint)),
        (_("Overhead"), row.overhead_policy, OVERHEAD_WORDS.get(overhead, overhead)),
        (_("Support rate"), "" if own is None else "own", rate),
    ]


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
        return page(request, visible_agreement(request, pk), refused=refused, status=422)
    messages.success(request, _("The draft is thrown away. History keeps what it said."))
    return redirect("agreements")


@require_POST
def agreement_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft to the Executive Secretaries."""
    found = own_agreement(request, pk)
    try:
        hand_over_agreement(found, actor=person_of(request), seen=request.POST.get("seen", ""))
    except Refused as refused:
        return page(request, visible_agreement(request, pk), refused=refused, status=422)
    messages.success(request, _("Handed over. Each side signs for itself."))
    return redirect("agreement", pk=pk)


@require_POST
def agreement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agreement back that was handed over."""
    found = own_agreement(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, withdraw_form=form)
    try:
        withdraw_agreement(found, actor=person_of(request), reason=form.cleaned_data["reason"])
    except Refused as refused:
        return page(request, visible_agreement(request, pk), refused=refused, status=422)
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
        return page(request, found, status=422, signature_form=form)
    try:
        decided = decide(sign_agreement, found, form.cleaned_data, actor=person_of(request))
    except Refused as refused:
        return page(request, visible_agreement(request, pk), refused=refused, status=422)
    told = {
        State.DRAFT: _("You refused. The coordinator and the other side see your reason."),
        State.SIGNING: _("Signed. The other side is still waited for."),
        State.IN_FORCE: _("Signed. Every side has signed: the agreement is in force."),
    }
    messages.success(request, told[State(decided.state)])
    return redirect("agreement", pk=pk)
