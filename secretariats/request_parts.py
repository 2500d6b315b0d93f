"""Parts of requests to the interface that several apps take alike."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import BaseParser

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

# The header under which a request is carried out once.
KEY = "Idempotency-Key"
# Where the parser puts a body that is the file itself.
BODY = "body"


def key_parameter(gives: str) -> OpenApiParameter:
    """Return the description of the header by which a request is repeated without harm.

    Args:
        gives: what the same request gives again, such as "the same job".
    """
    return OpenApiParameter(
        KEY,
        str,
        OpenApiParameter.HEADER,
        description=(
            "A text of your choice, at most 200 characters. Repeated with the same "
            f"request it gives {gives}; with another request it is an error."
        ),
    )


class RawParser(BaseParser):
    """A file as the whole body, whatever its type."""

    media_type = "*/*"

    @property
    def largest(self) -> int:
        """The most bytes that a body may have."""
        raise NotImplementedError

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - likewise
    ) -> dict[str, Any]:
        """Return the body, one byte longer than allowed where it is too long."""
        return {BODY: stream.read(self.largest + 1)}


class OneAnswer(DefaultContentNegotiation):
    """Answers with what the operation says, whatever ``format`` the query asks for."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)  # type: ignore[assignment]
