"""Who asks: a token of a person's, or the session of the site."""

from __future__ import annotations

import re
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from knox.crypto import hash_token
from knox.settings import CONSTANTS, knox_settings
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled

from secretariats.actions.count_attempt import count_attempt
from secretariats.client import client_address
from secretariats.models import ApiToken

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema
    from rest_framework.request import Request

    from secretariats.models import Person

TOKEN = re.compile(rf"{knox_settings.TOKEN_PREFIX}[0-9a-f]{{64}}")


class SessionLogin(SessionAuthentication):
    """The login of the site; without one the answer is 401, which programs tell from 403."""

    def authenticate_header(self, request: Request) -> str:
        """Name the way in."""
        return "Session"


class TokenLogin(TokenAuthentication):  # type: ignore[misc]
    """A person's token, as long as it lasts and the person's account is open."""

    def authenticate(self, request: Request) -> tuple[Person, ApiToken] | None:
        """Return who asks and with which token; whoever sends wrong ones too often waits."""
        try:
            found: tuple[Person, ApiToken] | None = super().authenticate(request)
        except AuthenticationFailed as failed:
            wait = count_attempt("token", client_address(request))
            if wait is not None:
                text = _("Too many tokens from your address were wrong.")
                raise Throttled(wait.total_seconds(), text) from failed
            raise
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[Person, ApiToken]:
        """Return the person of a token; one query.

        Raises:
            AuthenticationFailed: there is no such token, it is over, or the account is closed.
        """
        text = token.decode("ascii", errors="replace")
        if TOKEN.fullmatch(text):
            in_time = Q(expiry__isnull=True) | Q(expiry__gt=timezone.now())
            key = text[: CONSTANTS.TOKEN_KEY_LENGTH]
            for row in ApiToken.objects.filter(in_time, token_key=key).select_related("user"):
                if row.user.is_active and compare_digest(hash_token(text), row.digest):
                    return row.user, row
        message = _(
            "This token is none, or it is over: make a new one on the page of your account."
        )
        raise AuthenticationFailed(message)


class SessionLoginScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = SessionLogin
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Return the cookie that carries it."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class TokenLoginScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = TokenLogin
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Return the header that carries it."""
        return {"type": "http", "scheme": "bearer"}
