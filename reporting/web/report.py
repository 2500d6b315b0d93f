"""One report: what it says, where it stands, and what its reader may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from costsharing.queries.run_standing import still_holds
from reporting.actions.hand_over_report import ask_for_hand_over, missing_for_signature
from reporting.actions.make_report import ask_for_remake
from reporting.actions.publish_report import publish_report
from reporting.actions.revise_report import draft_revision
from reporting.actions.sign_report import sign_report
from reporting.actions.withdraw_report import withdraw_report
from reporting.core.freezing import digest_of
from reporting.models import Report
from reporting.permissions import may_draft_report
from reporting.queries.documents_published import data_in_order
from reporting.queries.report_signatures import DOCUMENT
from reporting.queries.report_words import meeting_dates, title_of
from reporting.sections.wording import period
from reporting.web.preview import sheet
from reporting.web.report_forms import CorrectionForm, ReasonForm
from secretariats.context import has_role, person_of
from secretariats.core.errors import Refused
from secretariats.embedded import work_here
from secretariats.form_parts import add_problems
from secretariats.queries.signatures import signature_lines
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import SignatureForm, decide, signing

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

State = Report.State


def visible_report(request: HttpRequest, pk: int) -> Report:
    """Return a report that the person may see, with what its page needs."""
    rows = Report.objects.select_related(
        "unit", "committee__instrument", "run__superseded_by", "supersedes", "returned_by"
    ).defer(
        "run__snapshot", "run__results", "run__superseded_by__snapshot",
        "run__superseded_by__results", "supersedes__context",
    )  # fmt: skip
    report: Report = visible_or_denied(rows, person_of(request), pk=pk)
    return report


def own_report(request: HttpRequest, pk: int) -> Report:
    """Return a report that the person may write.

    Raises:
        PermissionDenied: they may see it, but are not its unit's coordinator.
    """
    report = visible_report(request, pk)
    if not may_draft_report(person_of(request), report.unit):
        raise PermissionDenied
    return report


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report as its document shows it, and where it stands."""
    return page(request, visible_report(request, pk))


def page(
    request: HttpRequest,
    report: Report,
    *,
    refused: Refused | None = None,
    status: int = 200,
    **open_forms: forms.Form,
) -> HttpResponse:
    """Show the page of a report.

    Args:
        request: whose.
        report: as ``visible_report`` gives it.
        refused: what could not be done.
        status: of the answer.
        **open_forms: forms that were sent and not accepted, by name in the template.
    """
    person = person_of(request)
    prepares = has_role(request, Report.readers)
    writes = prepares and may_draft_report(person, report.unit)
    context: dict[str, Any] = {
        "report": report,
        "title": title_of(report),
        "period": period(report.start.isoformat(), report.end.isoformat()),
        "sheet": sheet(report),
        "meeting_dates": meeting_dates(report),
        "data_files": data_in_order().filter(report=report),
        "prepares": prepares,
        "writes": writes,
        "refused": refused,
        "stale": bool(report.pdf) and report.made_of not in {"", digest_of(report.context)},
        "missing": missing_for_signature(report) if writes and report.state == State.DRAFT else (),
        "superseded": not still_holds(report.run),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "revise_form": CorrectionForm(auto_id="revise_%s"),
    }
    if report.state == State.PUBLISHED:
        later = Report.objects.visible_to(person).filter(supersedes=report)
        context["later"] = later.defer("context").first()
    if report.digest:
        lines = signature_lines(
            DOCUMENT,
            str(report.pk),
            digest=report.digest,
            unit=report.unit,
            sides=report.unit.instruments.order_by("code").values_list("code", flat=True),
        )
        form = open_forms.pop("signature_form", None)
        context["signing"] = signing(
            lines,
            person=person,
            unit=report.unit,
            digest=report.digest,
            form=form if isinstance(form, SignatureForm) else None,
        )
        context["signs"] = report.state == State.SIGNING and context["signing"]["side"]
    return render(request, "reporting/report.html", context | open_forms, status=status)


@require_POST
def report_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the files of a draft again, with fresh figures if asked."""
    found = own_report(request, pk)
    work_here()
    try:
        job = ask_for_remake(found, fresh="fresh" in request.POST, actor=person_of(request))
    except Refused as refused:
        return page(request, found, refused=refused, status=422)
    return redirect("job", pk=job.pk)


@require_POST
def report_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft to the Executive Secretaries."""
    found = own_report(request, pk)
    work_here()
    try:
        job = ask_for_hand_over(found, actor=person_of(request))
    except Refused as refused:
        return page(request, found, refused=refused, status=422)
    return redirect("job", pk=job.pk)


@require_POST
def report_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign or refuse a report for one's own side."""
    found = visible_report(request, pk)
    if not has_role(request, {"executive_secretary"}):
        raise PermissionDenied
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return page(request, found, status=422, signature_form=form)
    try:
        signed = decide(sign_report, found, form.cleaned_data, actor=person_of(request))
    except Refused as refused:
        return page(request, visible_report(request, pk), refused=refused, status=422)
    told = {
        State.DRAFT: _("You refused. The coordinator sees your reason."),
        State.SIGNING: _("Signed. The other side is still waited for."),
        State.SIGNED: _("Signed. Every side has signed; the coordinator can publish it."),
    }
    messages.success(request, told[State(signed.state)])
    return redirect("report", pk=pk)


@require_POST
def report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a report back that was handed over."""
    found = own_report(request, pk)
    form = ReasonForm(request.POST, auto_id="withdraw_%s")
    if form.is_valid():
        try:
            withdraw_report(found, actor=person_of(request), reason=form.cleaned_data["reason"])
        except Refused as refused:
            return page(request, visible_report(request, pk), refused=refused, status=422)
        messages.success(request, _("Withdrawn: the report is a draft again."))
        return redirect("report", pk=pk)
    return page(request, found, status=422, withdraw_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def report_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then publish a report that every side signed."""
    found = own_report(request, pk)
    if request.method != "POST":
        if found.state != State.SIGNED:
            return redirect("report", pk=pk)
        return render(
            request,
            "reporting/report_publish.html",
            {"report": found, "title": title_of(found), "meeting_dates": meeting_dates(found)},
        )
    try:
        publish_report(found, actor=person_of(request))
    except Refused as refused:
        return page(request, visible_report(request, pk), refused=refused, status=422)
    told = _("Published. The members of the %(committee)s see it from now on.")
    messages.success(request, told % {"committee": found.committee.name})
    return redirect("report", pk=pk)


@require_POST
def report_revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a correction of a published report."""
    found = own_report(request, pk)
    form = CorrectionForm(request.POST, auto_id="revise_%s")
    if form.is_valid():
        try:
            revision = draft_revision(found, actor=person_of(request), **form.cleaned_data)
        except Refused as refused:
            add_problems(form, refused)
        else:
            return redirect("report_edit", pk=revision.pk)
    return page(request, found, status=422, revise_form=form)
