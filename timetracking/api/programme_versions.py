"""Versions of programmes of work, for programs: read, signed or refused, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.context import has_role, person_of
from secretariats.core.errors import NotAllowed
from secretariats.queries.visible import visible_or_denied
from secretariats.signing import decide
from secretariats.signing_documents import DecisionSerializer, ReasonSerializer
from timetracking.actions.hand_over_programme import withdraw_programme
from timetracking.actions.sign_programme import sign_programme
from timetracking.api.programme_documents import VersionWholeSerializer, version_document
from timetracking.models import ProgrammeVersion
from timetracking.permissions import may_plan
from timetracking.queries.programme_versions import shown

if TYPE_CHECKING:
    from rest_framework.request import Request


class VersionView(APIView):
    """One version."""

    @extend_schema(
        operation_id="programme_version",
        summary="A version of a programme, with its frozen content",
        responses=VersionWholeSerializer,
    )
    def get(self, request: Request, pk: int) -> Response:
        """Return what was handed over, and where its signatures stand."""
        return _version(_visible(request, pk))


class VersionSignView(APIView):
    """One side's decision."""

    @extend_schema(
        operation_id="sign_programme",
        summary="Sign or refuse a programme for your side",
        request=DecisionSerializer,
        responses=VersionWholeSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Store one side's decision; the same again gives the same answer."""
        found = _visible(request, pk)
        if not has_role(request, {"executive_secretary"}):
            text = _("Only Executive Secretaries sign programmes, each for their own side.")
            raise NotAllowed([text])
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _version(
            decide(sign_programme, found, asked.validated_data, actor=person_of(request))
        )


class VersionWithdrawView(APIView):
    """What was handed over, taken back."""

    @extend_schema(
        operation_id="withdraw_programme",
        summary="Withdraw a programme that waits for signatures",
        request=ReasonSerializer,
        responses=VersionWholeSerializer,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Take a version back; signatures to it lapse."""
        found = _visible(request, pk)
        if not may_plan(person_of(request), found.unit):
            raise NotAllowed([_("Only the coordinator withdraws programmes of this unit.")])
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        reason = asked.validated_data["reason"]
        return _version(withdraw_programme(found, actor=person_of(request), reason=reason))


def _visible(request: Request, pk: int) -> ProgrammeVersion:
    rows = ProgrammeVersion.objects.select_related("unit", "returned_by")
    found: ProgrammeVersion = visible_or_denied(rows, person_of(request), pk=pk)
    return found


def _version(row: ProgrammeVersion) -> Response:
    (version,) = shown([row])
    document: dict[str, Any] = {
        **version_document(version),
        "unit": row.unit.code,
        "items": row.content["items"],
    }
    return Response(VersionWholeSerializer(document).data)
