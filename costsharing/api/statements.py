"""Statements and settlement, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.confirm_statement import confirm_statement
from costsharing.actions.make_statement_files import MEDIA_TYPES, ask_for_files
from costsharing.actions.prepare_statement import prepare_statement, withdraw_statement
from costsharing.api.serializers import JobAskedSerializer
from costsharing.api.statement_documents import (
    PreviewSerializer,
    StatementAskedSerializer,
    StatementLineSerializer,
    StatementSerializer,
    preview_document,
    statement_document,
)
from costsharing.models import Statement
from costsharing.queries.statement_now import statement_now
from costsharing.queries.statements import (
    StatementFilter,
    files_of,
    shown_in_full,
    statements_listed,
    symbol_of,
    with_sides,
)
from costsharing.statement_download import file_response
from secretariats.context import has_role, person_of, unit_asked
from secretariats.embedded import work_here
from secretariats.file_renderer import AnyFileRenderer
from secretariats.models import Role
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import decide
from secretariats.signing_documents import DecisionSerializer, ReasonSerializer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from rest_framework.request import Request

    from costsharing.queries.statements import StatementLine

FINANCE = {Role.Kind.FINANCE}


def _visible(request: Request, pk: int) -> Statement:
    rows = Statement.objects.select_related("unit")
    found: Statement = visible_or_denied(rows, person_of(request), pk=pk)
    return found


def _answer(request: Request, pk: int, status: int = 200) -> Response:
    row = _visible(request, pk)
    document = statement_document(shown_in_full(row), files_of(row))
    return Response(StatementSerializer(document).data, status=status)


def _line(line: StatementLine) -> dict[str, Any]:
    row = line.row
    return {
        "statement": row.pk,
        "unit": row.unit.code,
        "year": row.year,
        "from": row.start,
        "to": row.end,
        "number": symbol_of(row),
        "state": row.state,
        "digest": row.digest,
        "currency": row.content["currency"],
        "sides": dict(line.sides),
        "transfers": line.transfers,
    }


@extend_schema_view(
    get=extend_schema(operation_id="statements", summary="The statements you may see")
)
class StatementsView(ListAPIView[Statement]):
    """Statements, the latest first, and new ones."""

    serializer_class = StatementLineSerializer
    filterset_class = StatementFilter
    queryset = Statement.objects.none()

    def get_queryset(self) -> QuerySet[Statement]:
        """Return the statements that the person may see."""
        if not has_role(self.request, Statement.readers):
            raise PermissionDenied
        return statements_listed(person_of(self.request))

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return the page's statements with where their confirmations stand."""
        return [_line(one) for one in with_sides(super().paginate_queryset(queryset) or [])]

    @extend_schema(
        operation_id="prepare_statement",
        summary="Prepare a statement for confirmation",
        request=StatementAskedSerializer,
        responses={201: StatementSerializer},
    )
    def post(self, request: Request) -> Response:
        """Work a statement out; asked again on the same inputs, it is the one that waits."""
        asked = StatementAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        made = prepare_statement(
            unit=unit_asked(request, FINANCE, wanted["unit"]),
            start=wanted.get("from"),
            end=wanted["to"],
            actor=person_of(request),
        )
        return _answer(request, made.pk, 201)


class StatementPreviewView(APIView):
    """What a statement would say."""

    @extend_schema(
        operation_id="preview_statement",
        summary="The figures of the next statement to a day; nothing is stored",
        parameters=[StatementAskedSerializer],
        responses={200: PreviewSerializer, 422: None},
    )
    def get(self, request: Request) -> Response:
        """Work a statement out."""
        asked = StatementAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        unit = unit_asked(request, Statement.readers, wanted["unit"])
        now = statement_now(unit, wanted["to"], start=wanted.get("from"))
        return Response(PreviewSerializer(preview_document(now)).data)


class StatementView(APIView):
    """One statement."""

    @extend_schema(
        operation_id="statement",
        summary="A statement with all its figures",
        responses=StatementSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return what a statement says and where it stands."""
        return _answer(request, pk)


class StatementConfirmView(APIView):
    """One side's decision."""

    @extend_schema(
        operation_id="confirm_statement",
        summary="Confirm or refuse a statement for your side",
        request=DecisionSerializer,
        responses=StatementSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Store one side's decision; the same again gives the same answer."""
        found = _visible(request, pk)
        unit_asked(request, FINANCE, found.unit.code)
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        work_here()
        decide(confirm_statement, found, asked.validated_data, actor=person_of(request))
        return _answer(request, pk)


class StatementWithdrawView(APIView):
    """What waits for confirmations, taken back."""

    @extend_schema(
        operation_id="withdraw_statement",
        summary="Withdraw a statement that waits for confirmations",
        request=ReasonSerializer,
        responses=StatementSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Take a statement back; confirmations given so far lapse."""
        found = _visible(request, pk)
        unit_asked(request, FINANCE, found.unit.code)
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        withdraw_statement(found, actor=person_of(request), reason=reason)
        return _answer(request, pk)


class StatementFilesView(APIView):
    """The making of a final statement's documents."""

    @extend_schema(
        operation_id="make_statement_files",
        summary="Have the documents made that a final statement lacks",
        request=None,
        responses={202: JobAskedSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Hand the making to a worker; return the job that does it."""
        found = _visible(request, pk)
        unit_asked(request, FINANCE, found.unit.code)
        work_here()
        job = ask_for_files(found, actor=person_of(request))
        place = reverse("api_job", args=[job.pk])
        answer = JobAskedSerializer({"job": job.pk, "state": job.state, "url": place})
        return Response(answer.data, status=202, headers={"Location": place})


class StatementFileView(APIView):
    """One document of a statement."""

    renderer_classes = [JSONRenderer, AnyFileRenderer]

    @extend_schema(
        operation_id="statement_file",
        summary="A statement as a document; a draft where it is not final",
        responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES.values()},
    )
    def get(self, request: Request, pk: int, language: str, medium: str) -> HttpResponse:
        """Return the document that is kept; the same bytes for everybody."""
        return file_response(_visible(request, pk), language, medium)
