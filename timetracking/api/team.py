"""The record of a team for programs: how complete it is, and a reminder by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of, unit_asked
from secretariats.core.errors import Problem, Refused
from secretariats.core.exact import exact_text
from secretariats.embedded import work_here
from secretariats.models import Role
from timetracking.actions.remind_person import remind_person
from timetracking.core.weeks import Week
from timetracking.permissions import TEAM_READERS
from timetracking.queries.coverage import coverage, today_of, weeks_until
from timetracking.queries.reminding import last_reminders

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from rest_framework.request import Request

    from timetracking.core.coverage import PersonWeek
    from timetracking.queries.coverage import Coverage

CODE = 32
USUAL, MOST = 8, 53


class TeamSheetSerializer(serializers.Serializer[Any]):
    """A week, or its part in one month."""

    id = serializers.IntegerField(allow_null=True, help_text="Null: never submitted.")
    state = serializers.CharField(help_text="open, submitted, returned or approved.")

    def get_fields(self) -> dict[str, Any]:
        """Add the days, one of whose names Python keeps for itself."""
        days = {"from": serializers.DateField(), "to": serializers.DateField()}
        return {**super().get_fields(), **days}


class TeamDaySerializer(serializers.Serializer[Any]):
    """A day that lacks time."""

    date = serializers.DateField()
    missing = serializers.CharField(help_text='"n/d".')


class TeamWeekSerializer(serializers.Serializer[Any]):
    """A week of a person; without sheets they have no assignment in it."""

    week = serializers.CharField(help_text="ISO 8601, such as 2017-W02.")
    sheets = TeamSheetSerializer(many=True)
    recorded = serializers.IntegerField(help_text="Service and overhead.")
    absence = serializers.IntegerField()
    expected = serializers.CharField(help_text='"n/d", of the whole week, absence taken off.')
    missing = serializers.CharField(help_text='"n/d", of the days up to yesterday.')
    days = TeamDaySerializer(many=True, help_text="Those that lack time.")
    reminded = serializers.DateField(
        allow_null=True, help_text="The day of the last reminder about it."
    )


class TeamPersonSerializer(serializers.Serializer[Any]):
    """A person with an assignment in the weeks."""

    username = serializers.CharField()
    name = serializers.CharField()
    weeks = TeamWeekSerializer(many=True)


class TeamSerializer(serializers.Serializer[Any]):
    """How complete the record of a unit is."""

    unit = serializers.CharField()
    today = serializers.DateField(help_text="From this day on nothing is missing yet.")
    people = TeamPersonSerializer(many=True)


class RemindSerializer(serializers.Serializer[Any]):
    """Whom to remind of what."""

    unit = serializers.CharField(max_length=CODE, help_text="The unit's code.")
    person = serializers.CharField(max_length=150, help_text="The username.")
    week = serializers.CharField(max_length=8, help_text="Such as 2017-W02.")


class RemindedSerializer(serializers.Serializer[Any]):
    """A reminder that was asked for."""

    person = serializers.CharField()
    week = serializers.CharField()
    waits = serializers.BooleanField(
        help_text="Whether it is no working hour where the person is: it goes out in the next."
    )


class TeamView(APIView):
    """The team's record."""

    @extend_schema(
        operation_id="team",
        summary="How complete the record of the team is, by person and week",
        description="For coordinators and auditors.",
        parameters=[
            OpenApiParameter("unit", str, description="Its code; left out: your first."),
            OpenApiParameter(
                "until", str, description="The last week, such as 2017-W02; left out: this one."
            ),
            OpenApiParameter("weeks", int, description=f"How many, {USUAL} if left out."),
        ],
        responses=TeamSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return it."""
        query = request.query_params
        unit = unit_asked(request, TEAM_READERS, query.get("unit", ""))
        today = today_of(unit)
        last = _week(query.get("until", ""), "until") or Week.of(today)
        weeks = weeks_until(last, _number(query.get("weeks", "")))
        record = coverage(unit, weeks, today=today)
        return Response(_document(record, last_reminders(unit, weeks)))


class TeamRemindView(APIView):
    """A reminder by hand."""

    @extend_schema(
        operation_id="team_remind",
        summary="Remind a person of what a week lacks",
        description="For the coordinator; once a day for each person and week.",
        request=RemindSerializer,
        responses={201: RemindedSerializer},
    )
    def post(self, request: Request) -> Response:
        """Have the mail sent, in the person's working hours."""
        asked = RemindSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        unit = unit_asked(request, {Role.Kind.COORDINATOR}, values["unit"])
        week = _week(values["week"], "week")
        person = unit.people.filter(username=values["person"]).first()
        if person is None or week is None:
            raise Http404
        told = remind_person(person, week, unit, actor=person_of(request))
        work_here()
        document = {"person": person.username, "week": str(week), "waits": told.waits}
        return Response(document, status=201)


def _week(text: str, path: str) -> Week | None:
    """Return the week of a name, None of an empty one.

    Raises:
        Refused: there is no such week.
    """
    try:
        return Week.named(text) if text else None
    except ValueError as error:
        raise Refused([Problem(path, _("There is no such week. Write it as 2017-W02."))]) from (
            error
        )


def _number(text: str) -> int:
    if not text:
        return USUAL
    if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and 0 < int(text) <= MOST:
        return int(text)
    raise Refused([Problem("weeks", _("Ask for 1 to %(most)s weeks.") % {"most": MOST})])


def _document(record: Coverage, reminded: Mapping[tuple[int, dt.date], dt.date]) -> dict[str, Any]:
    return {
        "unit": record.unit.code,
        "today": record.today.isoformat(),
        "people": [
            {
                "username": one.person.username,
                "name": str(one.person),
                "weeks": [
                    {
                        **_week_document(week),
                        "reminded": _iso(reminded.get((one.person.pk, week.week.start))),
                    }
                    for week in one.weeks
                ],
            }
            for one in record.people
        ],
    }


def _week_document(week: PersonWeek) -> dict[str, Any]:
    return {
        "week": str(week.week),
        "sheets": [
            {
                "id": sheet.pk,
                "from": sheet.span.start.isoformat(),
                "to": _iso(sheet.span.end),
                "state": sheet.state,
            }
            for sheet in week.sheets
        ],
        "recorded": week.recorded,
        "absence": week.absence,
        "expected": exact_text(week.expected),
        "missing": exact_text(week.missing),
        "days": [
            {"date": day.date.isoformat(), "missing": exact_text(day.missing)}
            for day in week.lacking
        ],
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
