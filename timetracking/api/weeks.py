"""Weeks for programs: one's own handed in and taken back, others' approved and sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from timetracking.actions.decide_weeks import Seen, approve_weeks, send_back
from timetracking.actions.submit_week import submit_week, take_back_week
from timetracking.api.week_serializers import (
    ApproveSerializer,
    SendBackSerializer,
    SubmittedSerializer,
    WeekAskedSerializer,
    WeekSheetSerializer,
    WeeksSerializer,
    WeekSubmittedSerializer,
    submitted_document,
)
from timetracking.core.weeks import Week
from timetracking.models import WeekSheet
from timetracking.places import chosen_place, places_of
from timetracking.queries.decided import sheet_or_denied
from timetracking.queries.weeks_listed import WeekFilter, weeks_listed

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet
    from rest_framework.request import Request

    from secretariats.models import Unit


@extend_schema_view(
    get=extend_schema(operation_id="weeks", summary="Your weeks, and those that wait for you")
)
class WeeksView(ListAPIView[WeekSheet]):
    """Weeks that were handed in, the newest first."""

    serializer_class = WeekSheetSerializer
    filterset_class = WeekFilter
    queryset = WeekSheet.objects.none()

    def get_queryset(self) -> QuerySet[WeekSheet]:
        """Return the person's own, and those that they decide on and that wait."""
        return weeks_listed(person_of(self.request))


class WeekSubmitView(APIView):
    """One's own week, handed in."""

    @extend_schema(
        operation_id="submit_week",
        summary="Submit your week",
        request=WeekSubmittedSerializer,
        responses=SubmittedSerializer,
    )
    def post(self, request: Request) -> Response:
        """Hand in what is open of the week; the days without enough time are told."""
        asked = WeekSubmittedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit, week = _own(request, values)
        done = submit_week(
            week, unit, actor=person_of(request), note=values["note"], seen=values["seen"]
        )
        return Response(SubmittedSerializer(submitted_document(done)).data)


class WeekTakeBackView(APIView):
    """One's own week, taken back."""

    @extend_schema(
        operation_id="take_back_week",
        summary="Take your submitted week back",
        request=WeekAskedSerializer,
        responses=WeeksSerializer,
    )
    def post(self, request: Request) -> Response:
        """Open again what waits of the week; what is decided stays."""
        asked = WeekAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        unit, week = _own(request, asked.validated_data)
        sheets = take_back_week(week, unit, actor=person_of(request))
        return Response(WeeksSerializer({"weeks": sheets}).data)


class WeeksApproveView(APIView):
    """Weeks approved together."""

    @extend_schema(
        operation_id="approve_weeks",
        summary="Approve weeks that wait for you, all or none",
        request=ApproveSerializer,
        responses=WeeksSerializer,
    )
    def post(self, request: Request) -> Response:
        """Approve each week at the version that was read; ``current`` says which changed."""
        asked = ApproveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        chosen = [Seen(one["id"], one["version"]) for one in asked.validated_data["weeks"]]
        sheets = approve_weeks(chosen, actor=person_of(request))
        return Response(WeeksSerializer({"weeks": sheets}).data)


class WeekSendBackView(APIView):
    """A week sent back."""

    @extend_schema(
        operation_id="send_back_week",
        summary="Send a week back with a reason",
        request=SendBackSerializer,
        responses=WeekSheetSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Send back the week at the version that was read."""
        found = sheet_or_denied(person_of(request), pk)
        asked = SendBackSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        seen = Seen(found.pk, values["version"])
        sheet = send_back(seen, actor=person_of(request), reason=values["reason"])
        return Response(WeekSheetSerializer(sheet).data)


def _own(request: Request, values: dict[str, Any]) -> tuple[Unit, Week]:
    """Return unit and week that were asked for, in which the person keeps time."""
    place = chosen_place(places_of(request), values["unit"])
    try:
        return place.unit, Week.named(values["week"])
    except ValueError as error:
        text = _("There is no such week. Write it as 2017-W02.")
        raise Refused([Problem("week", text)]) from error
