"""The history of a person's time for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from timetracking.histories import read_history

if TYPE_CHECKING:
    from rest_framework.request import Request

    from timetracking.queries.time_history import HistoryLine


class HistoryValueSerializer(serializers.Serializer[Any]):
    """A value that changed."""

    name = serializers.CharField(help_text="Such as minutes, date, state, note, reason.")
    before = serializers.JSONField(help_text="Null: there was none.")
    after = serializers.JSONField(help_text="Null: there is none.")
    kept = serializers.BooleanField(help_text="Whether its words are not for you.")


class HistoryLineSerializer(serializers.Serializer[Any]):
    """A change."""

    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_blank=True, help_text="Empty: the site, or a file.")
    about = serializers.CharField(help_text="entry, week, correction or file.")
    kind = serializers.CharField(help_text="created, changed, removed or loaded.")
    date = serializers.DateField(
        allow_null=True, help_text="The work date, or the first day of the week."
    )
    cell = serializers.CharField(
        allow_blank=True, help_text="Activity and beneficiary, such as CMS-WEB:CMS."
    )
    values = HistoryValueSerializer(many=True)
    reason = serializers.CharField(allow_blank=True)


class HistorySerializer(serializers.Serializer[Any]):
    """The changes of a week, a day or a cell, newest first."""

    unit = serializers.CharField()
    person = serializers.CharField()
    week = serializers.CharField()
    changes = HistoryLineSerializer(many=True)


class HistoryView(APIView):
    """The history of time."""

    @extend_schema(
        operation_id="time_history",
        summary="Who changed what of a person's time, when, and why",
        description="Your own; of others of your unit for coordinators and auditors.",
        parameters=[
            OpenApiParameter("unit", str, description="The unit's code."),
            OpenApiParameter("person", str, description="A username; left out: your own."),
            OpenApiParameter("week", str, description="Such as 2017-W02; left out: this week."),
            OpenApiParameter("day", str, description="One day alone, such as 2017-01-10."),
            OpenApiParameter("cell", str, description="One cell alone, such as CMS-WEB:CMS."),
        ],
        responses=HistorySerializer,
    )
    def get(self, request: Request) -> Response:
        """Return it."""
        asked = read_history(request, request.query_params)
        document = {
            "unit": asked.unit.code,
            "person": asked.person.username,
            "week": str(asked.week),
            "changes": [_document(line) for line in asked.lines()],
        }
        return Response(document)


def _document(line: HistoryLine) -> dict[str, Any]:
    return {
        "at": line.at.isoformat(),
        "actor": line.actor,
        "about": line.about,
        "kind": line.kind,
        "date": line.day.isoformat() if line.day else None,
        "cell": str(line.cell) if line.cell else "",
        "values": [
            {
                "name": value.name,
                "before": value.before,
                "after": value.after,
                "kept": value.kept,
            }
            for value in line.values
        ],
        "reason": line.reason,
    }
