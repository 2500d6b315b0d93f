"""The steps of a report on its way to publication, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from reporting.actions.hand_over_report import ask_for_hand_over
from reporting.actions.make_report import ask_for_remake
from reporting.actions.publish_report import publish_report
from reporting.actions.revise_report import draft_revision
from reporting.actions.sign_report import sign_report
from reporting.actions.withdraw_report import withdraw_report
from reporting.api.serializers import (
    CorrectionSerializer,
    JobOfReportSerializer,
    MakeSerializer,
    ReportSerializer,
)
from reporting.models import Report
from reporting.permissions import may_draft_report
from reporting.queries.report_signatures import DOCUMENT
from secretariats.context import has_role, person_of
from secretariats.core.errors import NotAllowed
from secretariats.embedded import work_here
from secretariats.models import Job
from secretariats.queries.signatures import signature_lines
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import decide
from secretariats.signing_documents import (
    DecisionSerializer,
    ReasonSerializer,
    SignatureLineSerializer,
)

if TYPE_CHECKING:
    from rest_framework.request import Request


def job_document(job: Job) -> Response:
    """Return the answer that names a job and where to ask how far it is."""
    url = reverse("api_job", args=[job.pk])
    document = {"job": str(job.pk), "state": job.state, "url": url}
    return Response(document, status=202, headers={"Location": url})


def _visible(request: Request, pk: int) -> Report:
    rows = Report.objects.select_related(
        "unit", "committee__instrument", "run__superseded_by"
    ).defer(
        "run__snapshot", "run__results", "run__superseded_by__snapshot",
        "run__superseded_by__results",
    )  # fmt: skip
    report: Report = visible_or_denied(rows, person_of(request), pk=pk)
    return report


def _own(request: Request, pk: int) -> Report:
    """Return a report that the person may write."""
    report = _visible(request, pk)
    if not may_draft_report(person_of(request), report.unit):
        raise NotAllowed([_("Only the coordinator of the unit may do this.")])
    return report


def _answer(report: Report, status: int = 200) -> Response:
    rows = Report.objects.select_related("unit", "committee").prefetch_related("data_files")
    shown = rows.defer("context").get(pk=report.pk)
    return Response(ReportSerializer(shown).data, status=status)


class MakeView(APIView):
    """The files of a draft, made again."""

    @extend_schema(
        operation_id="remake_report",
        summary="Make the files of a draft again",
        request=MakeSerializer,
        responses={202: JobOfReportSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Let a worker make the files, with fresh figures if asked; return its job."""
        report = _own(request, pk)
        asked = MakeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        work_here()
        fresh = asked.validated_data["fresh"]
        return job_document(ask_for_remake(report, fresh=fresh, actor=person_of(request)))


class HandOverView(APIView):
    """A draft, handed over for signature."""

    @extend_schema(
        operation_id="hand_over_report",
        summary="Hand a draft over for signature",
        request=None,
        responses={202: JobOfReportSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Let a worker set the final document and hand it over; return its job."""
        report = _own(request, pk)
        work_here()
        return job_document(ask_for_hand_over(report, actor=person_of(request)))


class SignaturesView(APIView):
    """The sides of a report."""

    @extend_schema(
        operation_id="report_signatures",
        summary="Where each side of a report stands",
        responses=SignatureLineSerializer(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return each side; none for a report that was not handed over."""
        report = _visible(request, pk)
        if not report.digest:
            return Response([])
        sides = report.unit.instruments.order_by("code").values_list("code", flat=True)
        lines = signature_lines(
            DOCUMENT, str(report.pk), digest=report.digest, unit=report.unit, sides=sides
        )
        return Response(SignatureLineSerializer(lines, many=True).data)

    @extend_schema(
        operation_id="sign_report",
        summary="Sign or refuse a report for your side",
        request=DecisionSerializer,
        responses=ReportSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Store one side's decision; the last signature makes the report signed."""
        report = _visible(request, pk)
        if not has_role(request, {"executive_secretary"}):
            text = _("Only Executive Secretaries sign reports, each for their own side.")
            raise NotAllowed([text])
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _answer(decide(sign_report, report, asked.validated_data, actor=person_of(request)))


class WithdrawView(APIView):
    """A report, taken back."""

    @extend_schema(
        operation_id="withdraw_report",
        summary="Make a report that was handed over a draft again",
        request=ReasonSerializer,
        responses=ReportSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Take a report back; signatures to it lapse."""
        report = _own(request, pk)
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        return _answer(withdraw_report(report, actor=person_of(request), reason=reason))


class PublishView(APIView):
    """A signed report, published."""

    @extend_schema(
        operation_id="publish_report",
        summary="Publish a report that every side signed",
        request=None,
        responses=ReportSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Publish a report; from then on it never changes."""
        return _answer(publish_report(_own(request, pk), actor=person_of(request)))


class RevisionsView(APIView):
    """Corrections of a published report."""

    @extend_schema(
        operation_id="revise_report",
        summary="Draft a revision of a published report",
        request=CorrectionSerializer,
        responses={201: ReportSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Draft a correction; the published report stays as it is."""
        report = _own(request, pk)
        asked = CorrectionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = asked.validated_data["correction"]
        revision = draft_revision(report, actor=person_of(request), correction=told)
        return _answer(revision, status=201)
