"""Answers that weigh little: text is compressed, what is dense already is not."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

DENSE = ("image/png", "image/jpeg", "font/", "application/pdf", "application/zip",
         "application/vnd.openxmlformats")  # fmt: skip


class Compression(GZipMiddleware):
    """Django's compression, which hides the length of secrets behind random bytes.

    Documents and fonts pass as they are, and so does a part of a file, whose bytes are counted.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a text for a browser that takes it so."""
        kind = response.headers.get("Content-Type", "")
        if kind.startswith(DENSE) or response.status_code == HTTPStatus.PARTIAL_CONTENT:
            return response
        return super().process_response(request, response)
