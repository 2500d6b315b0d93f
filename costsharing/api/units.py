"""Units: those one has to do with, and new ones by their file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response

from costsharing.actions.found_unit import found_unit
from costsharing.core.unit_file import read_unit_file
from secretariats.context import person_of
from secretariats.models import Unit
from secretariats.permissions import opens_units

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class UnitSerializer(serializers.ModelSerializer[Unit]):
    """A unit, and whom it serves."""

    instruments = serializers.SlugRelatedField[Any]("code", many=True, read_only=True)

    class Meta:
        model = Unit
        fields = ["code", "name", "currency", "timezone", "daily_minutes", "instruments"]
        read_only_fields = fields


@extend_schema_view(
    get=extend_schema(operation_id="units", summary="The units you have a role in")
)
class UnitsView(ListAPIView[Unit]):
    """Units, by code, and new ones."""

    serializer_class = UnitSerializer
    queryset = Unit.objects.none()
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[Unit]:
        """Return the units in which the reader has a role today."""
        person = person_of(self.request)
        found: QuerySet[Unit] = Unit.objects.visible_to(person).prefetch_related("instruments")
        return found.order_by("code")

    @extend_schema(
        operation_id="bring_unit",
        summary="Bring a new unit by its file",
        description="The unit file as JSON, as the command export_unit writes it in YAML. For the "
        "administrator of the whole site; a unit that exists is never changed.",
        request=OpenApiTypes.OBJECT,
        responses={201: UnitSerializer},
    )
    def post(self, request: Request) -> Response:
        """Load the file, all of it or nothing."""
        actor = person_of(request)
        if not opens_units(actor):
            raise PermissionDenied
        content = read_unit_file(json.dumps(request.data).encode(), "the body")
        unit = found_unit(content, actor=actor)
        return Response(UnitSerializer(unit).data, status=201)
