"""Roles: given, ended, taken back before they began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from secretariats.actions.end_role import end_role, withdraw_role
from secretariats.actions.give_role import give_role
from secretariats.context import person_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.form_parts import add_problems
from secretariats.permissions import administers
from secretariats.queries.people import person_or_denied, role_line, role_or_denied
from secretariats.queries.role_offers import role_offers
from secretariats.web.people_forms import EndForm, RoleForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariats.models import Role

_FIELDS = {"from": "start", "to": "end", "instrument": "role", "committee": "role"}


@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a role, with its days."""
    actor = person_of(request)
    found = person_or_denied(actor, pk)
    offers = role_offers(actor, found)
    if not offers or actor.pk == found.pk:
        raise PermissionDenied
    form = RoleForm(request.POST if request.method == "POST" else None, offers=offers)
    if form.is_valid():
        offer = form.offers[form.cleaned_data["role"]]
        try:
            give_role(
                found,
                unit=offer.unit,
                kind=offer.kind,
                start=form.cleaned_data["start"],
                end=form.cleaned_data["end"],
                instrument=offer.instrument,
                committee=offer.committee,
                actor=actor,
            )
        except Refused as refused:
            add_problems(form, refused, _FIELDS)
        else:
            messages.success(request, _("The role is given: %(role)s.") % {"role": offer.label})
            return redirect("person", pk=pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "person": found}
    return render(request, "secretariats/role_new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say with which day a role ends."""
    role = _role(request, pk)
    initial = {"end": max(role.start, timezone.localdate())}
    form = EndForm(request.POST) if request.method == "POST" else EndForm(initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                end_role(role, last_day=form.cleaned_data["end"], actor=person_of(request))
            except Refused as refused:
                add_problems(form, refused, _FIELDS)
            else:
                messages.success(request, _("The last day of the role is kept."))
                return redirect("person", pk=role.person_id)
    context = {"form": form, "role": role, "line": role_line(role), "person": role.person}
    return render(request, "secretariats/role_end.html", context, status=status)


@require_POST
def role_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a role that has not begun."""
    role = _role(request, pk)
    try:
        withdraw_role(role, actor=person_of(request))
    except NotAllowed as denied:
        raise PermissionDenied from denied
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(
            request, _("The role is taken back; the history tells that it was given.")
        )
    return redirect("person", pk=role.person_id)


def _role(request: HttpRequest, pk: int) -> Role:
    """Return a role of a unit that the one who asks administers."""
    actor = person_of(request)
    role = role_or_denied(actor, pk)
    if not administers(actor, role.unit):
        raise PermissionDenied
    return role
