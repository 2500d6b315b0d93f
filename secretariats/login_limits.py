"""The limit on failed logins, asked before any password is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.backends import AxesStandaloneBackend

if TYPE_CHECKING:
    from django.http import HttpRequest


class LoginLimits(AxesStandaloneBackend):  # type: ignore[misc]
    """The limit of django-axes, for logins that come over the network."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        """Refuse whoever failed too often; code that asks without a request is not a caller."""
        if request is not None:
            super().authenticate(request, **credentials)
