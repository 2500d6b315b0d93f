"""The end of an agreement with nothing after it, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.propose_ending import propose_ending, withdraw_ending
from costsharing.actions.sign_ending import sign_ending
from costsharing.api.agreement_documents import AgreementSerializer
from costsharing.api.agreement_way_documents import NewEndingSerializer
from costsharing.api.agreements import answer, own, visible
from secretariats.context import has_role, person_of
from secretariats.core.errors import NotAllowed
from secretariats.signing import decide
from secretariats.signing_documents import DecisionSerializer, ReasonSerializer

if TYPE_CHECKING:
    from rest_framework.request import Request

    from costsharing.models import Agreement, AgreementEnding


def _ending(found: Agreement, ending: int) -> AgreementEnding:
    row: AgreementEnding | None = next(
        (one for one in found.endings.all() if one.pk == ending), None
    )
    if row is None:
        raise Http404
    return row


class AgreementEndingsView(APIView):
    """The endings of an agreement."""

    @extend_schema(
        operation_id="propose_end_of_agreement",
        summary="Hand the wish over for signature that an agreement ends, with nothing after it",
        request=NewEndingSerializer,
        responses={201: AgreementSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Propose a last day to all sides; the same again gives the same answer."""
        found = own(request, pk)
        asked = NewEndingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data
        propose_ending(found, last=sent["last"], reason=sent["reason"], actor=person_of(request))
        return answer(request, pk, 201)


class AgreementEndingSignView(APIView):
    """One side's decision on an ending."""

    @extend_schema(
        operation_id="sign_end_of_agreement",
        summary="Sign or refuse for your side that an agreement ends",
        request=DecisionSerializer,
        responses=AgreementSerializer,
    )
    def post(self, request: Request, pk: int, ending: int) -> Response:
        """Store one side's decision; the same again gives the same answer."""
        found = visible(request, pk)
        if not has_role(request, {"executive_secretary"}):
            text = _("Only Executive Secretaries sign agreements, each for their own side.")
            raise NotAllowed([text])
        row = _ending(found, ending)
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        decide(sign_ending, row, asked.validated_data, actor=person_of(request))
        return answer(request, pk)


class AgreementEndingWithdrawView(APIView):
    """An ending, taken back."""

    @extend_schema(
        operation_id="withdraw_end_of_agreement",
        summary="Withdraw the wish that an agreement ends",
        request=ReasonSerializer,
        responses=AgreementSerializer,
    )
    def post(self, request: Request, pk: int, ending: int) -> Response:
        """Leave the agreement as it is; signatures to its end lapse."""
        row = _ending(own(request, pk), ending)
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        withdraw_ending(row, actor=person_of(request), reason=asked.validated_data["reason"])
        return answer(request, pk)
