"""What makes the week quick, for programs: copying, whom a row is for, favourites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.core.errors import Problem, Refused
from timetracking.actions.change_beneficiary import change_beneficiary
from timetracking.actions.copy_time import copy_day, copy_week, repeat_row
from timetracking.actions.keep_favourite import drop_favourite, keep_favourite
from timetracking.api.beneficiaries import (
    CODE,
    MOST_INSTRUMENTS,
    ForAskedSerializer,
    ForShownSerializer,
)
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.places import chosen_place, places_of
from timetracking.queries.favourites import favourites

if TYPE_CHECKING:
    from rest_framework.request import Request

    from timetracking.actions.copy_time import Copied
    from timetracking.core.copying import Piece
    from timetracking.queries.workplaces import Workplace


class UnitAskedSerializer(serializers.Serializer[Any]):
    """A unit in which the person keeps time."""

    unit = serializers.CharField(
        max_length=CODE, required=False, default="",
        help_text="The unit's code; left out: where you work today.",
    )  # fmt: skip


class RowAskedSerializer(ForAskedSerializer):
    """A row of one's own week: an activity and whom it is for."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    activity = serializers.CharField(max_length=CODE, help_text="The activity's code.")


class RowChangedSerializer(RowAskedSerializer):
    """A row of a week, and whom it is to be for."""

    week = serializers.CharField(max_length=8, help_text="Such as 2017-W02.")
    to = serializers.ListField(
        child=serializers.CharField(max_length=CODE), max_length=MOST_INSTRUMENTS,
        help_text="Instruments that it shall be for.",
    )  # fmt: skip


class CopyAskedSerializer(ForAskedSerializer):
    """What to copy: into a week, into a day, or a row's day over its week."""

    for_help = "Instruments of the row; left out for none."

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    week = serializers.CharField(
        max_length=8, required=False, default="",
        help_text="Such as 2017-W02: filled like the week before.",
    )  # fmt: skip
    date = serializers.DateField(
        required=False, default=None, help_text="Filled like the last day with work before it."
    )
    activity = serializers.CharField(
        max_length=CODE, required=False, default="",
        help_text="With a date: its time is repeated on the other working days of the week.",
    )  # fmt: skip


class PieceSerializer(ForShownSerializer):
    """Time of a cell."""

    date = serializers.DateField()
    activity = serializers.CharField()
    minutes = serializers.IntegerField()


class LeftOutSerializer(PieceSerializer):
    """Time that was not copied."""

    why = serializers.CharField(
        help_text="taken, full, holiday, absent, unserved, or what bars the day: locked, "
        "submitted, future, not_here, not_yet_here, never_here."
    )


class CopiedSerializer(serializers.Serializer[Any]):
    """What was copied, and what was not."""

    copied_from = serializers.DateField(help_text="The day it comes from; of a week its Monday.")
    copied = PieceSerializer(many=True)
    left_out = LeftOutSerializer(many=True)


class MovedSerializer(ForShownSerializer):
    """What became of a row."""

    activity = serializers.CharField()
    days = serializers.ListField(child=serializers.DateField(), help_text="For them now.")
    stayed = serializers.ListField(child=serializers.DateField(), help_text="Locked, as it was.")


class FavouriteSerializer(ForShownSerializer):
    """A row at hand."""

    activity = serializers.CharField()


class CopyView(APIView):
    """Time logged again as on another day."""

    @extend_schema(
        operation_id="time_copy",
        summary="Fill a day, a week, or a row's week like another",
        request=CopyAskedSerializer,
        responses=CopiedSerializer,
    )
    def post(self, request: Request) -> Response:
        """Fill empty cells of open days alone; sent twice nothing doubles."""
        values = _valid(CopyAskedSerializer(data=request.data))
        unit = _place(request, values).unit
        person, day = person_of(request), values["date"]
        if bool(values["week"]) == bool(day):
            raise Refused([Problem("date", _("Say either a week or a date to fill."))])
        if values["week"]:
            copied = copy_week(_week(values["week"]), actor=person, unit=unit)
        elif values["activity"]:
            copied = repeat_row(_key(values), day, actor=person, unit=unit)
        else:
            copied = copy_day(day, actor=person, unit=unit)
        return Response(_copied(copied))


class BeneficiaryView(APIView):
    """Whom a row of one's own week is for."""

    @extend_schema(
        operation_id="time_beneficiary",
        summary="Let a row of a week be for other instruments",
        request=RowChangedSerializer,
        responses=MovedSerializer,
    )
    def post(self, request: Request) -> Response:
        """Change the open days of the week together, or none where two rows would meet."""
        values = _valid(RowChangedSerializer(data=request.data))
        moved = change_beneficiary(
            _key(values),
            values["to"],
            _week(values["week"]),
            actor=person_of(request),
            unit=_place(request, values).unit,
        )
        return Response(
            {**_row(moved.key), "days": list(moved.days), "stayed": list(moved.stayed)}
        )


class FavouritesView(APIView):
    """Rows that one wants to have at hand."""

    @extend_schema(
        operation_id="favourites",
        summary="Your favourites",
        parameters=[UnitAskedSerializer],
        responses=FavouriteSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return your favourites in a unit, in the order in which you kept them."""
        values = _valid(UnitAskedSerializer(data=request.query_params))
        unit = _place(request, values).unit
        return Response([_row(key) for key in favourites(person_of(request), unit)])

    @extend_schema(
        operation_id="favourite_keep",
        summary="Keep a favourite",
        request=RowAskedSerializer,
        responses={200: FavouriteSerializer, 201: FavouriteSerializer},
    )
    def put(self, request: Request) -> Response:
        """Keep a row at hand; kept already it stays."""
        values = _valid(RowAskedSerializer(data=request.data))
        key = _key(values)
        new = keep_favourite(key, actor=person_of(request), unit=_place(request, values).unit)
        return Response(_row(key), status=201 if new else 200)

    @extend_schema(
        operation_id="favourite_drop",
        summary="Let a favourite go",
        parameters=[RowAskedSerializer],
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        """Let a row go; none is no mistake."""
        query = request.query_params
        data = {**query.dict(), "for": query.getlist("for")}
        values = _valid(RowAskedSerializer(data=data))
        unit = _place(request, values).unit
        drop_favourite(_key(values), actor=person_of(request), unit=unit)
        return Response(status=204)


def _valid(asked: serializers.Serializer[Any]) -> dict[str, Any]:
    asked.is_valid(raise_exception=True)
    values: dict[str, Any] = asked.validated_data
    return values


def _place(request: Request, values: dict[str, Any]) -> Workplace:
    return chosen_place(places_of(request), values["unit"])


def _week(text: str) -> Week:
    try:
        return Week.named(text)
    except ValueError as error:
        told = _("There is no such week. Write it as 2017-W02.")
        raise Refused([Problem("week", told)]) from error


def _key(values: dict[str, Any]) -> RowKey:
    return RowKey.of(values["activity"], values["for"])


def _row(key: RowKey) -> dict[str, Any]:
    return {"activity": key.activity, "for": sorted(key.members)}


def _copied(copied: Copied) -> dict[str, Any]:
    def piece(one: Piece) -> dict[str, Any]:
        return {**_row(one.key), "date": one.day, "minutes": one.minutes}

    return {
        "copied_from": copied.source,
        "copied": [piece(one) for one in copied.pieces],
        "left_out": [{**piece(one.piece), "why": one.why.value} for one in copied.left],
    }
