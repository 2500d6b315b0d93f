"""Valuation runs and limitations, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.start_valuation import start_valuation
from costsharing.api.serializers import (
    AskedSerializer,
    JobAskedSerializer,
    LimitationsSerializer,
    PeriodSerializer,
    RunSerializer,
    ValuationSerializer,
)
from costsharing.models import ValuationRun
from costsharing.permissions import may_measure_limitations, visible_figures
from costsharing.queries.limitations import measure_limitations
from costsharing.queries.measured import has_own_figures, measured
from costsharing.queries.runs import run_document
from costsharing.queries.runs_listed import RunFilter, runs_listed
from secretariats.context import has_role, person_of
from secretariats.embedded import work_here
from secretariats.queries.visible import own_unit_or_404, visible_or_denied
from secretariats.request_parts import KEY, key_parameter

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet
    from rest_framework.request import Request


@extend_schema_view(get=extend_schema(operation_id="valuations", summary="The runs you may see"))
class ValuationsView(ListAPIView[ValuationRun]):
    """Runs, newest first, and the start of new ones."""

    serializer_class = RunSerializer
    filterset_class = RunFilter
    queryset = ValuationRun.objects.none()

    def get_queryset(self) -> QuerySet[ValuationRun]:
        """Return the runs that the person may see."""
        if not has_role(self.request, ValuationRun.readers):
            raise PermissionDenied
        return runs_listed(person_of(self.request))

    @extend_schema(
        operation_id="value",
        summary="Ask for a valuation",
        request=AskedSerializer,
        parameters=[key_parameter("the same job")],
        responses={202: JobAskedSerializer},
    )
    def post(self, request: Request) -> Response:
        """Hand a valuation to a worker and return its job, at which to ask how far it is."""
        asked = AskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        unit = own_unit_or_404(person_of(request), values["unit"])
        work_here()
        job = start_valuation(
            unit=unit,
            start=values["from"],
            end=values["to"],
            method=values.get("method", ""),
            actor=person_of(request),
            key=request.headers.get(KEY, ""),
        )
        url = reverse("api_job", args=[job.pk])
        document = {"job": str(job.pk), "state": job.state, "url": url}
        return Response(document, status=202, headers={"Location": url})


class ValuationView(APIView):
    """One run."""

    @extend_schema(
        operation_id="valuation",
        summary="A run with all its figures",
        responses=ValuationSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the document of ``value --json``."""
        runs = ValuationRun.objects.defer("snapshot")
        run: ValuationRun = visible_or_denied(runs, person_of(request), pk=pk)
        return Response(run_document(run))


class LimitationsView(APIView):
    """What the record of time cannot tell, measured."""

    @extend_schema(
        operation_id="limitations",
        summary="The limitations of a unit's record, as far as you may see them",
        parameters=[PeriodSerializer],
        responses=LimitationsSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the document of ``limitations --json``, cut down to its reader.

        Who sees the team alone gets what is stored of the period, with the time of measuring.
        """
        asked = PeriodSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        unit = own_unit_or_404(person_of(request), values["unit"])
        start, end, reader = values["from"], values["to"], person_of(request)
        if not has_own_figures(unit, reader) and may_measure_limitations(reader, unit):
            stored = measured(unit, start, end)
            if stored is not None:
                return Response(
                    {
                        "unit": unit.code,
                        "from": start.isoformat(),
                        "to": end.isoformat(),
                        "team": dict(stored.figures),
                        "people": {},
                        "measured": stored.at,
                    }
                )
        table = measure_limitations(unit, start, end)
        found = visible_figures(table, person=reader).as_json()
        return Response({**found, "measured": timezone.now()})
