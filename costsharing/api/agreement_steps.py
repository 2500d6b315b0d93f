"""The steps of an agreement's way, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from costsharing.actions.note_step import change_step, note_step, remove_step
from costsharing.api.agreement_documents import AgreementSerializer
from costsharing.api.agreement_way_documents import NewStepSerializer, StepPartsSerializer
from costsharing.api.agreements import answer, visible
from costsharing.core.agreement_steps import APPROVAL
from costsharing.permissions import may_note_any_step
from secretariats.context import person_of
from secretariats.core.errors import NotAllowed, Problem, Refused

if TYPE_CHECKING:
    from rest_framework.request import Request

    from costsharing.models import Agreement, AgreementStep


def _noted_by(request: Request, pk: int) -> Agreement:
    """Return an agreement on whose way the person may note some step."""
    found = visible(request, pk)
    if not may_note_any_step(person_of(request), found.unit):
        text = _("Only those who draft, sign and pay for agreements note steps on their way.")
        raise NotAllowed([text])
    return found


def _step(request: Request, pk: int, step: int) -> AgreementStep:
    found = _noted_by(request, pk)
    row: AgreementStep | None = next((one for one in found.steps.all() if one.pk == step), None)
    if row is None:
        raise Http404
    return row


def _need_seen(kind: str, seen: str, *, waived: bool) -> None:
    """Refuse an approval that does not say which terms were read."""
    if kind == APPROVAL and not waived and not seen:
        text = _("Send the agreement's terms_mark, as you read it, with an approval.")
        raise Refused([Problem("seen", text)])


class AgreementStepsView(APIView):
    """The steps of an agreement."""

    @extend_schema(
        operation_id="note_step_of_agreement",
        summary="Note a step of an agreement's way: consultation, approval, memo",
        request=NewStepSerializer,
        responses={201: AgreementSerializer},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Note a step; the same again gives the same answer."""
        found = _noted_by(request, pk)
        asked = NewStepSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        step, seen = asked.step(), asked.validated_data.get("seen", "")
        _need_seen(step.kind, seen, waived=step.waived)
        note_step(found, step, actor=person_of(request), seen=seen)
        return answer(request, pk, 201)


class AgreementStepView(APIView):
    """One step of an agreement."""

    @extend_schema(
        operation_id="change_step_of_agreement",
        summary="Correct a step",
        request=StepPartsSerializer,
        responses=AgreementSerializer,
    )
    def patch(self, request: Request, pk: int, step: int) -> Response:
        """Correct a step that is not part of what was signed."""
        row = _step(request, pk, step)
        asked = StepPartsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        changes = dict(asked.validated_data)
        seen = changes.pop("seen", "")
        _need_seen(row.kind, seen, waived=changes.get("waived", row.waived))
        change_step(row, actor=person_of(request), changes=changes, seen=seen)
        return answer(request, pk)

    @extend_schema(
        operation_id="remove_step_of_agreement",
        summary="Take a step back that was noted by mistake",
        responses={204: None},
    )
    def delete(self, request: Request, pk: int, step: int) -> Response:
        """Take a step back that is not part of what was signed."""
        remove_step(_step(request, pk, step), actor=person_of(request))
        return Response(status=204)
