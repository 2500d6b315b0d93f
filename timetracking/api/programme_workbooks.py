"""A year's programme as a workbook, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Refused
from timetracking.actions.replace_programme import replace_programme
from timetracking.api.programme_parts import CODE, ItemChangeSerializer
from timetracking.core.programme import YEARS, items_from
from timetracking.core.programme_changes import changes_content
from timetracking.core.workbook import LARGEST, MEDIA_TYPE
from timetracking.models import ProgrammeItem, ProgrammeVersion
from timetracking.permissions import PLANNERS
from timetracking.programme_workbook import by_cell, programme_workbook, read_workbook
from timetracking.queries.programme import working_items

if TYPE_CHECKING:
    from rest_framework.request import Request


class WorkbookAskedSerializer(serializers.Serializer[Any]):
    """Whose programme, of which year, as query parameters."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    version = serializers.IntegerField(
        min_value=1, max_value=32767, required=False, help_text="Its number; absent: the draft."
    )


class WorkbookSerializer(serializers.Serializer[Any]):
    """A workbook, and what shall become of it."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    file = serializers.FileField(allow_empty_file=True, help_text="An XLSX file, 2 MB at most.")
    seen = serializers.CharField(
        max_length=71, required=False,
        help_text="The programme's mark, as it was read; absent: whatever it is now.",
    )  # fmt: skip
    dry_run = serializers.BooleanField(default=False, help_text="Say what would happen.")


class ReplacementSerializer(serializers.Serializer[Any]):
    """What became of a programme, or would."""

    items = ItemChangeSerializer(many=True)
    same = serializers.IntegerField(help_text="Items that stay as they are.")
    seen = serializers.CharField(help_text="The mark of the programme before.")
    dry_run = serializers.BooleanField()


class ProgrammeExportView(APIView):
    """A year's programme as a workbook."""

    @extend_schema(
        operation_id="export_programme",
        summary="A year's programme as a workbook: a row an item",
        parameters=[WorkbookAskedSerializer],
        responses={(200, MEDIA_TYPE): OpenApiTypes.BINARY},
    )
    def get(self, request: Request) -> HttpResponse:
        """Return the draft, or a version."""
        asked = WorkbookAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, ProgrammeItem.readers, values["unit"])
        year, number = values["year"], values.get("version")
        if number is None:
            items = [row.planned for row in working_items(unit, year)]
        else:
            rows = ProgrammeVersion.objects.of_unit(unit)
            version = rows.filter(year=year, number=number).first()
            if version is None:
                raise Http404
            items = items_from(version.content)
        return HttpResponse(programme_workbook(unit, year, items), content_type=MEDIA_TYPE)


class ProgrammeImportView(APIView):
    """A workbook that becomes the draft of a year's programme."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="import_programme",
        summary="Let the draft of a year's programme say what a workbook says",
        request={"multipart/form-data": WorkbookSerializer},
        responses=ReplacementSerializer,
    )
    def post(self, request: Request) -> Response:
        """Add, change and remove items: all of it or nothing."""
        asked = WorkbookSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, PLANNERS, values["unit"])
        sheet = read_workbook(unit, values["file"].read(LARGEST + 1))
        try:
            found = replace_programme(
                unit,
                values["year"],
                [row.item for row in sheet.rows],
                actor=person_of(request),
                seen=values.get("seen"),
                dry_run=values["dry_run"],
            )
        except Refused as refused:
            raise by_cell(refused, sheet) from refused
        document = {
            "items": changes_content(found.changes),
            "same": found.same,
            "seen": found.mark,
            "dry_run": values["dry_run"],
        }
        return Response(ReplacementSerializer(document).data)
