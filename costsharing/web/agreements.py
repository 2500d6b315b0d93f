"""Agreements: the key on a date, all agreements of a unit, a new one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from costsharing.actions.draft_agreement import draft_agreement
from costsharing.core.agreed_terms import FIXED
from costsharing.models import Agreement
from costsharing.permissions import AGREEMENT_DRAFTERS, may_draft_agreement
from costsharing.queries.agreement_terms import served
from costsharing.queries.agreements_listed import agreements_listed
from costsharing.queries.key_on import key_on
from costsharing.web.agreement_forms import AgreementForm, OnForm, initial_of
from secretariats.context import has_role, own_roles, person_of, unit_asked
from secretariats.core.errors import Refused
from secretariats.core.exact import largest_remainders
from secretariats.form_parts import add_problems

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.core.agreed_terms import Terms
    from costsharing.queries.key_on import KeyOn
    from secretariats.models import Unit

BAR = 1000


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Show the key in force on a date, how it came about, and all agreements of a unit."""
    unit = unit_asked(request, Agreement.readers, request.GET.get("unit", ""))
    today = timezone.localdate()
    form = OnForm(request.GET if "on" in request.GET else None, initial={"on": today})
    day = (form.is_valid() and form.cleaned_data["on"]) or today
    lines = agreements_listed(unit, today=today)
    found = key_on(unit, day)
    current = next(
        (
            line
            for line in lines
            if found.span
            and line.state == Agreement.State.IN_FORCE
            and line.terms.span == found.span
        ),
        None,
    )
    return render(
        request,
        "costsharing/agreements.html",
        {
            "unit": unit,
            "units": readable_units(request),
            "form": form,
            "day": day,
            "today": today,
            "key": found,
            "rows": key_rows(found),
            "bar": key_bar(found),
            "current": current,
            "lines": lines,
            "drafts": may_draft_agreement(person_of(request), unit),
        },
        status=422 if form.is_bound and not form.is_valid() else 200,
    )


def readable_units(request: HttpRequest) -> list[Unit]:
    """Return the units whose agreements the person may read; no query of its own."""
    found = {
        role.unit.code: role.unit for role in own_roles(request) if role.kind in Agreement.readers
    }
    return list(found.values())


def key_rows(found: KeyOn) -> list[dict[str, Any]]:
    """Return a row for each instrument: its share, its budget, its share by budgets alone."""
    return [
        {
            "code": line.instrument,
            "share": (found.key or {}).get(line.instrument),
            "budget": line,
            "by_budgets": (found.by_budgets or {}).get(line.instrument),
        }
        for line in found.budgets
    ]


def key_bar(found: KeyOn) -> list[dict[str, Any]]:
    """Return the key as parts of a bar of a thousand, in the order of the table."""
    parts = largest_remainders(
        {code: share * BAR for code, share in (found.key or {}).items()}, BAR if found.key else 0
    )
    start, bar = 0, []
    for code, width in parts.items():
        bar.append({"code": code, "start": start, "width": width})
        start += width
    return bar


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Draft an agreement, on an empty form or on one with what is in force today."""
    if not has_role(request, AGREEMENT_DRAFTERS):
        raise PermissionDenied
    unit = unit_asked(request, AGREEMENT_DRAFTERS, request.GET.get("unit", ""))
    codes = served(unit)
    if request.method != "POST":
        form = AgreementForm(instruments=codes, initial=_proposed(unit, codes))
        return show_form(request, unit, form)
    form = AgreementForm(request.POST, instruments=codes)
    if form.is_valid():
        try:
            made = draft_agreement(unit, form.terms(), actor=person_of(request))
        except Refused as refused:
            add_problems(form, refused)
        else:
            return redirect("agreement", pk=made.pk)
    return show_form(request, unit, form, status=422)


def show_form(
    request: HttpRequest,
    unit: Unit,
    form: AgreementForm,
    *,
    agreement: Agreement | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form of a new agreement, or of a draft."""
    return render(
        request,
        "costsharing/agreement_form.html",
        {"unit": unit, "form": form, "agreement": agreement},
        status=status,
    )


def _proposed(unit: Unit, codes: list[str]) -> dict[str, Any]:
    """Return the terms in force today as a start for those that follow, from next year on."""
    today = timezone.localdate()
    lines = agreements_listed(unit, today=today)
    in_force = [line.terms for line in lines if line.state == Agreement.State.IN_FORCE]
    latest: Terms | None = max(in_force, key=lambda terms: terms.span.start, default=None)
    if latest is None:
        return {"start": dt.date(today.year, 1, 1), "basis": FIXED}
    start = latest.span.start.year + 1
    if latest.span.end is None or latest.span.end >= today:
        start = max(start, today.year + 1)
    found = initial_of(latest, codes)
    day = dt.date(start, 1, 1)
    if latest.span.end is not None:
        day = max(day, latest.span.end + dt.timedelta(days=1))
    return found | {"start": day, "end": None, "reason": ""}
