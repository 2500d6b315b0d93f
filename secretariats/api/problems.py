"""Errors as problem documents (RFC 9457): what, where, what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from secretariats.actions.write_input import ChangedMeanwhile
from secretariats.core.errors import Conflict, NotAllowed, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIA_TYPE = "application/problem+json"


class ProblemPlaceSerializer(serializers.Serializer[Any]):
    """One mistake."""

    path = serializers.CharField(help_text="Where it is; empty where it has no place.")
    message = serializers.CharField(help_text="What is wrong, and what to do.")


class ProblemSerializer(serializers.Serializer[Any]):
    """A problem document (RFC 9457)."""

    type = serializers.CharField(help_text="Always about:blank: the status says what it is.")
    title = serializers.CharField(help_text="The status in words, in English.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="The whole message, in the language asked for.")

    def get_fields(self) -> dict[str, Any]:
        """Add the mistakes, whose name the class keeps for its own."""
        places = ProblemPlaceSerializer(many=True, help_text="Every mistake, not the first only.")
        return {**super().get_fields(), "errors": places}


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the problem document of an exception; None is the server's own fault."""
    if isinstance(error, Refused):
        places = [{"path": one.path, "message": one.message} for one in error.problems]
        document = _document(_status(error), str(error), places)
        if isinstance(error, Conflict):
            document.data["current"] = error.current
        return document
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        places = [{"path": path, "message": text} for path, text in _flat(error.detail)]
        detail = "\n".join(
            f"{one['path']}: {one['message']}" if one["path"] else one["message"] for one in places
        )
    else:
        detail, places = str((response.data or {}).get("detail", "")), []
        if response.status_code == status.HTTP_404_NOT_FOUND:
            detail = _("There is nothing here, or nothing for you.")
        elif response.status_code == status.HTTP_403_FORBIDDEN and not _is_csrf(error):
            detail = _("None of your roles may do this.")
    headers = {
        name: value
        for name, value in response.items()
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}
    }
    return _document(response.status_code, detail, places, headers)


def _is_csrf(error: Exception) -> bool:
    return isinstance(error, exceptions.PermissionDenied) and "CSRF" in str(error.detail)


def _status(refused: Refused) -> int:
    if isinstance(refused, NotAllowed):
        return status.HTTP_403_FORBIDDEN
    if isinstance(refused, Conflict):
        return status.HTTP_409_CONFLICT
    if isinstance(refused, ChangedMeanwhile):
        return status.HTTP_409_CONFLICT
    if isinstance(refused.__cause__, OperationalError):
        return status.HTTP_503_SERVICE_UNAVAILABLE
    return status.HTTP_422_UNPROCESSABLE_ENTITY


def _flat(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, message) of what the serializers found."""
    if isinstance(detail, dict):
        for name, part in detail.items():
            here = "" if name == "non_field_errors" else str(name)
            yield from _flat(part, ".".join(filter(None, [path, here])))
    elif isinstance(detail, list):
        for part in detail:
            yield from _flat(part, path)
    else:
        yield path, str(detail)


def _document(
    code: int,
    detail: str,
    places: list[dict[str, str]],
    headers: dict[str, str] | None = None,
) -> Response:
    data = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": detail,
        "errors": places,
    }
    return Response(data, status=code, headers=headers, content_type=MEDIA_TYPE)
