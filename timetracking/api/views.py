"""One's own time for programs: the week as a grid, a cell of it, entries; activities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from secretariats.request_parts import KEY
from timetracking.actions.save_cell_once import save_cell_once
from timetracking.api.documents import grid_document
from timetracking.api.serializers import (
    ActivityListedSerializer,
    CellAskedSerializer,
    CellSerializer,
    CellWrittenSerializer,
    EntrySerializer,
    GridSerializer,
    key_of,
)
from timetracking.core.weeks import Week
from timetracking.models import Activity, TimeEntry
from timetracking.places import chosen_place, places_of
from timetracking.queries.listed import (
    ActivityFilter,
    EntryFilter,
    activities_listed,
    entries_listed,
)
from timetracking.queries.week_grid import week_grid

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

_UNIT = OpenApiParameter(
    "unit", str, description="The unit's code; left out: where you work today."
)
_ONCE = OpenApiParameter(
    KEY,
    str,
    OpenApiParameter.HEADER,
    description=(
        "A text of your choice, at most 200 characters. Repeated with the same request it stores "
        "nothing more and gives the same answer; with another request it is an error."
    ),
)


class TimeView(APIView):
    """One's own week."""

    @extend_schema(
        operation_id="time",
        summary="Your week as a grid",
        parameters=[
            _UNIT,
            OpenApiParameter("week", str, description="Such as 2017-W02; left out: this week."),
        ],
        responses=GridSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the week with the version of each cell."""
        places = places_of(request)
        place = chosen_place(places, request.query_params.get("unit", ""))
        week = Week.of(place.today)
        if name := request.query_params.get("week", ""):
            try:
                week = Week.named(name)
            except ValueError as error:
                raise Refused(
                    [Problem("week", _("There is no such week. Write it as 2017-W02."))]
                ) from error
        grid = week_grid(person_of(request), place, week)
        return Response(grid_document(place.unit, grid))


class CellView(APIView):
    """One cell of one's own week."""

    @extend_schema(
        operation_id="time_cell_write",
        summary="Store what a cell holds",
        parameters=[_ONCE],
        request=CellWrittenSerializer,
        responses={200: CellSerializer, 201: CellSerializer},
    )
    def put(self, request: Request) -> Response:
        """Store minutes and note, and return what is stored with its new version.

        With a version that is not the stored one nothing is written, and ``current`` says what is.
        """
        asked = CellWrittenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        return self._save(request, values, values["minutes"], values["note"])

    @extend_schema(
        operation_id="time_cell_remove",
        summary="Remove what a cell holds",
        parameters=[CellAskedSerializer, _ONCE],
        responses={200: CellSerializer},
    )
    def delete(self, request: Request) -> Response:
        """Remove the entry of a cell; one that is empty is left so."""
        query = request.query_params
        asked = CellAskedSerializer(data={**query.dict(), "for": query.getlist("for")})
        asked.is_valid(raise_exception=True)
        return self._save(request, asked.validated_data, 0, None)

    def _save(
        self, request: Request, values: dict[str, Any], minutes: int, note: str | None
    ) -> Response:
        place = chosen_place(places_of(request), values["unit"])
        key, day = key_of(values)
        saved = save_cell_once(
            key,
            day,
            minutes,
            actor=person_of(request),
            unit=place.unit,
            version=values["version"],
            note=note,
            once=request.headers.get(KEY, ""),
        )
        document = {
            "date": day.isoformat(), "minutes": saved.minutes, "version": saved.version,
            "note": saved.note,
        }  # fmt: skip
        return Response(document, status=201 if saved.what == "created" else 200)


@extend_schema_view(
    get=extend_schema(operation_id="activities", summary="The activities of your units")
)
class ActivitiesView(ListAPIView[Activity]):
    """What entries are logged against, by code."""

    serializer_class = ActivityListedSerializer
    filterset_class = ActivityFilter
    queryset = Activity.objects.none()

    def get_queryset(self) -> QuerySet[Activity]:
        """Return the activities that the person may see."""
        return activities_listed(person_of(self.request))


@extend_schema_view(get=extend_schema(operation_id="entries", summary="Your own entries"))
class EntriesView(ListAPIView[TimeEntry]):
    """Your entries, newest work date first; nobody else's."""

    serializer_class = EntrySerializer
    filterset_class = EntryFilter
    queryset = TimeEntry.objects.none()

    def get_queryset(self) -> QuerySet[TimeEntry]:
        """Return the person's own."""
        return entries_listed(person_of(self.request))
