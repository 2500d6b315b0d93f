"""Answers of the interface that are files: named, so that a reader may ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping


class FileRenderer(BaseRenderer):
    """A file that is there already; what is no file, such as an error, is written as JSON."""

    media_type = "application/pdf"
    format = "pdf"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Write what is no file as JSON."""
        return JSONRenderer().render(data, None, dict(renderer_context or {}))


class AnyFileRenderer(FileRenderer):
    """The same for data, of whatever kind."""

    media_type = "*/*"
    format = "data"


class PlainTextRenderer(FileRenderer):
    """The same for plain text."""

    media_type = "text/plain"
    format = "text"
