"""Proposed changes of inputs, for programs: read, agreed to, refused, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.http import Http404
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.decide_inputs import decide_inputs
from costsharing.actions.propose_inputs import withdraw_inputs
from costsharing.api.input_documents import (
    LONGEST_REASON,
    ProposalInFullSerializer,
    ProposalSerializer,
)
from costsharing.models import InputProposal
from costsharing.queries.input_proposals import proposals_seen
from costsharing.queries.input_tables import TABLES
from secretariats.context import has_role, own_roles, person_of
from secretariats.models import Unit
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import decide
from secretariats.signing_documents import DecisionSerializer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.visible_to(request.user) if request else Unit.objects.none()


class ProposalFilter(filters.FilterSet):  # type: ignore[misc]
    """Which proposals are asked for."""

    unit = filters.ModelChoiceFilter(
        queryset=_units, to_field_name="code", label=gettext_lazy("Unit")
    )
    state = filters.ChoiceFilter(choices=InputProposal.State.choices, label=gettext_lazy("State"))
    table = filters.ChoiceFilter(
        choices=[(name, name) for name in sorted(TABLES)], label=gettext_lazy("Table")
    )

    class Meta:
        model = InputProposal
        fields = ["unit", "state", "table"]


class WhyWithdrawnSerializer(serializers.Serializer[Any]):
    """Why a proposal is withdrawn."""

    reason = serializers.CharField(max_length=LONGEST_REASON, allow_blank=True, default="")


def visible(request: Request, pk: int) -> InputProposal:
    """Return a proposal that the person may see, and whose table their roles read."""
    person = person_of(request)
    rows = proposals_seen(InputProposal.objects.all(), person)
    row: InputProposal = visible_or_denied(rows, person, pk=pk)
    kinds = {role.kind for role in own_roles(request) if role.unit.pk == row.unit_id}
    if not kinds or row.table not in TABLES:
        raise Http404
    if kinds.isdisjoint(TABLES[row.table].readers):
        raise PermissionDenied
    return row


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """Return a proposal as it now is."""
    return Response(ProposalInFullSerializer(visible(request, pk)).data, status=status)


@extend_schema_view(
    get=extend_schema(
        operation_id="input_proposals", summary="The proposed changes of inputs you may see"
    )
)
class ProposalsView(ListAPIView[InputProposal]):
    """Proposed changes and files of inputs, the newest first."""

    serializer_class = ProposalSerializer
    filterset_class = ProposalFilter
    queryset = InputProposal.objects.none()

    def get_queryset(self) -> QuerySet[InputProposal]:
        """Return the proposals that the person may see."""
        if not has_role(self.request, InputProposal.readers):
            raise PermissionDenied
        person = person_of(self.request)
        units = [
            role.unit for role in own_roles(self.request) if role.kind in InputProposal.readers
        ]
        rows = proposals_seen(InputProposal.objects.visible_to(person), person)
        return rows.filter(unit__in=units).order_by("-created", "-pk")


class ProposalView(APIView):
    """One proposal."""

    @extend_schema(
        operation_id="input_proposal",
        summary="A proposed change of inputs, line by line",
        responses=ProposalInFullSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return its lines, before and after, and where each side stands."""
        return answer(request, pk)


class ProposalDecideView(APIView):
    """One side's decision."""

    @extend_schema(
        operation_id="decide_input_proposal",
        summary="Agree to a proposed change for your side, or refuse it",
        request=DecisionSerializer,
        responses=ProposalInFullSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Store the decision; with the last yes all lines are in force, or none."""
        row = visible(request, pk)
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        decide(decide_inputs, row, asked.validated_data, actor=person_of(request))
        return answer(request, pk)


class ProposalWithdrawView(APIView):
    """Taking a proposal back."""

    @extend_schema(
        operation_id="withdraw_input_proposal",
        summary="Withdraw what your side proposed",
        request=WhyWithdrawnSerializer,
        responses=ProposalInFullSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Let it wait no longer; nothing is changed."""
        row = visible(request, pk)
        asked = WhyWithdrawnSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        withdraw_inputs(row, actor=person_of(request), reason=asked.validated_data["reason"])
        return answer(request, pk)
