"""Runs beside the inputs of today, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.check_runs import ask_to_check
from costsharing.api.serializers import JobAskedSerializer
from costsharing.core.inputs import METHODS
from costsharing.models import ValuationRun
from costsharing.permissions import VALUATION_STARTERS, may_read_missing_inputs
from costsharing.queries.run_checks import (
    DIFFERS,
    INCOMPLETE,
    SAME,
    check_document,
    checked_runs,
    last_job,
)
from secretariats.context import person_of, unit_asked
from secretariats.embedded import work_here

if TYPE_CHECKING:
    from rest_framework.request import Request


class UnitAskedSerializer(serializers.Serializer[Any]):
    """Whose runs."""

    unit = serializers.CharField(help_text="The unit's code.")


class DifferenceSerializer(serializers.Serializer[Any]):
    """A figure of an instrument that would differ."""

    instrument = serializers.CharField()
    figure = serializers.CharField()
    before = serializers.CharField(help_text="In the run, rounded.")
    after = serializers.CharField(help_text="With the inputs of the check, rounded.")
    change = serializers.CharField(help_text='By how much, exactly: "n/d" in lowest terms.')


class CheckedRunSerializer(serializers.Serializer[Any]):
    """A run beside what its period would give."""

    run = serializers.UUIDField()
    to = serializers.DateField(help_text="Last day, inclusive.")
    method = serializers.ChoiceField(METHODS)
    digest = serializers.CharField(help_text="Of the run.")
    checked = serializers.DateTimeField(allow_null=True, help_text="Null: not compared yet.")
    outcome = serializers.ChoiceField(
        [(SAME, SAME), (DIFFERS, DIFFERS), (INCOMPLETE, INCOMPLETE)],
        allow_blank=True,
        help_text="Empty: not compared yet.",
    )
    digest_now = serializers.CharField(
        allow_blank=True, help_text="Of the inputs of the check; empty where some are missing."
    )
    differences = DifferenceSerializer(many=True)
    problems = serializers.ListField(
        child=serializers.CharField(),
        help_text=(
            "What is missing, for those who may know of whom, empty for others; of a run that "
            "would be in another currency: why no differences are told."
        ),
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the first day, whose name Python keeps for itself."""
        return {**super().get_fields(), "from": serializers.DateField(help_text="First day.")}


class ChecksSerializer(serializers.Serializer[Any]):
    """The runs of a unit that hold, each as it was last checked."""

    unit = serializers.CharField()
    currency = serializers.CharField()
    job = serializers.UUIDField(allow_null=True, help_text="The newest check that was asked for.")
    state = serializers.CharField(allow_blank=True, help_text="Of that job; empty: none yet.")
    runs = CheckedRunSerializer(many=True)


class ChecksView(APIView):
    """Which runs of a unit would differ with the inputs of today, and by how much."""

    @extend_schema(
        operation_id="run_checks",
        summary="Runs beside the inputs of today, as they were last checked",
        parameters=[OpenApiParameter("unit", str, description="The unit's code.", required=True)],
        responses=ChecksSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return each run that holds with what differs."""
        asked = UnitAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        unit = unit_asked(request, ValuationRun.readers, asked.validated_data["unit"])
        tells = may_read_missing_inputs(person_of(request), unit)
        job = last_job(unit)
        return Response(
            {
                "unit": unit.code,
                "currency": unit.currency,
                "job": str(job.pk) if job else None,
                "state": job.state if job else "",
                "runs": [check_document(one, tells_problems=tells) for one in checked_runs(unit)],
            }
        )

    @extend_schema(
        operation_id="check_runs",
        summary="Have the runs of a unit compared with the inputs of today",
        request=UnitAskedSerializer,
        responses={202: JobAskedSerializer},
    )
    def post(self, request: Request) -> Response:
        """Hand the comparison to a worker; one that waits already is returned instead."""
        asked = UnitAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        unit = unit_asked(request, VALUATION_STARTERS, asked.validated_data["unit"])
        work_here()
        job = ask_to_check(unit=unit, actor=person_of(request))
        url = reverse("api_job", args=[job.pk])
        document = {"job": str(job.pk), "state": job.state, "url": url}
        return Response(document, status=202, headers={"Location": url})
