"""The unit's inputs, for programs: every table by the same few addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.save_inputs import add_row, change_row, remove_row
from costsharing.api.input_documents import ProposalInFullSerializer
from costsharing.api.input_serializers import (
    InputAskedSerializer,
    InputChangeSerializer,
    InputRowSerializer,
    texts_of,
)
from costsharing.queries.input_rows import input_rows
from costsharing.queries.input_tables import TABLES
from secretariats.context import own_roles, person_of, unit_asked
from secretariats.models import Holiday, Unit
from secretariats.queries.visible import own_unit_or_404, visible_or_denied

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

    from costsharing.models import InputProposal
    from secretariats.input_table import InputTable

TABLE = OpenApiParameter(
    "table", str, OpenApiParameter.PATH, enum=sorted(TABLES), description="Which table of inputs."
)


def table_or_404(name: str) -> InputTable:
    """Return the table of a name in an address."""
    if name not in TABLES:
        raise Http404
    return TABLES[name]


@extend_schema_view(
    get=extend_schema(
        operation_id="inputs",
        summary="The rows of a table of inputs",
        parameters=[
            TABLE,
            OpenApiParameter("unit", str, description="The unit's code; left out: your first."),
            OpenApiParameter("order", str, description="A column; with a minus, descending."),
            OpenApiParameter("from", str, description="Rows that touch this day or a later one."),
            OpenApiParameter("to", str, description="Rows that touch this day or an earlier one."),
        ],
    )
)
class InputsView(ListAPIView[Any]):
    """The rows of a table, and new ones; a column's name and value cut the list down."""

    serializer_class = InputRowSerializer
    filter_backends: list[Any] = []
    # For the schema alone: the table is in the address.
    queryset = Holiday.objects.none()

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows as asked for."""
        table = table_or_404(self.kwargs["table"])
        asked = self.request.query_params
        unit = unit_asked(self.request, table.readers, asked.get("unit", ""))
        self.unit = unit
        return input_rows(table, unit, asked.dict())

    def get_serializer_context(self) -> dict[str, Any]:
        """Give the table along."""
        context = dict(super().get_serializer_context())
        table = TABLES.get(self.kwargs.get("table", ""))
        return {**context, "table": table, "unit": getattr(self, "unit", None)}

    @extend_schema(
        operation_id="add_input",
        summary="Add a row to a table of inputs",
        parameters=[TABLE],
        request=InputAskedSerializer,
        responses={201: InputRowSerializer, 202: ProposalInFullSerializer},
    )
    def post(self, request: Request, table: str) -> Response:
        """Add a row; history keeps who did.

        Where other sides share the table: 202 and the proposal that waits for them.
        """
        found = table_or_404(table)
        asked = InputAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actor = person_of(request)
        unit = own_unit_or_404(actor, asked.validated_data["unit"])
        texts = texts_of(found, asked.validated_data["values"])
        reason = asked.validated_data["reason"]
        saved = add_row(found, unit, texts, actor=actor, exact=True, reason=reason)
        if saved.proposal is not None:
            return _proposed(saved.proposal)
        where = reverse("api_input", args=[found.name, saved.row.pk])
        return Response(_shown(found, unit, saved.row), status=201, headers={"Location": where})


class InputView(APIView):
    """One row of a table of inputs."""

    @extend_schema(
        operation_id="input",
        summary="A row of a table of inputs",
        parameters=[TABLE],
        responses=InputRowSerializer,
    )
    def get(self, request: Request, table: str, pk: int) -> Response:
        """Return a row with its mark, which changing and removing it ask for."""
        found = table_or_404(table)
        row, unit = _row(request, found, pk)
        return Response(_shown(found, unit, row))

    @extend_schema(
        operation_id="change_input",
        summary="Let a row say something else",
        parameters=[TABLE],
        request=InputChangeSerializer,
        responses={200: InputRowSerializer, 202: ProposalInFullSerializer},
    )
    def put(self, request: Request, table: str, pk: int) -> Response:
        """Change a row; runs that used it stay as they are.

        Where other sides share the table: 202 and the proposal that waits for them.
        """
        found = table_or_404(table)
        row, unit = _row(request, found, pk)
        asked = InputChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        saved = change_row(
            found,
            unit,
            row,
            texts_of(found, asked.validated_data["values"]),
            actor=person_of(request),
            seen=asked.validated_data["seen"],
            exact=True,
            reason=asked.validated_data["reason"],
        )
        if saved.proposal is not None:
            return _proposed(saved.proposal)
        return Response(_shown(found, unit, saved.row))

    @extend_schema(
        operation_id="remove_input",
        summary="Remove a row on which nothing rests",
        parameters=[
            TABLE,
            OpenApiParameter(
                "seen", str, required=True, description="The mark of the row, as you read it."
            ),
        ],
        responses={204: None, 202: ProposalInFullSerializer},
    )
    def delete(self, request: Request, table: str, pk: int) -> Response:
        """Remove a row; history keeps what it said.

        Where other sides share the table: 202 and the proposal that waits for them.
        """
        found = table_or_404(table)
        row, unit = _row(request, found, pk)
        saved = remove_row(
            found, unit, row, actor=person_of(request), seen=request.query_params.get("seen", "")
        )
        return Response(status=204) if saved.proposal is None else _proposed(saved.proposal)


def _row(request: Request, table: InputTable, pk: int) -> tuple[Any, Unit]:
    row = visible_or_denied(table.model.objects.all(), person_of(request), pk=pk)
    path = table.model.unit_path
    unit: Unit = Unit.objects.get(pk__in=table.model.objects.filter(pk=pk).values(path))
    kinds = {role.kind for role in own_roles(request) if role.unit == unit}
    if kinds.isdisjoint(table.readers):
        raise PermissionDenied
    return row, unit


def _proposed(proposal: InputProposal) -> Response:
    """Return the answer to what waits for the other sides."""
    where = reverse("api_input_proposal", args=[proposal.pk])
    document = ProposalInFullSerializer(proposal).data
    return Response(document, status=202, headers={"Location": where})


def _shown(table: InputTable, unit: Unit, row: Any) -> dict[str, Any]:
    found: dict[str, Any] = InputRowSerializer(row, context={"table": table, "unit": unit}).data
    return found
