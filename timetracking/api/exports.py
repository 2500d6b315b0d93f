"""One's own time and data as files, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.embedded import work_here
from timetracking.actions.export_own import export_own
from timetracking.core.leaving import file_name
from timetracking.leaving import rendered
from timetracking.own_files import KINDS, own_file
from timetracking.places import chosen_place, places_of
from timetracking.renderers import renderers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http.response import HttpResponseBase
    from rest_framework.request import Request

FORMS = ("csv", "ical", "json", "pdf", "xlsx")
JSON = "application/json"


def _answers(kinds: Iterable[str]) -> dict[tuple[int, str], OpenApiTypes]:
    """Return what a file of each media type is, in words of the schema."""
    return {
        (200, kind): OpenApiTypes.OBJECT if kind == JSON else OpenApiTypes.BINARY
        for kind in sorted(set(kinds))
    }


class AsAsked(DefaultContentNegotiation):
    """``format`` says what file is wanted, not how errors are written."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """Return the first renderer, for errors."""
        return renderers[0], renderers[0].media_type


class SheetAskedSerializer(serializers.Serializer[Any]):
    """Days, a form, and where."""

    to = serializers.DateField(help_text="The last day.")
    format = serializers.ChoiceField(FORMS, default="json")
    unit = serializers.CharField(
        required=False, default="", allow_blank=True,
        help_text="The unit's code; left out: where you work today.",
    )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        """Add the first day, whose name is a word of the language."""
        first = serializers.DateField(help_text="The first day.")
        return {"from": first, **super().get_fields()}


class DataAskedSerializer(serializers.Serializer[Any]):
    """The kind of file."""

    format = serializers.ChoiceField(sorted(KINDS), default="json")


class DataJobSerializer(serializers.Serializer[Any]):
    """The job of a worker that writes the file."""

    job = serializers.UUIDField(help_text="See /api/v1/jobs/.")
    file = serializers.CharField(help_text="Where the file will be.")


class ExportView(APIView):
    """One's own time of some days as a file."""

    content_negotiation_class = AsAsked

    @extend_schema(
        operation_id="time_export",
        summary="Your own time of some days as a file",
        parameters=[SheetAskedSerializer],
        responses=_answers(one.media_type for one in renderers().values()),
        filters=False,
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Return the file: a PDF of a month at most, everything else of a year."""
        asked = SheetAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        place = chosen_place(places_of(request), values["unit"])
        sheet, renderer, content = rendered(
            person_of(request), place, values["from"], values["to"], values["format"]
        )
        name = file_name(sheet, renderer.suffix)
        answer = HttpResponse(content, content_type=renderer.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
        return answer


class ExportDataView(APIView):
    """Everything stored about oneself."""

    content_negotiation_class = AsAsked

    @extend_schema(
        operation_id="export_data",
        summary="Everything that is stored about you",
        parameters=[DataAskedSerializer],
        request=None,
        responses={
            **_answers(media for media, _suffix in KINDS.values()),
            202: DataJobSerializer,
        },
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Return the file, or the job of a worker that writes it where it is large."""
        asked = DataAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        person, kind = person_of(request), asked.validated_data["format"]
        job = export_own(kind, actor=person)
        if job is not None:
            work_here()
            where = request.build_absolute_uri(reverse("export_file", args=[job.pk]))
            return Response({"job": str(job.pk), "file": where}, status=202)
        return StreamingHttpResponse(own_file(person, kind), content_type=KINDS[kind][0])


def _plain(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
