"""A run beside another, for programs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.api.serializers import FigureSerializer
from costsharing.models import ValuationRun
from costsharing.queries.compared_runs import comparison, counterpart
from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from rest_framework.request import Request


class PairSerializer(serializers.Serializer[Any]):
    """A figure of both runs; the rounded difference is that of the rounded figures."""

    before = FigureSerializer()
    after = FigureSerializer()
    difference = FigureSerializer()


class ComparedActivitySerializer(serializers.Serializer[Any]):
    """The direct and joint value of an activity in both runs."""

    activity = serializers.CharField()
    value = serializers.DictField(child=PairSerializer(), help_text="Instrument → both values.")
    total = PairSerializer()


class ComparisonSerializer(serializers.Serializer[Any]):
    """A run beside another."""

    run = serializers.UUIDField()
    compared_with = serializers.UUIDField()
    currency = serializers.CharField()
    instruments = serializers.DictField(
        child=serializers.DictField(child=PairSerializer()),
        help_text="Instrument → figure → both values; lowest and highest are the range.",
    )
    activities = ComparedActivitySerializer(many=True)
    total = serializers.DictField(child=PairSerializer())


class CompareView(APIView):
    """What differs between two runs of a unit."""

    @extend_schema(
        operation_id="compare_valuations",
        summary="A run beside another, figure by figure",
        parameters=[
            OpenApiParameter(
                "with",
                str,
                description="The other run; left out: the one it supersedes, or the one before.",
            )
        ],
        responses=ComparisonSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return both values and the difference of every figure."""
        rows = ValuationRun.objects.defer("snapshot").select_related("unit")
        run: ValuationRun = visible_or_denied(rows, person_of(request), pk=pk)
        other = _other(run, request.query_params.get("with", ""))
        if other is None:
            raise Http404
        currency = run.results["currency"]
        if other.results["currency"] != currency:
            text = _("The runs are in different currencies, which are not subtracted.")
            raise Refused([Problem("with", text)])
        return Response(
            {
                "run": str(run.pk),
                "compared_with": str(other.pk),
                "currency": currency,
                **comparison(run, other).as_json(),
            }
        )


def _other(run: ValuationRun, asked: str) -> ValuationRun | None:
    if not asked:
        return counterpart(run)
    try:
        identity = uuid.UUID(asked)
    except ValueError:
        return None
    found: ValuationRun | None = ValuationRun.objects.filter(unit=run.unit, pk=identity).first()
    return found
