"""Reports, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from reporting.download import document_response
from reporting.models import Report
from reporting.queries.reports_listed import ReportFilter, reports_listed
from secretariats.context import person_of
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet
    from django.http import FileResponse
    from rest_framework.request import Request


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report: for whom, of what period, where it stands, where its document is."""

    unit = serializers.SlugRelatedField[Any]("code", read_only=True)
    committee = serializers.SlugRelatedField[Any]("code", read_only=True)
    document = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [
            "id", "unit", "committee", "language", "state", "symbol", "title", "meeting_name",
            "date", "run", "document", "sha256", "created", "updated",
        ]  # fmt: skip
        read_only_fields = fields

    def get_document(self, report: Report) -> str | None:
        """Return the address of the PDF; null while there is none."""
        return reverse("api_report_document", args=[report.pk]) if report.pdf else None

    def get_fields(self) -> dict[str, Any]:
        """Add the days, the first of which has a name that Python keeps for itself."""
        days = {
            "from": serializers.DateField(source="start", read_only=True),
            "to": serializers.DateField(source="end", read_only=True),
        }
        return {**super().get_fields(), **days}


@extend_schema_view(get=extend_schema(operation_id="reports", summary="The reports you may open"))
class ReportsView(ListAPIView[Report]):
    """Reports, the latest period first."""

    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet[Report]:
        """Return the reports that the person may see."""
        return reports_listed(person_of(self.request))


class ReportView(APIView):
    """One report."""

    @extend_schema(operation_id="report", summary="A report", responses=ReportSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Return where a report stands and where its document is."""
        rows = Report.objects.select_related("unit", "committee").defer("context")
        report: Report = visible_or_denied(rows, person_of(request), pk=pk)
        return Response(ReportSerializer(report).data)


class PdfRenderer(BaseRenderer):
    """A document that is there already; named so that a reader may ask for it."""

    media_type = "application/pdf"
    format = "pdf"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Write what is no document, such as an error, as JSON."""
        return JSONRenderer().render(data, None, dict(renderer_context or {}))


class ReportDocumentView(APIView):
    """The document of a report."""

    renderer_classes = [JSONRenderer, PdfRenderer]

    @extend_schema(
        operation_id="report_document",
        summary="The document of a report",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, pk: int) -> FileResponse:
        """Return the PDF, whose SHA-256 stands with the report."""
        rows = Report.objects.select_related("unit", "committee").defer("context")
        report: Report = visible_or_denied(rows, person_of(request), pk=pk)
        return document_response(report)
