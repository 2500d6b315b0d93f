"""Why a run differs from another, for programs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.work_out_causes import ask_for_causes, causes_at_hand
from costsharing.api.serializers import FigureSerializer, JobAskedSerializer
from costsharing.core.causes_document import for_reader
from costsharing.models import ValuationRun
from costsharing.permissions import may_explain
from costsharing.queries.compared_runs import counterpart
from costsharing.sections.causes import told_in_words
from secretariats.context import person_of
from secretariats.embedded import work_here
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from rest_framework.request import Request


class ChangedInputSerializer(serializers.Serializer[Any]):
    """What was replaced: inputs of one kind, with what was and what is now."""

    kind = serializers.CharField(
        help_text="Such as `entries`, `rate`, `grade`, `staff_cost`, `key`, `period`."
    )
    about = serializers.DictField(child=serializers.CharField())
    text = serializers.CharField(help_text="In words.")
    was = serializers.JSONField(allow_null=True, help_text='Minutes as "n/d", else as typed.')
    now = serializers.JSONField(allow_null=True)
    count = serializers.IntegerField(help_text="How many single changes.")
    items = serializers.ListField(
        child=serializers.DictField(), help_text="The single changes, the first 24."
    )


class OfInstrumentsSerializer(serializers.Serializer[Any]):
    """Figures by instrument, and of all together."""

    instruments = serializers.DictField(
        child=serializers.DictField(child=FigureSerializer()),
        help_text="Instrument → figure → amount; what is 0 may be left out.",
    )
    total = serializers.DictField(child=FigureSerializer())


class CauseSerializer(OfInstrumentsSerializer):
    """A cause, with what it contributes to each figure."""

    parts = ChangedInputSerializer(many=True)
    text = serializers.CharField()


class RoundingSerializer(serializers.Serializer[Any]):
    """What the rounded contributions lack to the rounded difference."""

    instruments = serializers.DictField(child=serializers.DictField(child=serializers.CharField()))
    total = serializers.DictField(child=serializers.CharField())


class CausesSerializer(serializers.Serializer[Any]):
    """Why a run differs from another; `ready` is false until a worker has found it."""

    run = serializers.UUIDField()
    compared_with = serializers.UUIDField()
    currency = serializers.CharField()
    ready = serializers.BooleanField()
    causes = CauseSerializer(many=True)
    silent = ChangedInputSerializer(
        many=True, help_text="What differs too and changes no figure of an instrument."
    )
    difference = OfInstrumentsSerializer()
    rounding = RoundingSerializer()
    coarse = serializers.ListField(
        child=serializers.CharField(), help_text="Kinds whose changes were put together."
    )


class AskedCausesSerializer(serializers.Serializer[Any]):
    """The run to compare with."""

    def get_fields(self) -> dict[str, Any]:
        """Add the field, whose name Python keeps for itself."""
        field = serializers.UUIDField(
            required=False,
            allow_null=True,
            help_text="The other run; left out: the one it supersedes, or the one before.",
        )
        return {**super().get_fields(), "with": field}


class CausesView(APIView):
    """Why a run differs from another."""

    @extend_schema(
        operation_id="causes",
        summary="Why a run differs from another: causes that add up to the whole difference",
        parameters=[
            OpenApiParameter(
                "with",
                str,
                description="The other run; left out: the one it supersedes, or the one before.",
            )
        ],
        responses=CausesSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the causes; those of large runs once a worker has found them, see `ready`.

        What single persons cost is one cause, without amounts, for whoever may not open figures
        down to entries.
        """
        run, other = _both(request, pk, request.query_params.get("with", ""))
        found = causes_at_hand(run, other, actor=person_of(request))
        shown: dict[str, Any] = {
            "run": str(run.pk),
            "compared_with": str(other.pk),
            "currency": run.results["currency"],
            "ready": found is not None,
        }
        if found is None:
            nothing: dict[str, Any] = {"instruments": {}, "total": {}}
            empty = {"causes": [], "silent": [], "difference": nothing, "rounding": nothing}
            return Response({**shown, **empty, "coarse": []})
        explains = may_explain(person_of(request), run.unit)
        return Response({**shown, **told_in_words(for_reader(found, explains=explains))})

    @extend_schema(
        operation_id="find_causes",
        summary="Let a worker find why a run differs from another",
        request=AskedCausesSerializer,
        responses={202: JobAskedSerializer},
    )
    def post(self, request: Request, pk: uuid.UUID) -> Response:
        """Hand the work to a worker and return its job; where one is at it already, that job."""
        asked = AskedCausesSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        run, other = _both(request, pk, str(asked.validated_data.get("with") or ""))
        work_here()
        job = ask_for_causes(run, other, actor=person_of(request))
        url = reverse("api_job", args=[job.pk])
        document = {"job": str(job.pk), "state": job.state, "url": url}
        return Response(document, status=202, headers={"Location": url})


def _both(request: Request, pk: uuid.UUID, asked: str) -> tuple[ValuationRun, ValuationRun]:
    """Return a run that the person may see, and the one to compare it with.

    Raises:
        Http404: there is no such run, or none to compare with.
        PermissionDenied: none of their roles may see it.
    """
    rows = ValuationRun.objects.defer("snapshot").select_related("unit")
    run: ValuationRun = visible_or_denied(rows, person_of(request), pk=pk)
    other = counterpart(run) if not asked else _named(run, asked)
    if other is None:
        raise Http404
    return run, other


def _named(run: ValuationRun, asked: str) -> ValuationRun | None:
    try:
        identity = uuid.UUID(asked)
    except ValueError:
        return None
    rows = ValuationRun.objects.filter(unit=run.unit_id, pk=identity)
    found: ValuationRun | None = rows.select_related("unit").defer("snapshot").first()
    return found
