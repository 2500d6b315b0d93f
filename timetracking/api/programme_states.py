"""Milestones reached and changes of programmes, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of, unit_asked
from timetracking.actions.mark_milestone import mark_milestone
from timetracking.api.programme_parts import (
    ChangesAskedSerializer,
    ChangesSerializer,
    MarkSerializer,
)
from timetracking.core.programme_changes import changes_content
from timetracking.models import ProgrammeItem
from timetracking.permissions import PLANNERS
from timetracking.queries.programme_changes import NoSuchVersion, compared

if TYPE_CHECKING:
    from rest_framework.request import Request


class MilestoneMarkView(APIView):
    """That a milestone was reached."""

    @extend_schema(
        operation_id="mark_milestone",
        summary="Say when a milestone was reached, or that it was not; no signature is needed",
        request=MarkSerializer,
        responses=MarkSerializer,
    )
    def put(self, request: Request) -> Response:
        """Mark a milestone of the draft, or of a version in force or on its way there."""
        asked = MarkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, PLANNERS, values["unit"])
        mark_milestone(
            unit, values["year"], values["number"], values["title"],
            done=values["done"], actor=person_of(request),
        )  # fmt: skip
        return Response(MarkSerializer({**values, "unit": unit.code}).data)


class ProgrammeChangesView(APIView):
    """What changed between two states of a programme."""

    @extend_schema(
        operation_id="programme_changes",
        summary="What changed between two versions of a programme, or the draft, field by field",
        parameters=[ChangesAskedSerializer],
        responses=ChangesSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return what was added, changed and removed."""
        asked = ChangesAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, ProgrammeItem.readers, values["unit"])
        year = values["year"]
        try:
            found = compared(unit, year, before=values.get("before"), after=values.get("after"))
        except NoSuchVersion as error:
            raise Http404 from error
        document = {
            "unit": unit.code,
            "year": year,
            "before": found.before,
            "after": found.after,
            "items": changes_content(found.changes),
        }
        return Response(ChangesSerializer(document).data)
