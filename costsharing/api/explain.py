"""How one figure of a run came about, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.api.serializers import FigureSerializer
from costsharing.core.explain import FIGURES
from costsharing.queries.explained import explained, run_to_explain, which
from costsharing.queries.explained_document import document
from secretariats.context import person_of

if TYPE_CHECKING:
    import uuid

    from rest_framework.request import Request

FARTHEST = 10**6


class ExplainAskedSerializer(serializers.Serializer[Any]):
    """Which figure, and which pages of it."""

    figure = serializers.ChoiceField(FIGURES, help_text="services is direct and joint together.")
    instrument = serializers.CharField(
        required=False, default="", allow_blank=True,
        help_text="Code; left out for unallocated, unrecorded and not_logged.",
    )  # fmt: skip
    activity = serializers.CharField(
        required=False, default="", allow_blank=True, help_text="Code; left out: all."
    )
    month = serializers.CharField(
        required=False, default="", allow_blank=True,
        help_text="Such as 2017-03; left out: all.",
    )  # fmt: skip
    page = serializers.IntegerField(
        required=False, default=1, min_value=1, max_value=FARTHEST, help_text="Of the entries."
    )
    lines = serializers.IntegerField(
        required=False, default=1, min_value=1, max_value=FARTHEST, help_text="Page of the lines."
    )


class ExplainedMonthSerializer(serializers.Serializer[Any]):
    """What a month adds to a figure."""

    month = serializers.CharField()
    minutes = serializers.CharField()
    value = FigureSerializer()
    amount = FigureSerializer()


class ExplainedLineSerializer(serializers.Serializer[Any]):
    """A product: value x part x factor = amount."""

    to = serializers.DateField()
    kind = serializers.CharField()
    activity = serializers.CharField(allow_null=True)
    block = serializers.IntegerField(allow_null=True)
    minutes = serializers.CharField(allow_null=True)
    cost_per_hour = FigureSerializer(allow_null=True)
    value = FigureSerializer()
    reason = serializers.CharField()
    policy = serializers.CharField(allow_null=True)
    in_proportion_to = serializers.DictField(child=serializers.CharField())
    part = serializers.CharField()
    support_rate = serializers.CharField(allow_null=True)
    factor = serializers.CharField()
    amount = FigureSerializer()

    def get_fields(self) -> dict[str, Any]:
        """Add what is named by words of the language."""
        whom = serializers.ListField(child=serializers.CharField())
        return {"from": serializers.DateField(), "for": whom, **super().get_fields()}


class ExplainedChangeSerializer(serializers.Serializer[Any]):
    """A change of an entry after the run."""

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)


class ExplainedEntrySerializer(serializers.Serializer[Any]):
    """An entry of today at the run's price; no note."""

    date = serializers.DateField()
    person = serializers.CharField()
    name = serializers.CharField()
    activity = serializers.CharField()
    minutes = serializers.IntegerField()
    block = serializers.IntegerField(allow_null=True)
    value = FigureSerializer(allow_null=True)
    amount = FigureSerializer(allow_null=True)
    changes = ExplainedChangeSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        """Add what is named by a word of the language."""
        whom = serializers.ListField(child=serializers.CharField())
        return {"for": whom, **super().get_fields()}


class ExplainedDifferenceSerializer(serializers.Serializer[Any]):
    """Minutes that the record has more or less than the run counted."""

    activity = serializers.CharField()
    block = serializers.IntegerField(allow_null=True)
    counted = serializers.IntegerField()
    now = serializers.IntegerField()
    minutes = serializers.IntegerField()
    amount = FigureSerializer()

    def get_fields(self) -> dict[str, Any]:
        """Add what is named by words of the language."""
        whom = serializers.ListField(child=serializers.CharField())
        return {"from": serializers.DateField(), "for": whom, **super().get_fields()}


class ExplainedLinesSerializer(serializers.Serializer[Any]):
    """A page of lines."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = ExplainedLineSerializer(many=True)


class ExplainedEntriesSerializer(serializers.Serializer[Any]):
    """A page of entries."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = ExplainedEntrySerializer(many=True)


class ExplanationSerializer(serializers.Serializer[Any]):
    """A figure with the lines that add up to it and the entries behind them."""

    run = serializers.UUIDField()
    unit = serializers.CharField()
    figure = serializers.CharField()
    instrument = serializers.CharField(allow_null=True)
    activity = serializers.CharField(allow_null=True)
    month = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    method = serializers.CharField()
    value = FigureSerializer()
    rounding = serializers.CharField()
    adds_up = serializers.BooleanField(
        help_text="Whether the lines give the figure that the run has stored."
    )
    months = ExplainedMonthSerializer(many=True)
    lines = ExplainedLinesSerializer()
    entries = ExplainedEntriesSerializer()
    differences = ExplainedDifferenceSerializer(many=True)
    changed_cells = serializers.IntegerField(
        help_text="Places of the whole run in which the record has other minutes now."
    )


class ExplainView(APIView):
    """One figure of a run, explained."""

    @extend_schema(
        operation_id="explain_valuation",
        summary="What a figure of a run is made of, down to entries",
        parameters=[ExplainAskedSerializer],
        responses=ExplanationSerializer,
    )
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Return the lines whose amounts add up to the figure exactly, and a page of entries."""
        run = run_to_explain(person_of(request), pk)
        asked = ExplainAskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = asked.validated_data
        figure = which(
            run, values["figure"], values["instrument"], values["activity"], values["month"]
        )
        found = explained(run, figure)
        return Response(document(found, page=values["page"], lines=values["lines"]))
