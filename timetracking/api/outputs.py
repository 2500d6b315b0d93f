"""The register of outputs, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of, unit_asked
from secretariats.core.errors import NotAllowed
from secretariats.queries.visible import visible_or_denied
from timetracking.actions.write_output import add_output, change_output, remove_output
from timetracking.api.output_documents import (
    ChangedOutputSerializer,
    CountAskedSerializer,
    CountSerializer,
    NewOutputSerializer,
    OutputsAskedSerializer,
    OutputShownSerializer,
    VersionAskedSerializer,
    output_document,
)
from timetracking.models import Output
from timetracking.permissions import KEEPERS, may_write_outputs
from timetracking.queries.outputs import (
    Cut,
    output_rows,
    outputs_counted,
    outputs_of,
    served_by,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class OutputsView(GenericAPIView[Output]):
    """The register of a unit."""

    serializer_class = OutputShownSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Output]:
        """Return what may be listed; which of it is decided by what is asked for."""
        return Output.objects.none()

    @extend_schema(
        operation_id="outputs",
        summary="What a unit delivered, the newest first",
        parameters=[OutputsAskedSerializer],
        responses=OutputShownSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return a page of the register."""
        asked = OutputsAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = dict(asked.validated_data)
        unit = unit_asked(request, Output.readers, values.pop("unit"))
        rows = outputs_of(unit, Cut(**values)).select_related("activity")
        page = self.paginate_queryset(rows) or []
        found = [output_document(row, unit.code) for row in output_rows(page)]
        return self.get_paginated_response(OutputShownSerializer(found, many=True).data)

    @extend_schema(
        operation_id="add_output",
        summary="Record something that was delivered",
        request=NewOutputSerializer,
        responses={201: OutputShownSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add to the register of a unit."""
        asked = NewOutputSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, KEEPERS, values["unit"])
        instruments = served_by(unit, values["activity"] or "", values["date"].year)
        row = add_output(unit, asked.delivered(instruments), actor=person_of(request))
        return _shown(row, 201)


class OutputView(APIView):
    """One output of the register."""

    @extend_schema(
        operation_id="output",
        summary="What the register says of an output",
        responses=OutputShownSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return it as it is now."""
        return _shown(_visible(request, pk))

    @extend_schema(
        operation_id="change_output",
        summary="Correct what the register says of an output",
        request=ChangedOutputSerializer,
        responses=OutputShownSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        """Let it say something else, if it is still the version that was seen."""
        found = _own(request, pk)
        asked = ChangedOutputSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        instruments = served_by(found.unit, values["activity"] or "", values["date"].year)
        row = change_output(
            found, asked.delivered(instruments), actor=person_of(request), seen=values["version"]
        )
        return _shown(row)

    @extend_schema(
        operation_id="remove_output",
        summary="Take an output out of the register",
        parameters=[VersionAskedSerializer],
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Remove it, if it is still the version that was seen."""
        found = _own(request, pk)
        asked = VersionAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        remove_output(found, actor=person_of(request), seen=asked.validated_data["version"])
        return Response(status=204)


class OutputCountView(APIView):
    """How many outputs there are."""

    @extend_schema(
        operation_id="outputs_counted",
        summary="How much a unit delivered in some days, by kind, instrument and activity",
        parameters=[CountAskedSerializer],
        responses=CountSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the counts."""
        asked = CountAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, Output.readers, values["unit"])
        return Response(asdict(outputs_counted(unit, values["start"], values["end"])))


def _visible(request: Request, pk: int) -> Output:
    rows = Output.objects.select_related("unit", "activity")
    found: Output = visible_or_denied(rows, person_of(request), pk=pk)
    return found


def _own(request: Request, pk: int) -> Output:
    found = _visible(request, pk)
    if not may_write_outputs(person_of(request), found.unit):
        text = _("Only staff and the coordinator of this unit record what it delivered.")
        raise NotAllowed([text])
    return found


def _shown(row: Output, status: int = 200) -> Response:
    (shown,) = output_rows([row])
    document = output_document(shown, row.unit.code)
    return Response(OutputShownSerializer(document).data, status=status)
