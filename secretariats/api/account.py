"""One's own account, for programs: who asks, with which roles, with which tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from secretariats.actions.change_own_details import change_own_details
from secretariats.actions.make_token import make_token, revoke_token
from secretariats.api.account_serializers import (
    MeSerializer,
    TokenAskedSerializer,
    TokenMadeSerializer,
    TokenSerializer,
)
from secretariats.context import person_of
from secretariats.models import ApiToken, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

    from secretariats.models import Person


class MeView(APIView):
    """Oneself."""

    @extend_schema(
        operation_id="me", summary="Who you are, and your roles", responses=MeSerializer
    )
    def get(self, request: Request) -> Response:
        """Return who asks."""
        return Response(_me(person_of(request)))

    @extend_schema(
        operation_id="change_me",
        summary="Change your name, language, time zone, or whether to be reminded",
        request=MeSerializer,
        responses=MeSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Change what one says of oneself; what is not sent stays."""
        asked = MeSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        person = person_of(request)
        values: dict[str, Any] = asked.validated_data
        return Response(_me(change_own_details(person, values, actor=person)))


def _me(person: Person) -> dict[str, Any]:
    roles = Role.objects.filter(person=person).select_related(
        "person", "unit", "instrument", "committee"
    )
    names = ("username", "name", "email", "language", "timezone", "reminders")
    ordered = roles.order_by("unit__code", "-start", "role", "pk")
    values = {name: getattr(person, name) for name in names}
    found: dict[str, Any] = MeSerializer({**values, "roles": ordered}).data
    return found


@extend_schema_view(get=extend_schema(operation_id="tokens", summary="Your tokens"))
class TokensView(ListAPIView[ApiToken]):
    """One's own tokens, newest first."""

    serializer_class = TokenSerializer
    queryset = ApiToken.objects.none()
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[ApiToken]:
        """Return the tokens of who asks."""
        return person_of(self.request).tokens.all()

    @extend_schema(
        operation_id="make_token",
        summary="Make a token",
        description="By the session of the site alone: a token makes no other tokens.",
        request=TokenAskedSerializer,
        responses={201: TokenMadeSerializer},
    )
    def post(self, request: Request) -> Response:
        """Make a token, and show its secret this once."""
        if request.auth is not None:
            raise PermissionDenied
        asked = TokenAskedSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        person = person_of(request)
        token, secret = make_token(person, **asked.validated_data, actor=person)
        answer = {**TokenSerializer(token).data, "token": secret}
        return Response(answer, status=201, headers={"Cache-Control": "no-store"})


class TokenView(APIView):
    """One of one's own tokens."""

    @extend_schema(operation_id="revoke_token", summary="End a token", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """End it at once."""
        person = person_of(request)
        token = person.tokens.filter(pk=pk).first()
        if token is None:
            raise Http404
        revoke_token(token, actor=person)
        return Response(status=204)
