"""The key on a date, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.api.agreements import documents
from costsharing.api.key_documents import KeyAskedSerializer, KeySerializer, key_document
from costsharing.models import Agreement
from costsharing.queries.agreements_listed import readable
from costsharing.queries.key_on import key_on
from secretariats.context import unit_asked

if TYPE_CHECKING:
    from rest_framework.request import Request


class KeyView(APIView):
    """The key on a date."""

    @extend_schema(
        operation_id="key",
        summary="The key in force on a date, how it came about, and what budgets alone would give",
        parameters=[KeyAskedSerializer],
        responses=KeySerializer,
    )
    def get(self, request: Request) -> Response:
        """Return the key on a date."""
        asked = KeyAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        unit = unit_asked(request, Agreement.readers, asked.validated_data["unit"])
        found = key_on(unit, asked.validated_data.get("on") or timezone.localdate())
        agreement = None
        if found.span is not None:
            rows = Agreement.objects.of_unit(unit).in_force().filter(start=found.span.start)
            agreement = next(iter(documents(list(readable(rows)))), None)
        return Response(KeySerializer(key_document(found, agreement)).data)
