"""The people of a unit, for its administrators; auditors look only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from secretariats.actions.add_person import add_person
from secretariats.actions.change_account import change_account, close_account, open_account
from secretariats.actions.mail_link import invite, mail_hint
from secretariats.context import person_of
from secretariats.core.errors import NotAllowed, Refused
from secretariats.embedded import work_here
from secretariats.form_parts import add_problems
from secretariats.permissions import may_change_account, sees_people, units_administered
from secretariats.queries.changes import changes_of_person
from secretariats.queries.people import PeopleFilter, people_seen, person_or_denied, with_roles
from secretariats.web.people_forms import AccountForm, NewPersonForm, ReasonForm
from secretariats.web_address import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from secretariats.models import Person

PAGE = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people of the units that the reader administers or audits."""
    reader = person_of(request)
    units = list(sees_people(reader))
    if not units and not reader.is_superuser:
        raise PermissionDenied
    found = PeopleFilter(request.GET, queryset=people_seen(reader), request=request)
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "secretariats/people.html",
        {
            "page": page,
            "lines": with_roles(page.object_list, reader),
            "filter": found,
            "several": len(units) > 1,
            "administers": units_administered(reader).exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Add a person to a unit, and have a link to a password sent."""
    actor = person_of(request)
    if not units_administered(actor).exists():
        raise PermissionDenied
    if request.method != "POST":
        return render(
            request, "secretariats/person_new.html", {"form": NewPersonForm(actor=actor)}
        )
    form = NewPersonForm(request.POST, actor=actor)
    if form.is_valid():
        asked = {
            name: form.cleaned_data[name] for name in ("username", "name", "email", "language")
        }
        try:
            added = add_person(form.cleaned_data["unit"], **asked, actor=actor)
        except Refused as refused:
            add_problems(form, refused)
        else:
            text = _("%(name)s is added. Give them a role, so that they may see something.")
            messages.success(request, text % {"name": added})
            if form.cleaned_data["invite"] and not added.has_usable_password():
                _send_link(request, added)
            return redirect("person", pk=added.pk)
    return render(request, "secretariats/person_new.html", {"form": form}, status=422)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person with their roles, and what the reader may do about them."""
    return _page(request, person_or_denied(person_of(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an account says of its person."""
    actor = person_of(request)
    found = person_or_denied(actor, pk)
    if not may_change_account(actor, found):
        raise PermissionDenied
    values = {name: getattr(found, name) for name in ("name", "email", "language")}
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm(initial=values)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_account(found, actor=actor, **form.cleaned_data)
            except Refused as refused:
                add_problems(form, refused)
            else:
                messages.success(request, _("The details are kept."))
                return redirect("person", pk=pk)
    context = {"form": form, "person": found}
    return render(request, "secretariats/person_change.html", context, status=status)


@require_POST
def person_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account that is open, or open one that is closed: as the button says."""
    actor = person_of(request)
    found = person_or_denied(actor, pk)
    form = ReasonForm(request.POST)
    to_open = "open" in request.POST
    if form.is_valid():
        act = open_account if to_open else close_account
        try:
            act(found, actor=actor, reason=form.cleaned_data["reason"])
        except NotAllowed as denied:
            raise PermissionDenied from denied
        except Refused as refused:
            add_problems(form, refused)
        else:
            text = _("The account is open again.") if to_open else _("The account is closed.")
            messages.success(request, text)
            return redirect("person", pk=pk)
    elif not may_change_account(actor, found):
        raise PermissionDenied
    return _page(request, found, reason=form, status=422)


@require_POST
def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a person the link to their first password, or another one."""
    found = person_or_denied(person_of(request), pk)
    _send_link(request, found)
    return redirect("person", pk=pk)


def _send_link(request: HttpRequest, found: Person) -> None:
    work_here()
    try:
        invite(found, site=site_of(request), actor=person_of(request))
    except NotAllowed as denied:
        raise PermissionDenied from denied
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        text = _("A link to choose a password is on its way to %(address)s. It lasts a day.")
        messages.success(request, mail_hint() or text % {"address": found.email})


def _page(
    request: HttpRequest, found: Person, *, reason: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    reader = person_of(request)
    return render(
        request,
        "secretariats/person.html",
        {
            "line": with_roles([found], reader)[0],
            "person": found,
            "is_own": found.pk == reader.pk,
            "administered": {unit.code for unit in units_administered(reader)},
            "may_change": may_change_account(reader, found),
            "reason": reason or ReasonForm(),
            "changes": changes_of_person(found, reader),
        },
        status=status,
    )
