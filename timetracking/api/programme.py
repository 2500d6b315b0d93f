"""The programme of work, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import person_of, unit_asked
from secretariats.core.canonical import digest_of
from secretariats.core.errors import NotAllowed
from secretariats.queries.visible import visible_or_denied
from secretariats.signing_documents import SeenSerializer
from timetracking.actions.edit_programme import (
    add_item,
    change_item,
    copy_programme,
    item_mark,
    remove_item,
)
from timetracking.actions.hand_over_programme import hand_over_programme
from timetracking.api.programme_documents import (
    ChangedItemSerializer,
    CopiedItemsSerializer,
    CopySerializer,
    HandOverSerializer,
    ItemShownSerializer,
    NewItemSerializer,
    ProgrammeAskedSerializer,
    ProgrammeSerializer,
    VersionSerializer,
    line_document,
    version_document,
)
from timetracking.core.programme import items_from, programme_content, recorded_for
from timetracking.models import ProgrammeItem, ProgrammeVersion
from timetracking.permissions import PLANNERS, may_plan, sees_recorded
from timetracking.queries.programme import (
    milestones_marked,
    planned_of,
    recorded_minutes,
    working_items,
)
from timetracking.queries.programme_versions import shown, versions_listed

if TYPE_CHECKING:
    from rest_framework.request import Request

    from timetracking.core.programme import Planned

State = ProgrammeVersion.State


class ProgrammeView(APIView):
    """A year's programme."""

    @extend_schema(
        operation_id="programme",
        summary="The programme of work of a year, beside what was recorded",
        parameters=[ProgrammeAskedSerializer],
        responses=ProgrammeSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return what is in force, else what waits for signatures, else the draft."""
        asked = ProgrammeAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, ProgrammeItem.readers, values["unit"])
        year = values["year"]
        versions = versions_listed(unit, year)
        known = [one for one in versions if one.state in {State.IN_FORCE, State.SIGNING}]
        known.sort(key=lambda one: one.state != State.IN_FORCE)
        working = working_items(unit, year)
        items: list[tuple[int | None, Planned]] = [(row.pk, row.planned) for row in working]
        chosen = known[0] if known and not values["draft"] else None
        if chosen is not None:
            content = ProgrammeVersion.objects.values_list("content", flat=True).get(pk=chosen.pk)
            items = [(None, item) for item in items_from(content)]
        sees = sees_recorded(person_of(request), unit)
        minutes = recorded_minutes(unit, year) if sees else {}
        marks = milestones_marked(unit, year)
        took = recorded_for([item for _pk, item in items], minutes)
        document = {
            "unit": unit.code,
            "year": year,
            "version": chosen.number if chosen else None,
            "items": [
                line_document(pk, item, found if sees else None, marks)
                for (pk, item), found in zip(items, took, strict=True)
            ],
            "mark": digest_of(
                programme_content((row.planned for row in working), unit=unit.code, year=year)
            ),
            "versions": [version_document(one) for one in versions],
        }
        return Response(ProgrammeSerializer(document).data)


class ProgrammeCopyView(APIView):
    """A year that begins with the items of another."""

    @extend_schema(
        operation_id="copy_programme",
        summary="Begin a year with the items of another",
        request=CopySerializer,
        responses={201: CopiedItemsSerializer},
    )
    def post(self, request: Request) -> Response:
        """Copy the items of a year into one that has none."""
        asked = CopySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, PLANNERS, values["unit"])
        count = copy_programme(
            unit, source=values["copy_of"], year=values["year"], actor=person_of(request)
        )
        return Response({"items": count}, status=201)


class ProgrammeHandOverView(APIView):
    """The working programme of a year, handed over for signature."""

    @extend_schema(
        operation_id="hand_over_programme",
        summary="Freeze the programme of a year as its next version, for every side to sign",
        request=HandOverSerializer,
        responses={201: VersionSerializer},
    )
    def post(self, request: Request) -> Response:
        """Hand the programme over, if it is still the one that was seen."""
        asked = HandOverSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, PLANNERS, values["unit"])
        made = hand_over_programme(
            unit, values["year"], actor=person_of(request), seen=values["seen"]
        )
        return Response(version_document(shown([made])[0]), status=201)


class ItemsView(APIView):
    """The items of the working programme."""

    @extend_schema(
        operation_id="add_programme_item",
        summary="Plan something more in a year",
        request=NewItemSerializer,
        responses={201: ItemShownSerializer},
    )
    def post(self, request: Request) -> Response:
        """Add an item to the draft of a year's programme."""
        asked = NewItemSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        unit = unit_asked(request, PLANNERS, values["unit"])
        made = add_item(unit, values["year"], asked.planned(), actor=person_of(request))
        return _item(made, 201)


class ItemView(APIView):
    """One item of the working programme."""

    @extend_schema(
        operation_id="programme_item",
        summary="An item of the working programme",
        responses=ItemShownSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return what an item says now."""
        return _item(_visible_item(request, pk))

    @extend_schema(
        operation_id="change_programme_item",
        summary="Change an item",
        request=ChangedItemSerializer,
        responses=ItemShownSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        """Let an item say something else, if it is still the one that was seen."""
        found = _own_item(request, pk)
        asked = ChangedItemSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = asked.validated_data["seen"]
        return _item(change_item(found, asked.planned(), actor=person_of(request), seen=seen))

    @extend_schema(
        operation_id="remove_programme_item",
        summary="Remove an item",
        parameters=[SeenSerializer],
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Take an item out of the draft, if it is still the one that was seen."""
        found = _own_item(request, pk)
        asked = SeenSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        remove_item(found, actor=person_of(request), seen=asked.validated_data["seen"])
        return Response(status=204)


def _visible_item(request: Request, pk: int) -> ProgrammeItem:
    rows = ProgrammeItem.objects.select_related("unit", "activity")
    found: ProgrammeItem = visible_or_denied(rows, person_of(request), pk=pk)
    return found


def _own_item(request: Request, pk: int) -> ProgrammeItem:
    found = _visible_item(request, pk)
    if not may_plan(person_of(request), found.unit):
        raise NotAllowed([_("Only the coordinator plans the work of this unit.")])
    return found


def _item(item: ProgrammeItem, status: int = 200) -> Response:
    document = {
        "id": item.pk,
        "unit": item.unit.code,
        "year": item.year,
        "mark": item_mark(item),
        **line_document(item.pk, planned_of(item), None, milestones_marked(item.unit, item.year)),
    }
    return Response(ItemShownSerializer(document).data, status=status)
