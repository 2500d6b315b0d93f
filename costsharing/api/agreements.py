"""Agreements and the key on a date, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters  # type: ignore[import-untyped]
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.draft_agreement import (
    change_agreement,
    discard_agreement,
    draft_agreement,
    draft_mark,
    terms_mark,
)
from costsharing.actions.hand_over_agreement import hand_over_agreement, withdraw_agreement
from costsharing.actions.sign_agreement import sign_agreement
from costsharing.api.agreement_documents import (
    AgreementSerializer,
    ChangedAgreementSerializer,
    NewAgreementSerializer,
    agreement_document,
)
from costsharing.models import Agreement
from costsharing.permissions import AGREEMENT_DRAFTERS, may_draft_agreement
from costsharing.queries.agreements_listed import readable, shown
from secretariats.context import has_role, person_of, unit_asked
from secretariats.core.errors import NotAllowed
from secretariats.models import Unit
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import decide
from secretariats.signing_documents import DecisionSerializer, ReasonSerializer, SeenSerializer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from rest_framework.request import Request


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.visible_to(request.user) if request else Unit.objects.none()


class AgreementFilter(filters.FilterSet):  # type: ignore[misc]
    """Which agreements are asked for."""

    unit = filters.ModelChoiceFilter(
        queryset=_units, to_field_name="code", label=gettext_lazy("Unit")
    )
    state = filters.ChoiceFilter(choices=Agreement.State.choices, label=gettext_lazy("State"))

    class Meta:
        model = Agreement
        fields = ["unit", "state"]


def documents(rows: Sequence[Agreement]) -> list[dict[str, Any]]:
    """Return agreements that were read by ``readable`` as the interface says them."""
    found = shown(list(rows), today=timezone.localdate())
    return [
        agreement_document(
            one,
            mark=draft_mark(row) if row.state == Agreement.State.DRAFT else "",
            terms_mark=terms_mark(row),
        )
        for row, one in zip(rows, found, strict=True)
    ]


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """Return an agreement as it now is."""
    (document,) = documents([visible(request, pk)])
    return Response(AgreementSerializer(document).data, status=status)


def visible(request: Request, pk: int) -> Agreement:
    """Return an agreement that the person may see."""
    rows = readable(Agreement.objects.all())
    found: Agreement = visible_or_denied(rows, person_of(request), pk=pk)
    return found


def own(request: Request, pk: int) -> Agreement:
    """Return an agreement that the person may write."""
    found = visible(request, pk)
    if not may_draft_agreement(person_of(request), found.unit):
        text = _("Only the coordinator and finance officers of the unit may do this.")
        raise NotAllowed([text])
    return found


@extend_schema_view(
    get=extend_schema(operation_id="agreements", summary="The agreements you may see")
)
class AgreementsView(ListAPIView[Agreement]):
    """Agreements, the latest first, and new drafts."""

    serializer_class = AgreementSerializer
    filterset_class = AgreementFilter
    queryset = Agreement.objects.none()

    def get_queryset(self) -> QuerySet[Agreement]:
        """Return the agreements that the person may see."""
        if not has_role(self.request, Agreement.readers):
            raise PermissionDenied
        rows = readable(Agreement.objects.visible_to(person_of(self.request)))
        return rows.order_by("-start", "pk")

    def paginate_queryset(self, queryset: Any) -> Any:
        """Return the page's agreements with where their signatures stand."""
        return documents(super().paginate_queryset(queryset) or [])

    @extend_schema(
        operation_id="draft_agreement",
        summary="Draft an agreement",
        request=NewAgreementSerializer,
        responses={201: AgreementSerializer},
    )
    def post(self, request: Request) -> Response:
        """Write an agreement down; it counts once it is handed over and every side has signed."""
        asked = NewAgreementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        unit = unit_asked(request, AGREEMENT_DRAFTERS, asked.validated_data["unit"])
        made = draft_agreement(unit, asked.terms(), actor=person_of(request))
        return answer(request, made.pk, 201)


class AgreementView(APIView):
    """One agreement."""

    @extend_schema(operation_id="agreement", summary="An agreement", responses=AgreementSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Return what an agreement says and where it stands."""
        return answer(request, pk)

    @extend_schema(
        operation_id="change_agreement",
        summary="Change a draft",
        request=ChangedAgreementSerializer,
        responses=AgreementSerializer,
    )
    def put(self, request: Request, pk: int) -> Response:
        """Let a draft say something else, if it is still the one that was seen."""
        found = own(request, pk)
        asked = ChangedAgreementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = asked.validated_data["seen"]
        change_agreement(found, asked.terms(), actor=person_of(request), seen=seen)
        return answer(request, pk)

    @extend_schema(
        operation_id="discard_agreement",
        summary="Throw a draft away",
        parameters=[SeenSerializer],
        responses={204: None},
    )
    def delete(self, request: Request, pk: int) -> Response:
        """Throw a draft away, if it is still the one that was seen."""
        found = own(request, pk)
        asked = SeenSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        discard_agreement(found, actor=person_of(request), seen=asked.validated_data["seen"])
        return Response(status=204)


class AgreementHandOverView(APIView):
    """A draft, handed over for signature."""

    @extend_schema(
        operation_id="hand_over_agreement",
        summary="Hand a draft over for signature",
        request=SeenSerializer,
        responses=AgreementSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Hand a draft over, if it is still the one that was seen."""
        found = own(request, pk)
        asked = SeenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        hand_over_agreement(found, actor=person_of(request), seen=asked.validated_data["seen"])
        return answer(request, pk)


class AgreementWithdrawView(APIView):
    """What was handed over, taken back."""

    @extend_schema(
        operation_id="withdraw_agreement",
        summary="Withdraw an agreement that waits for signatures",
        request=ReasonSerializer,
        responses=AgreementSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Make an agreement a draft again; signatures to it lapse."""
        found = own(request, pk)
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        withdraw_agreement(found, actor=person_of(request), reason=reason)
        return answer(request, pk)


class AgreementSignView(APIView):
    """One side's decision."""

    @extend_schema(
        operation_id="sign_agreement",
        summary="Sign or refuse an agreement for your side",
        request=DecisionSerializer,
        responses=AgreementSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Store one side's decision; the same again gives the same answer."""
        found = visible(request, pk)
        if not has_role(request, {"executive_secretary"}):
            text = _("Only Executive Secretaries sign agreements, each for their own side.")
            raise NotAllowed([text])
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        decide(sign_agreement, found, asked.validated_data, actor=person_of(request))
        return answer(request, pk)
