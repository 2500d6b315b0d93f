"""The same period of many units, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.value_units import value_units
from costsharing.core.inputs import METHODS
from costsharing.permissions import VALUATION_STARTERS, units_to_value
from costsharing.queries.valued_units import units_valued
from secretariats.context import has_role, own_roles, person_of
from secretariats.embedded import work_here
from secretariats.models import Job
from secretariats.request_parts import KEY, key_parameter

if TYPE_CHECKING:
    from rest_framework.request import Request

    from secretariats.models import Unit


class UnitsAskedSerializer(serializers.Serializer[Any]):
    """A period to be valued in many units."""

    units = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        allow_empty=False,
        help_text="Their codes; left out: all whose valuations you may start.",
    )
    to = serializers.DateField(help_text="Last day, inclusive.")
    method = serializers.ChoiceField(
        METHODS, required=False, help_text="Left out: as each unit agreed."
    )
    only_failed = serializers.BooleanField(
        required=False, help_text="Leave out the units whose last such valuation went well."
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the first day, whose name Python keeps for itself."""
        return {**super().get_fields(), "from": serializers.DateField(help_text="First day.")}


class UnitJobSerializer(serializers.Serializer[Any]):
    """A unit and its newest valuation of the period."""

    unit = serializers.CharField()
    job = serializers.UUIDField(allow_null=True)
    state = serializers.CharField(allow_blank=True, help_text="Empty: not asked for.")
    url = serializers.CharField(allow_blank=True, help_text="Where to ask how far it is.")
    run = serializers.UUIDField(allow_null=True, help_text="Once it is done.")
    error = serializers.CharField(allow_blank=True, help_text="Why it failed.")


class UnitJobsSerializer(serializers.Serializer[Any]):
    """The valuations of a period in many units."""

    units = UnitJobSerializer(many=True)


class UnitsValuedView(APIView):
    """The same period of many units: one piece of work each."""

    @extend_schema(
        operation_id="units_valued",
        summary="How far the valuations of a period are in your units",
        parameters=[
            OpenApiParameter("from", str, description="First day.", required=True),
            OpenApiParameter("to", str, description="Last day, inclusive.", required=True),
            OpenApiParameter("method", str, enum=list(METHODS)),
            OpenApiParameter("units", str, many=True, description="Codes; left out: all yours."),
        ],
        responses=UnitJobsSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return each unit with its newest valuation of the period."""
        _need_starter(request)
        sent: dict[str, Any] = request.query_params.dict()
        if codes := request.query_params.getlist("units"):
            sent["units"] = codes
        asked = UnitsAskedSerializer(data=sent)
        asked.is_valid(raise_exception=True)
        found: dict[str, Any] = asked.validated_data
        units = _units(request, found.get("units"))
        rows = units_valued(units, found["from"], found["to"], found.get("method", ""))
        return Response({"units": [_unit_job(row.unit, row.job) for row in rows]})

    @extend_schema(
        operation_id="value_units",
        summary="Ask for a valuation of a period in many units",
        request=UnitsAskedSerializer,
        parameters=[key_parameter("the same jobs")],
        responses={202: UnitJobsSerializer},
    )
    def post(self, request: Request) -> Response:
        """Hand one valuation for each unit to the workers; those at work already are returned."""
        _need_starter(request)
        asked = UnitsAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found: dict[str, Any] = asked.validated_data
        work_here()
        jobs = value_units(
            units=_units(request, found.get("units")),
            start=found["from"],
            end=found["to"],
            method=found.get("method", ""),
            actor=person_of(request),
            only_failed=found.get("only_failed", False),
            key=request.headers.get(KEY, ""),
        )
        return Response({"units": [_unit_job(job.unit, job) for job in jobs]}, status=202)


def _need_starter(request: Request) -> None:
    if not has_role(request, VALUATION_STARTERS):
        raise PermissionDenied


def _units(request: Request, codes: list[str] | None) -> list[Unit]:
    """Return the units of codes, or all whose valuations the person may start, by code.

    Raises:
        Http404: one of them is none of the person's.
        PermissionDenied: they may not start valuations of one of them.
    """
    known = {role.unit.code for role in own_roles(request)}
    own = {unit.code: unit for unit in units_to_value(person_of(request)).order_by("code")}
    if codes is None:
        return list(own.values())
    if set(codes) - known:
        raise Http404
    if set(codes) - set(own):
        raise PermissionDenied
    return [own[code] for code in sorted(set(codes))]


def _unit_job(unit: Unit, job: Job | None) -> dict[str, Any]:
    if job is None:
        return {"unit": unit.code, "job": None, "state": "", "url": "", "run": None, "error": ""}
    run = job.result if job.state == Job.State.DONE and job.result else None
    return {
        "unit": unit.code,
        "job": str(job.pk),
        "state": job.state,
        "url": reverse("api_job", args=[job.pk]),
        "run": run,
        "error": job.error,
    }
