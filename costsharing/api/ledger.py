"""A run as a file for a program of accounts, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from costsharing.core.ledgers import ledger_formats
from costsharing.ledger_response import ledger_response
from secretariats.context import person_of
from secretariats.file_renderer import PlainTextRenderer

if TYPE_CHECKING:
    import uuid

    from django.http import HttpResponse
    from rest_framework.request import Request


class LedgerView(APIView):
    """A run and its settlement as a double-entry journal."""

    renderer_classes = [JSONRenderer, PlainTextRenderer]

    @extend_schema(
        operation_id="ledger",
        summary="A run and its settlement as a double-entry journal",
        parameters=[
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=sorted(ledger_formats()))
        ],
        responses={(200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, pk: uuid.UUID, form: str) -> HttpResponse:
        """Return the journal as ``export_ledger`` writes it; its balances are asserted in it."""
        return ledger_response(person_of(request), pk, form)
