"""One's own calendar for programs: kept, read again, let go; what is on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from secretariats.embedded import work_here
from timetracking.actions.keep_calendar import (
    ask_to_read,
    drop_calendar,
    keep_address,
    keep_file,
)
from timetracking.core.calendar_address import LONGEST_ADDRESS
from timetracking.places import places_of
from timetracking.queries.own_calendar import calendar_kept, events_on

if TYPE_CHECKING:
    from rest_framework.request import Request

    from secretariats.models import Person


class CalendarAskedSerializer(serializers.Serializer[Any]):
    """An address to read, or a calendar's content."""

    address = serializers.CharField(
        required=False, max_length=LONGEST_ADDRESS, help_text="https or webcal."
    )
    content = serializers.CharField(
        required=False, help_text="The text of an .ics file, in place of an address."
    )
    name = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)


class CalendarSerializer(serializers.Serializer[Any]):
    """What is kept of one's calendar."""

    address = serializers.CharField(
        allow_blank=True, help_text="Masked, since it lets its reader in; empty for a file."
    )
    name = serializers.CharField(allow_blank=True)
    read = serializers.DateTimeField(allow_null=True, help_text="null: it waits to be read.")
    problem = serializers.CharField(
        allow_blank=True, help_text="What went wrong at the last reading."
    )
    events = serializers.IntegerField()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)


class CalendarEventSerializer(serializers.Serializer[Any]):
    """An event of one's calendar."""

    date = serializers.DateField()
    begin = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    title = serializers.CharField()


class DaySerializer(serializers.Serializer[Any]):
    """The day that is asked for."""

    day = serializers.DateField()


class CalendarView(APIView):
    """One's own calendar; nobody else's."""

    @extend_schema(
        operation_id="calendar",
        summary="What is kept of your calendar",
        responses={200: CalendarSerializer, 204: None},
    )
    def get(self, request: Request) -> Response:
        """Return it; without one there is no content."""
        places_of(request)
        return _kept(person_of(request))

    @extend_schema(
        operation_id="calendar_keep",
        summary="Keep an address or the events of a file in place of what was there",
        request=CalendarAskedSerializer,
        responses=CalendarSerializer,
    )
    def put(self, request: Request) -> Response:
        """Keep it; an address is read by the worker soon, a file at once."""
        places_of(request)
        asked = CalendarAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        person = person_of(request)
        if "content" in values and "address" not in values:
            content = values["content"].encode("utf-8", "replace")
            keep_file(content, actor=person, name=values["name"])
        elif "address" in values and "content" not in values:
            keep_address(values["address"], actor=person)
            work_here()
        else:
            raise Refused([Problem("address", "Send an address or a content, one of the two.")])
        return _kept(person)

    @extend_schema(
        operation_id="calendar_drop",
        summary="Remove your calendar, its address and its events",
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        """Remove it; nothing happens where there is none."""
        places_of(request)
        drop_calendar(actor=person_of(request))
        return Response(status=204)


class CalendarReadView(APIView):
    """Reading one's calendar once more."""

    @extend_schema(
        operation_id="calendar_read",
        summary="Have the address of your calendar read once more",
        request=None,
        responses={202: CalendarSerializer},
    )
    def post(self, request: Request) -> Response:
        """Ask the worker for it; ``read`` tells when it was."""
        places_of(request)
        person = person_of(request)
        ask_to_read(actor=person)
        work_here()
        answer = _kept(person)
        answer.status_code = 202
        return answer


class CalendarEventsView(APIView):
    """What is on a day of one's calendar."""

    @extend_schema(
        operation_id="calendar_events",
        summary="The events of your calendar on a day",
        parameters=[DaySerializer],
        responses=CalendarEventSerializer(many=True),
        filters=False,
    )
    def get(self, request: Request) -> Response:
        """Return them in their order."""
        places_of(request)
        asked = DaySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        events = events_on(person_of(request), asked.validated_data["day"])
        return Response(CalendarEventSerializer(events, many=True).data)


def _kept(person: Person) -> Response:
    found = calendar_kept(person)
    if found is None:
        return Response(status=204)
    return Response(CalendarSerializer(found).data)
