"""Reports, for programs: the list, one of them, its files, and the check of a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from reporting.actions.edit_report import edit_report
from reporting.actions.start_report import start_report
from reporting.api.serializers import (
    CheckedSerializer,
    DigestSerializer,
    HeadSerializer,
    JobOfReportSerializer,
    NewReportSerializer,
    ReportSerializer,
)
from reporting.api.steps import job_document
from reporting.download import data_response, document_response
from reporting.models import DataFile, Report
from reporting.permissions import may_draft_report
from reporting.queries.check_digest import known_file, read_digest
from reporting.queries.committees import committee_of_code
from reporting.queries.reports_listed import ReportFilter, reports_listed
from reporting.renderers import renderers
from secretariats.context import person_of
from secretariats.core.errors import NotAllowed, Problem, Refused
from secretariats.embedded import work_here
from secretariats.file_renderer import AnyFileRenderer, FileRenderer
from secretariats.queries.visible import own_unit_or_404, visible_or_denied
from secretariats.request_parts import KEY, key_parameter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase
    from rest_framework.request import Request

# The document has an address of its own.
DATA_TYPES = [one.media_type for one in renderers().values() if one.name != "pdf"]


def visible_report(request: Request, pk: int) -> Report:
    """Return a report that the person may see, with its files."""
    rows = Report.objects.select_related("unit", "committee").prefetch_related("data_files")
    report: Report = visible_or_denied(rows.defer("context"), person_of(request), pk=pk)
    return report


@extend_schema_view(get=extend_schema(operation_id="reports", summary="The reports you may open"))
class ReportsView(ListAPIView[Report]):
    """Reports, the latest period first, and the start of new ones."""

    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet[Report]:
        """Return the reports that the person may see."""
        return reports_listed(person_of(self.request)).prefetch_related("data_files")

    @extend_schema(
        operation_id="make_report",
        summary="Ask for a draft",
        request=NewReportSerializer,
        parameters=[key_parameter("the same job")],
        responses={202: JobOfReportSerializer},
    )
    def post(self, request: Request) -> Response:
        """Let a worker value the period and make the draft; return its job."""
        asked = NewReportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        person = person_of(request)
        unit = own_unit_or_404(person, values["unit"])
        if not may_draft_report(person, unit):
            raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
        work_here()
        job = start_report(
            committee=committee_of_code(unit, values["committee"]),
            start=values["from"],
            end=values["to"],
            languages=values["languages"],
            actor=person,
            head=HeadSerializer.head(values),
            key=request.headers.get(KEY, ""),
        )
        return job_document(job)


class ReportView(APIView):
    """One report."""

    @extend_schema(operation_id="report", summary="A report", responses=ReportSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Return where a report stands and where its files are."""
        return Response(ReportSerializer(visible_report(request, pk)).data)

    @extend_schema(
        operation_id="edit_report",
        summary="Write the head and the texts of a draft",
        request=HeadSerializer,
        responses=ReportSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        """Store the head and the texts; figures stay, and files wait to be made again."""
        report = visible_report(request, pk)
        if not may_draft_report(person_of(request), report.unit):
            raise NotAllowed([_("Only the coordinator drafts reports of this unit.")])
        asked = HeadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        edit_report(report, actor=person_of(request), **HeadSerializer.head(asked.validated_data))
        return Response(ReportSerializer(visible_report(request, pk)).data)


class ReportDocumentView(APIView):
    """The document of a report."""

    renderer_classes = [JSONRenderer, FileRenderer]

    @extend_schema(
        operation_id="report_document",
        summary="The document of a report",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return the PDF, whose SHA-256 stands with the report."""
        return document_response(request, visible_report(request, pk))


class ReportDataView(APIView):
    """The figures of a report in one medium."""

    renderer_classes = [JSONRenderer, AnyFileRenderer]

    @extend_schema(
        operation_id="report_data",
        summary="The figures of a report as XLSX, CSV or JSON",
        responses={(200, kind): OpenApiTypes.BINARY for kind in DATA_TYPES},
    )
    def get(self, request: Request, pk: int, medium: str) -> HttpResponseBase:
        """Return the file, whose SHA-256 stands with the report."""
        rows = DataFile.objects.select_related("report__unit", "report__committee")
        rows = rows.defer("report__context")
        file: DataFile = visible_or_denied(rows, person_of(request), report=pk, medium=medium)
        return data_response(request, file)


class CheckView(APIView):
    """Is this copy the published one?"""

    @extend_schema(
        operation_id="check_report",
        summary="Whether a file is one that was published for you",
        parameters=[DigestSerializer],
        responses=CheckedSerializer,
    )
    def get(self, request: Request) -> Response:
        """Compare a digest with those of every published file that you may open."""
        asked = DigestSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        digest = read_digest(asked.validated_data["sha256"])
        if not digest:
            raise Refused([Problem("sha256", _("A SHA-256 has 64 hexadecimal digits."))])
        found = known_file(person_of(request), digest)
        report = found.report if found else None
        return Response(
            {
                "sha256": digest,
                "published": found is not None,
                "report": report.pk if report else None,
                "symbol": report.symbol if report else "",
                "language": report.language if report else "",
                "revision": report.revision if report else None,
                "medium": found.medium if found else "",
                "name": found.name if found else "",
                "corrected_by": found.corrected_by.pk if found and found.corrected_by else None,
            }
        )
