"""One's own account: who am I here, what may I, and which programs ask for me."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from secretariats.actions.change_own_details import OWN, change_own_details
from secretariats.actions.make_token import make_token, revoke_token
from secretariats.context import own_roles, person_of
from secretariats.core.errors import Refused
from secretariats.form_parts import add_problems
from secretariats.queries.own_roles import roles_ever, tokens_of
from secretariats.web.account_forms import DetailsForm, TokenForm
from secretariats.web.language import keep_language

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and change what one says of oneself."""
    if request.method != "POST":
        return _page(request)
    person = person_of(request)
    form = DetailsForm(request.POST)
    if form.is_valid():
        try:
            person = change_own_details(person, form.cleaned_data, actor=person)
        except Refused as refused:
            add_problems(form, refused)
        else:
            with translation.override(person.language):
                messages.success(request, _("Your details are kept."))
            return keep_language(redirect("account"), person.language)
    return _page(request, details=form, status=422)


@never_cache
@sensitive_variables("secret")
@require_POST
def token_new(request: HttpRequest) -> HttpResponse:
    """Make a token, and show its secret this once."""
    person = person_of(request)
    form = TokenForm(request.POST)
    if form.is_valid():
        try:
            token, secret = make_token(person, **form.cleaned_data, actor=person)
        except Refused as refused:
            add_problems(form, refused)
        else:
            return _page(request, made={"token": token, "secret": secret})
    return _page(request, tokens=form, status=422)


@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token of one's own."""
    person = person_of(request)
    token = person.tokens.filter(pk=pk).first()
    if token is None:
        raise Http404
    revoke_token(token, actor=person)
    text = _("The token “%(name)s” is revoked: programs that use it are refused from now on.")
    messages.success(request, text % {"name": token.name})
    return redirect("account")


def _page(
    request: HttpRequest,
    *,
    details: DetailsForm | None = None,
    tokens: TokenForm | None = None,
    made: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    person = person_of(request)
    zone = person.timezone if person.timezone in zoneinfo.available_timezones() else ""
    return render(
        request,
        "secretariats/account.html",
        {
            "roles": roles_ever(person),
            "details": details
            or DetailsForm(initial={name: getattr(person, name) for name in OWN}),
            "tokens": tokens_of(person),
            "token_form": tokens or TokenForm(),
            "made": made,
            "now": timezone.now(),
            "zone": zone or next((role.unit.timezone for role in own_roles(request)), "UTC"),
        },
        status=status,
    )
