"""One version of a programme: its frozen content, who signed it, and one's own signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import SignatureForm, WithdrawForm, decide
from timetracking.actions.hand_over_programme import withdraw_programme
from timetracking.actions.sign_programme import sign_programme
from timetracking.core.programme import items_from
from timetracking.models import ProgrammeVersion
from timetracking.permissions import may_plan
from timetracking.queries.programme_versions import shown, versions_listed
from timetracking.web.programme import shown_table
from timetracking.web.programme_signing import signing_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

State = ProgrammeVersion.State


def visible_version(request: HttpRequest, pk: int) -> ProgrammeVersion:
    """Return a version that the person may see."""
    rows = ProgrammeVersion.objects.select_related("unit", "returned_by")
    found: ProgrammeVersion = visible_or_denied(rows, person_of(request), pk=pk)
    return found


@require_safe
def programme_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version."""
    return page(request, visible_version(request, pk))


def page(
    request: HttpRequest,
    row: ProgrammeVersion,
    *,
    refused: Refused | None = None,
    status: int = 200,
    withdraw_form: WithdrawForm | None = None,
    signature_form: SignatureForm | None = None,
) -> HttpResponse:
    """Show the page of a version.

    Args:
        request: whose.
        row: as ``visible_version`` gives it.
        refused: what could not be done.
        status: of the answer.
        withdraw_form: which was sent and not accepted; so too the next.
        signature_form: one side's decision.
    """
    person = person_of(request)
    (version,) = shown([row])
    context = {
        "unit": row.unit,
        "year": row.year,
        "version": version,
        "versions": versions_listed(row.unit, row.year),
        "plans": may_plan(person, row.unit),
        "refused": refused,
        "withdraw_form": withdraw_form or WithdrawForm(),
        **signing_of(person, row, signature_form),
        **shown_table(
            request, row.unit, row.year, [(None, one) for one in items_from(row.content)]
        ),
    }
    return render(request, "timetracking/programme_version.html", context, status=status)


@require_POST
def programme_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version back that was handed over."""
    found = visible_version(request, pk)
    if not may_plan(person_of(request), found.unit):
        raise PermissionDenied
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, withdraw_form=form)
    try:
        withdraw_programme(found, actor=person_of(request), reason=form.cleaned_data["reason"])
    except Refused as refused:
        return page(request, visible_version(request, pk), refused=refused, status=422)
    messages.success(request, _("Withdrawn: the programme can be changed again."))
    return redirect("programme_version", pk=pk)


@require_POST
def programme_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign or refuse a version for one's own side."""
    found = visible_version(request, pk)
    if not has_role(request, {"executive_secretary"}):
        raise PermissionDenied
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, signature_form=form)
    try:
        decided = decide(sign_programme, found, form.cleaned_data, actor=person_of(request))
    except Refused as refused:
        return page(request, visible_version(request, pk), refused=refused, status=422)
    told = {
        State.REFUSED: _("You refused. The coordinator and the other side see your reason."),
        State.SIGNING: _("Signed. The other side is still waited for."),
        State.IN_FORCE: _("Signed. Every side has signed: the programme is in force."),
    }
    messages.success(request, told[State(decided.state)])
    return redirect("programme_version", pk=pk)
