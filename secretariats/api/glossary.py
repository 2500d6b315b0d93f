"""The words of the field, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.api.problems import ProblemSerializer
from secretariats.glossary import in_order

if TYPE_CHECKING:
    from rest_framework.request import Request


class TermSerializer(serializers.Serializer[Any]):
    """A word and what it means here, in the language asked for."""

    code = serializers.CharField(help_text="The same in every language; its anchor in the page.")
    term = serializers.CharField(source="word")
    definition = serializers.CharField(source="meaning")


class GlossaryView(APIView):
    """The words of the field."""

    @extend_schema(
        operation_id="glossary",
        summary="What the words mean",
        description=(
            "All words at once, in the order of the alphabet of the language, which is that of "
            "Accept-Language."
        ),
        responses={
            200: TermSerializer(many=True),
            **dict.fromkeys((401, 403), ProblemSerializer),
        },
    )
    def get(self, request: Request) -> Response:
        """Return every word with its definition."""
        return Response(TermSerializer(in_order(), many=True).data)
