"""Tables of inputs as files, for programs, and the history of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.bring_inputs import bring_file, confirm_file, look_at_file
from costsharing.api.input_documents import (
    InputFileOptionsSerializer,
    InputFileOutcomeSerializer,
    InputFileSerializer,
    InputHistorySerializer,
    outcome_document,
)
from costsharing.api.inputs import TABLE, table_or_404
from costsharing.core.input_sheet import LARGEST
from costsharing.models import InputProposal
from costsharing.queries.input_history import traced
from costsharing.queries.input_rows import input_rows
from costsharing.queries.rate_gaps import warnings_of
from costsharing.renderers.input_file import MEDIA, input_file
from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Problem, Refused
from secretariats.models import Change
from secretariats.permissions import reads_input_history
from secretariats.queries.table_history import changes_of
from secretariats.request_parts import BODY, OneAnswer, RawParser

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

UNIT = OpenApiParameter("unit", str, description="The unit's code; left out: your first.")


class FileParser(RawParser):
    """A table as the whole body."""

    @property
    def largest(self) -> int:
        """The most bytes that a body may have."""
        return LARGEST


class InputFileView(APIView):
    """A table of inputs as a file."""

    parser_classes = [MultiPartParser, FileParser]
    content_negotiation_class = OneAnswer

    @extend_schema(
        operation_id="export_inputs",
        summary="The rows of a table of inputs as a file",
        parameters=[
            TABLE,
            UNIT,
            OpenApiParameter("form", str, enum=sorted(MEDIA), description="By default csv."),
        ],
        responses={
            (200, "text/csv"): OpenApiTypes.BINARY,
            (200, MEDIA["xlsx"]): OpenApiTypes.BINARY,
        },
    )
    def get(self, request: Request, table: str) -> HttpResponse:
        """Return the rows, cut down as the list is; brought back, they change nothing."""
        found = table_or_404(table)
        unit = unit_asked(request, found.readers, request.query_params.get("unit", ""))
        form = request.query_params.get("form", "csv")
        if form not in MEDIA:
            raise Http404
        rows = input_rows(found, unit, request.query_params.dict())
        return HttpResponse(input_file(found, unit, rows, form), content_type=MEDIA[form])

    @extend_schema(
        operation_id="import_inputs",
        summary="Add and change rows of a table of inputs by a file",
        request={"multipart/form-data": InputFileSerializer, "text/csv": OpenApiTypes.BINARY},
        parameters=[TABLE, InputFileOptionsSerializer],
        responses={
            200: InputFileOutcomeSerializer,
            201: InputFileOutcomeSerializer,
            202: InputFileOutcomeSerializer,
        },
    )
    def post(self, request: Request, table: str) -> Response:
        """Store what a file says, all of it or nothing, or propose it where others share the rows.

        201: it is stored. 202: it waits for the other sides. 200: nothing was stored, since it was
        a dry run, changes nothing, or has rows that are rejected, each named with its reason.
        """
        found = table_or_404(table)
        asked = InputFileOptionsSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        options = asked.validated_data
        unit = unit_asked(request, found.readers, options["unit"])
        data, name = _sent(request)
        actor = person_of(request)
        looked = look_at_file(found, unit, data, actor=actor)
        document = outcome_document(
            looked,
            table=found.name,
            unit=unit.code,
            warnings=warnings_of(found.name, unit, looked.kept),
            dry_run=options["dry_run"],
        )
        status = 200
        counts = looked.counts
        if not options["dry_run"] and not looked.bad and counts["add"] + counts["change"]:
            row = bring_file(found, unit, data, actor=actor, name=options["name"] or name)
            row = confirm_file(row, actor=actor, reason=options["reason"])
            document |= {"proposal": row.pk, "state": row.state}
            status = 202 if row.state == InputProposal.State.WAITING else 201
        return Response(InputFileOutcomeSerializer(document).data, status=status)


@extend_schema_view(
    get=extend_schema(
        operation_id="input_history",
        summary="Who changed a table of inputs, when, and what stood there before",
        parameters=[TABLE, UNIT],
    )
)
class InputHistoryView(ListAPIView[Any]):
    """The changes of a table, newest first."""

    serializer_class = InputHistorySerializer
    filter_backends: list[Any] = []
    # For the schema alone: the table is in the address.
    queryset = Change.objects.none()

    def get_queryset(self) -> QuerySet[Change]:
        """Return the changes, for those who may read them."""
        self.table = table_or_404(self.kwargs["table"])
        asked = self.request.query_params.get("unit", "")
        self.unit = unit_asked(self.request, self.table.readers, asked)
        if not reads_input_history(person_of(self.request), self.unit):
            raise PermissionDenied
        return changes_of(self.table, self.unit)

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return the page's changes with the proposals through which they came."""
        return traced(self.table, self.unit, super().paginate_queryset(queryset) or [])


def _sent(request: Request) -> tuple[bytes, str]:
    """Return the content of the file and its name."""
    sent: Any = request.data
    if isinstance(sent.get(BODY), bytes):
        return sent[BODY], ""
    file = request.FILES.get("file")
    if file is None:
        raise Refused([Problem("file", _("Send the file as the part 'file', or as the body."))])
    return file.read(LARGEST + 1), file.name or ""
