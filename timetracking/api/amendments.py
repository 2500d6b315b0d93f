"""Corrections of approved weeks for programs: asked for, withdrawn, decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from timetracking.actions.amend_week import ask_amendment, decide_amendment, withdraw_amendment
from timetracking.api.serializers import key_of
from timetracking.api.week_serializers import (
    AmendmentAskedSerializer,
    AmendmentDecidedSerializer,
    AmendmentSerializer,
)
from timetracking.models import Amendment
from timetracking.places import chosen_place, places_of
from timetracking.queries.decided import amendment_or_denied
from timetracking.queries.weeks_listed import AmendmentFilter, amendments_listed

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


@extend_schema_view(
    get=extend_schema(
        operation_id="amendments", summary="Your corrections, and those that wait for you"
    )
)
class AmendmentsView(ListAPIView[Amendment]):
    """Corrections of approved weeks, the newest first."""

    serializer_class = AmendmentSerializer
    filterset_class = AmendmentFilter
    queryset = Amendment.objects.none()

    def get_queryset(self) -> QuerySet[Amendment]:
        """Return the person's own, and those that they decide on and that wait."""
        return amendments_listed(person_of(self.request))

    @extend_schema(
        operation_id="ask_amendment",
        summary="Ask for a correction of a cell of your approved week",
        request=AmendmentAskedSerializer,
        responses={201: AmendmentSerializer},
    )
    def post(self, request: Request) -> Response:
        """Ask for other minutes; nothing changes until it is accepted."""
        asked = AmendmentAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        place = chosen_place(places_of(request), values["unit"])
        key, day = key_of(values)
        made = ask_amendment(
            key,
            day,
            values["minutes"],
            actor=person_of(request),
            unit=place.unit,
            version=values["version"],
            reason=values["reason"],
        )
        return Response(AmendmentSerializer(made, context={"request": request}).data, status=201)


class AmendmentWithdrawView(APIView):
    """One's own correction, withdrawn."""

    @extend_schema(
        operation_id="withdraw_amendment",
        summary="Withdraw a correction that waits",
        request=None,
        responses=AmendmentSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Withdraw it; the cell stays as it is."""
        found = amendment_or_denied(person_of(request), pk)
        done = withdraw_amendment(found, actor=person_of(request))
        return Response(AmendmentSerializer(done, context={"request": request}).data)


class AmendmentDecideView(APIView):
    """A decision on somebody's correction."""

    @extend_schema(
        operation_id="decide_amendment",
        summary="Accept or refuse a correction",
        request=AmendmentDecidedSerializer,
        responses=AmendmentSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Decide; an accepted one is ``outdated`` where the cell was changed otherwise since."""
        found = amendment_or_denied(person_of(request), pk)
        asked = AmendmentDecidedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        done = decide_amendment(
            found,
            actor=person_of(request),
            accept=values["decision"] == "accepted",
            answer=values["answer"],
        )
        return Response(AmendmentSerializer(done, context={"request": request}).data)
