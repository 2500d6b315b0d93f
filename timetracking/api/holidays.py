"""A unit's holidays for programs: beside those of its country, and taken over day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.actions.take_holidays import take_holidays
from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Problem, Refused
from secretariats.core.public_holidays import FIRST_YEAR, LAST_YEAR, Station, Unknown
from timetracking.queries.unit_holidays import year_of_holidays
from timetracking.wording import say

if TYPE_CHECKING:
    from rest_framework.request import Request

    from secretariats.models import Unit

READERS = frozenset({"coordinator", "administrator", "auditor"})
WRITERS = frozenset({"coordinator", "administrator"})
CODE, COUNTRY, PART, MOST_DAYS = 32, 2, 32, 100


class HolidaysAskedSerializer(serializers.Serializer[Any]):
    """A year of holidays of a unit and of a place."""

    unit = serializers.CharField(
        max_length=CODE, required=False, default="", help_text="The unit's code."
    )
    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    country = serializers.CharField(
        max_length=COUNTRY, required=False, default="",
        help_text="Two letters; left out: that of the unit's duty station.",
    )  # fmt: skip
    part = serializers.CharField(
        max_length=PART, required=False, allow_blank=True, default="",
        help_text="Such as NW; left out: the whole country.",
    )  # fmt: skip


class HolidaysTakenSerializer(HolidaysAskedSerializer):
    """The days to take over; none remembers the duty station alone."""

    days = serializers.ListField(child=serializers.DateField(), max_length=MOST_DAYS)


class HolidayLineSerializer(serializers.Serializer[Any]):
    """A day in one of the two lists or in both."""

    date = serializers.DateField()
    public = serializers.CharField(allow_blank=True, help_text="Name in the library.")
    own = serializers.CharField(allow_blank=True, help_text="Name in the unit's list.")
    minutes = serializers.IntegerField(
        allow_null=True, help_text="That it takes; null for the whole day, or where it has none."
    )
    state = serializers.CharField(help_text="there, missing, other_name, own.")
    approved = serializers.IntegerField(
        help_text="People whose approved week it lies in: less would be expected of them."
    )


class HolidaysShownSerializer(serializers.Serializer[Any]):
    """Both lists of a year."""

    unit = serializers.CharField()
    year = serializers.IntegerField()
    country = serializers.CharField()
    part = serializers.CharField(allow_blank=True)
    holidays = HolidayLineSerializer(many=True)


class TakenSerializer(serializers.Serializer[Any]):
    """What became of the unit's list."""

    new = serializers.ListField(child=serializers.DateField())
    renamed = serializers.ListField(child=serializers.DateField())


class HolidaysView(APIView):
    """The holidays of a unit."""

    @extend_schema(
        operation_id="holidays",
        summary="A unit's holidays beside those of its country",
        parameters=[HolidaysAskedSerializer],
        responses=HolidaysShownSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the days of either list, by date; names in the language asked for."""
        asked = HolidaysAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, READERS, values["unit"])
        station = _station(values, unit)
        try:
            found = year_of_holidays(unit, station, values["year"], get_language() or "en")
        except Unknown as unknown:
            raise Refused([Problem("country", say(unknown.message))]) from unknown
        lines = found.lines if found else ()
        return Response(
            {
                "unit": unit.code,
                "year": values["year"],
                "country": station.country,
                "part": station.part,
                "holidays": [
                    {
                        "date": line.day.isoformat(),
                        "public": line.public,
                        "own": line.own.name if line.own else "",
                        "minutes": line.own.minutes if line.own else None,
                        "state": line.state.value,
                        "approved": found.approved.get(line.day, 0) if found else 0,
                    }
                    for line in lines
                ],
            }
        )

    @extend_schema(
        operation_id="holidays_take",
        summary="Take public holidays over into a unit's list",
        request=HolidaysTakenSerializer,
        responses=TakenSerializer,
    )
    def post(self, request: Request) -> Response:
        """Take the days that are named; those that are there already stay."""
        asked = HolidaysTakenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, WRITERS, values["unit"])
        taken = take_holidays(
            unit,
            _station(values, unit),
            values["year"],
            values["days"],
            language=get_language() or "en",
            actor=person_of(request),
        )
        return Response(
            {
                "new": [day.isoformat() for day in taken.new],
                "renamed": [day.isoformat() for day in taken.renamed],
            }
        )


def _station(values: dict[str, Any], unit: Unit) -> Station:
    if values["country"]:
        return Station(values["country"].upper(), values["part"])
    return Station(unit.country, unit.subdivision)
