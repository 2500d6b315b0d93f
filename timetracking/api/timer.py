"""One's own timer for programs: what runs, started, put right, stopped, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from timetracking.actions.run_timer import change_timer, discard_timer, start_timer
from timetracking.actions.stop_timer import Stopped, stop_timer
from timetracking.api.beneficiaries import CODE, ForAskedSerializer
from timetracking.core.grid import RowKey
from timetracking.core.pieces import LONGEST_NOTE
from timetracking.places import chosen_place, places_of
from timetracking.queries.timer import Running, running

if TYPE_CHECKING:
    from rest_framework.request import Request

_VERSION = "Of the timer that you see; left out or empty: whichever runs."


class TimerAskedSerializer(ForAskedSerializer):
    """What a timer shall run on."""

    unit = serializers.CharField(
        max_length=CODE, required=False, default="",
        help_text="The unit's code; left out: where you work today.",
    )  # fmt: skip
    activity = serializers.CharField(max_length=CODE, help_text="The activity's code.")
    note = serializers.CharField(
        max_length=LONGEST_NOTE, required=False, allow_blank=True, default=""
    )
    version = serializers.CharField(
        max_length=100, required=False, allow_blank=True, default="", help_text=_VERSION
    )


class TimerStopSerializer(serializers.Serializer[Any]):
    """How a timer is stopped."""

    version = serializers.CharField(
        max_length=100, required=False, allow_blank=True, default="", help_text=_VERSION
    )
    end = serializers.DateTimeField(
        required=False, allow_null=True, default=None,
        help_text="When the work ended, between start and now; left out: now.",
    )  # fmt: skip


class TimerSerializer(ForAskedSerializer):
    """A timer that runs."""

    unit = serializers.CharField()
    activity = serializers.CharField()
    title = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    started = serializers.DateTimeField()
    minutes = serializers.IntegerField(help_text="Whole minutes until now.")
    version = serializers.CharField()


class TimerPartSerializer(serializers.Serializer[Any]):
    """What a stopped timer stored on a work date."""

    date = serializers.DateField()
    minutes = serializers.IntegerField()


class TimerStoppedSerializer(ForAskedSerializer):
    """What a stopped timer came to; nothing is stored of less than half a minute."""

    activity = serializers.CharField()
    title = serializers.CharField()
    stored = TimerPartSerializer(many=True)


class TimerNowSerializer(serializers.Serializer[Any]):
    """What runs now, and what was stopped for it."""

    running = TimerSerializer(allow_null=True)
    stopped = TimerStoppedSerializer(allow_null=True)


class TimerView(APIView):
    """One's own timer."""

    @extend_schema(
        operation_id="timer", summary="Your timer that runs", responses=TimerNowSerializer
    )
    def get(self, request: Request) -> Response:
        """Return what runs; ``running`` is null where nothing does."""
        places_of(request)
        return _answer(running(person_of(request)))

    @extend_schema(
        operation_id="timer_start",
        summary="Start your timer, or switch it",
        request=TimerAskedSerializer,
        responses=TimerNowSerializer,
    )
    def put(self, request: Request) -> Response:
        """Start the timer; one that runs is stopped and stored first, or nothing happens."""
        place, key, values = _asked(request)
        started = start_timer(
            key, actor=person_of(request), unit=place.unit, note=values["note"],
            version=values["version"],
        )  # fmt: skip
        return _answer(started.timer, started.before)

    @extend_schema(
        operation_id="timer_change",
        summary="Say what your timer has run on since it was started",
        request=TimerAskedSerializer,
        responses=TimerNowSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Change activity, beneficiary and note of the timer that runs."""
        place, key, values = _asked(request)
        changed = change_timer(
            key, actor=person_of(request), unit=place.unit, note=values["note"],
            version=values["version"],
        )  # fmt: skip
        return _answer(changed)

    @extend_schema(
        operation_id="timer_discard",
        summary="Give up your timer",
        parameters=[OpenApiParameter("version", str, description=_VERSION)],
        responses=TimerNowSerializer,
    )
    def delete(self, request: Request) -> Response:
        """Discard the timer that runs; nothing of it is stored."""
        places_of(request)
        version = request.query_params.get("version", "")
        discard_timer(actor=person_of(request), version=version)
        return _answer(None)


class TimerStopView(APIView):
    """The end of one's own timer."""

    @extend_schema(
        operation_id="timer_stop",
        summary="Stop your timer",
        request=TimerStopSerializer,
        responses=TimerNowSerializer,
    )
    def post(self, request: Request) -> Response:
        """Stop the timer and return what was stored of it, work date by work date."""
        places_of(request)
        asked = TimerStopSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        stopped = stop_timer(
            actor=person_of(request), version=values["version"], end=values["end"]
        )
        return _answer(None, stopped)


def _asked(request: Request) -> tuple[Any, RowKey, dict[str, Any]]:
    """Return place, row and the other values that are asked for."""
    asked = TimerAskedSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    values: dict[str, Any] = asked.validated_data
    place = chosen_place(places_of(request), values["unit"])
    return place, RowKey.of(values["activity"], values["for"]), values


def _answer(now: Running | None, stopped: Stopped | None = None) -> Response:
    shown = now and {
        "unit": now.unit.code, "activity": now.key.activity, "for": sorted(now.key.members),
        "title": now.title, "note": now.note, "started": now.started.isoformat(),
        "minutes": now.minutes, "version": now.version,
    }  # fmt: skip
    stored = stopped and {
        "activity": stopped.key.activity, "for": sorted(stopped.key.members),
        "title": stopped.title,
        "stored": [
            {"date": part.day.isoformat(), "minutes": part.minutes} for part in stopped.parts
        ],
    }  # fmt: skip
    return Response({"running": shown or None, "stopped": stored or None})
