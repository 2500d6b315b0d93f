"""Answers that weigh little: text is compressed, what is dense already is not."""

from __future__ import annotations

import secrets
from functools import lru_cache
from http import HTTPStatus
from typing import IO, TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

DENSE = ("image/png", "image/jpeg", "font/", "application/pdf", "application/zip",
         "application/vnd.openxmlformats")  # fmt: skip
# Shorter answers would not become shorter.
SHORTEST = 200
# Pages are compressed again each time, files of the site once.
QUICK, BEST = 5, 11
MOST_RANDOM = 100


class Compression(GZipMiddleware):
    """Brotli for browsers that take it, else Django's gzip; both hide the length of secrets.

    Documents and fonts pass as they are, and so does a part of a file, whose bytes are counted.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Let a file of the site be known again that was sent compressed."""
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if known and _is_static(request):
            request.META["HTTP_IF_NONE_MATCH"] = known.removeprefix("W/")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a text for a browser that takes it so."""
        kind = response.headers.get("Content-Type", "")
        if kind.startswith(DENSE) or response.status_code == HTTPStatus.PARTIAL_CONTENT:
            return response
        if _takes_brotli(request) and not response.has_header("Content-Encoding"):
            whole = isinstance(response, FileResponse) and response.file_to_stream
            if whole and _is_static(request) and response.status_code == HTTPStatus.OK:
                return _packed_file(response, whole)
            if isinstance(response, HttpResponse) and len(response.content) >= SHORTEST:
                return _packed(response)
        return super().process_response(request, response)


def _is_static(request: HttpRequest) -> bool:
    return request.path.startswith(str(settings.STATIC_URL))


def _takes_brotli(request: HttpRequest) -> bool:
    wanted = request.headers.get("Accept-Encoding", "").split(",")
    return any(one.strip().split(";")[0] == "br" and "q=0" not in one for one in wanted)


def _packed(response: HttpResponse) -> HttpResponse:
    """Compress a page; bytes of random length go along, so that its length tells no secret."""
    response.content = brotli.compress(response.content, quality=QUICK)
    response.headers["X-Pad"] = secrets.token_hex(MOST_RANDOM)[: secrets.randbelow(MOST_RANDOM)]
    return _told(response)


def _packed_file(response: HttpResponseBase, whole: IO[bytes]) -> HttpResponse:
    """Compress a file of the site, which holds no secret, as small as it gets."""
    # Closing the response instead would end the request, and what the database has open for it.
    with whole as file:
        text = file.read()
    packed = HttpResponse(_best(text), status=response.status_code)
    packed.headers = response.headers
    packed.cookies = response.cookies
    return _told(packed)


def _told(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("Accept-Encoding",))
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "br"
    if etag := response.headers.get("ETag", ""):
        # The same words in other bytes.
        response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
    return response


@lru_cache(maxsize=128)
def _best(text: bytes) -> bytes:
    return bytes(brotli.compress(text, quality=BEST))
