"""A new report, and the head and texts of a draft."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reporting.actions.draft_report import need_draft
from reporting.actions.edit_report import edit_report, written_digest
from reporting.actions.make_report import ask_for_remake
from reporting.actions.start_report import start_report
from reporting.permissions import committees_to_report
from reporting.queries.reports_listed import reports_listed
from reporting.web.report import own_report, page
from reporting.web.report_forms import EditForm, NewReportForm, head_of
from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import add_problems

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Under which field of the form a problem of the action belongs.
_FIELDS = {"from": "start", "to": "end", "language": "languages"}


@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    """Ask for a draft, and go to the page that tells how far it is."""
    if not has_role(request, {"coordinator"}):
        raise PermissionDenied
    person = person_of(request)
    committees = committees_to_report(person)
    if request.method != "POST":
        form = NewReportForm(committees=committees, initial=_usual(request))
        return render(request, "reporting/report_new.html", {"form": form})
    form = NewReportForm(request.POST, committees=committees)
    if form.is_valid():
        asked = form.cleaned_data
        work_here()
        try:
            job = start_report(
                committee=asked["committee"],
                start=asked["start"],
                end=asked["end"],
                languages=asked["languages"],
                actor=person,
                key=asked["key"],
                head=form.head(),
            )
        except Refused as refused:
            add_problems(form, refused, _FIELDS)
        else:
            return redirect("job", pk=job.pk)
    return render(request, "reporting/report_new.html", {"form": form}, status=422)


def _usual(request: HttpRequest) -> dict[str, Any]:
    """Return the period of the newest report, or else the calendar year that is over."""
    newest = reports_listed(person_of(request)).first()
    if newest is not None:
        start, end = newest.start, newest.end
    else:
        year = timezone.localdate().year - 1
        start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return {"start": f"{start:%Y-%m}", "end": f"{end:%Y-%m}", "languages": ["en"]}


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the head and the texts of a draft, and have its files made again."""
    found = own_report(request, pk)
    try:
        need_draft(found)
    except Refused as refused:
        return page(request, found, refused=refused, status=409)
    if request.method != "POST":
        initial = head_of(found) | {"seen": written_digest(found)}
        return _edit_page(request, found, EditForm(initial=initial))
    form = EditForm(request.POST)
    if form.is_valid():
        person = person_of(request)
        work_here()
        try:
            edit_report(found, actor=person, seen=form.cleaned_data["seen"], **form.head())
            job = ask_for_remake(found, fresh=False, actor=person)
        except Refused as refused:
            add_problems(form, refused)
            # Sent once more, it is meant.
            form.data = request.POST.copy()
            form.data["seen"] = written_digest(own_report(request, pk))
        else:
            return redirect("job", pk=job.pk)
    return _edit_page(request, found, form, status=422)


def _edit_page(
    request: HttpRequest, found: Any, form: EditForm, *, status: int = 200
) -> HttpResponse:
    return render(
        request, "reporting/report_edit.html", {"form": form, "report": found}, status=status
    )
