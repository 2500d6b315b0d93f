"""One's own absence for programs: a year of it, entered, changed and removed as ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of
from secretariats.core.exact import exact_text
from timetracking.actions.change_absence import change_absence, remove_absence
from timetracking.actions.enter_absence import enter_absence
from timetracking.actions.store_absence import checked_kind
from timetracking.api.absence_serializers import (
    AbsenceAskedSerializer,
    AbsenceChangedSerializer,
    AbsenceNamedSerializer,
    AbsenceStoredSerializer,
    AbsentYearSerializer,
    YearAskedSerializer,
)
from timetracking.core.absence import Wish
from timetracking.places import chosen_place, places_of
from timetracking.queries.absences import absence_at, absent_year, plan_shown

if TYPE_CHECKING:
    from rest_framework.request import Request

    from timetracking.actions.store_absence import Stored
    from timetracking.core.absence import DayPlan
    from timetracking.core.absence_runs import Absence
    from timetracking.queries.workplaces import Workplace


class AbsencesView(APIView):
    """One's own absence."""

    @extend_schema(
        operation_id="absences",
        summary="Your absence in a year",
        parameters=[YearAskedSerializer],
        responses=AbsentYearSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the absences of a year, newest first, with their days by kind."""
        asked = YearAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        place = chosen_place(places_of(request), asked.validated_data["unit"])
        wanted = asked.validated_data["year"] or place.today.year
        year = absent_year(person_of(request), place, wanted)
        return Response(
            {
                "unit": place.unit.code,
                "year": year.year,
                "kinds": dict(year.kinds),
                "days": {code: exact_text(days) for code, days in year.lengths.items()},
                "absences": [_absence(one) for one in year.absences],
            }
        )

    @extend_schema(
        operation_id="absence_enter",
        summary="Enter an absence from a day to a day",
        request=AbsenceAskedSerializer,
        responses={200: AbsenceStoredSerializer, 201: AbsenceStoredSerializer},
    )
    def post(self, request: Request) -> Response:
        """Enter all days of an absence or none; the same again changes nothing."""
        asked = AbsenceAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        place = chosen_place(places_of(request), values["unit"])
        wish, person = _wish(values), person_of(request)
        if values["preview"]:
            checked_kind(place.unit, wish, values["note"])
            days = plan_shown(person, place, wish)
            return Response(_document("preview", days))
        stored = enter_absence(wish, actor=person, unit=place.unit, note=values["note"])
        status = 201 if stored.what == "created" else 200
        return Response(self._stored(request, place, wish, stored), status=status)

    @extend_schema(
        operation_id="absence_change",
        summary="Let an absence be another one",
        request=AbsenceChangedSerializer,
        responses=AbsenceStoredSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Change kind, days, halves and note of an absence, as far as its days are open."""
        asked = AbsenceChangedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        place = chosen_place(places_of(request), values["unit"])
        wish = _wish(values)
        stored = change_absence(
            values["was"],
            values["day"],
            wish,
            actor=person_of(request),
            unit=place.unit,
            version=values["version"],
            note=values["note"],
        )
        return Response(self._stored(request, place, wish, stored))

    @extend_schema(
        operation_id="absence_remove",
        summary="Remove an absence",
        parameters=[AbsenceNamedSerializer],
        responses={200: AbsenceStoredSerializer},
    )
    def delete(self, request: Request) -> Response:
        """Remove an absence as far as its days are open; where there is none, nothing happens."""
        asked = AbsenceNamedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        place = chosen_place(places_of(request), values["unit"])
        stored = remove_absence(
            values["activity"],
            values["day"],
            actor=person_of(request),
            unit=place.unit,
            version=values["version"],
        )
        return Response(_document(stored.what, (), stored))

    def _stored(
        self, request: Request, place: Workplace, wish: Wish, stored: Stored
    ) -> dict[str, Any]:
        """Return what became of an absence, with its version as it is now."""
        day = next((one.day for one in stored.plan if one.left_out is None), wish.start)
        now = absence_at(place.unit, person_of(request), place.presences, wish.activity, day)
        version = now.version if now else ""
        return _document(stored.what, stored.plan, stored, version=version)


def _wish(values: dict[str, Any]) -> Wish:
    return Wish(
        values["activity"], values["from"], values["to"], values["half_first"],
        values["half_last"],
    )  # fmt: skip


def _absence(one: Absence) -> dict[str, Any]:
    return {
        "activity": one.activity,
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "half_first": one.half_first,
        "half_last": one.half_last,
        "minutes": one.minutes,
        "days": exact_text(one.length),
        "note": one.note,
        "version": one.version,
    }


def _document(
    what: str, days: tuple[DayPlan, ...], stored: Stored | None = None, *, version: str = ""
) -> dict[str, Any]:
    return {
        "what": what,
        "created": [day.isoformat() for day in stored.created] if stored else [],
        "changed": [day.isoformat() for day in stored.changed] if stored else [],
        "removed": [day.isoformat() for day in stored.removed] if stored else [],
        "kept": {day.isoformat(): why for day, why in stored.kept} if stored else {},
        "days": [_day(one) for one in days],
        "version": version,
    }


def _day(one: DayPlan) -> dict[str, Any]:
    why = one.barrier.value if one.barrier else "several" if one.several else ""
    return {
        "date": one.day.isoformat(),
        "expected": exact_text(one.expected),
        "minutes": 0 if one.left_out else one.minutes,
        "left_out": one.left_out.value if one.left_out else "",
        "why": "" if one.left_out else why,
        "over": one.over and one.left_out is None,
    }
