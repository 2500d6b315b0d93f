"""Files of reports on their way to a reader."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _

from reporting.queries.report_words import file_name
from reporting.renderers import renderers

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest
    from rest_framework.request import Request

    from reporting.models import DataFile, Report


def document_response(request: HttpRequest | Request, report: Report) -> HttpResponseBase:
    """Return a report's document under a name that says what it is.

    Raises:
        Http404: it was not made yet.
    """
    return _response(request, report, report.pdf, "pdf", report.sha256)


def data_response(request: HttpRequest | Request, file: DataFile) -> HttpResponseBase:
    """Return data of a report under a name that says what they are.

    Raises:
        Http404: the file is not there.
    """
    return _response(request, file.report, file.file, file.medium, file.sha256)


def _response(
    request: HttpRequest | Request, report: Report, file: FieldFile, medium: str, sha256: str
) -> HttpResponseBase:
    renderer = renderers().get(medium)
    try:
        if not file or renderer is None:
            raise FileNotFoundError
        opened = file.open("rb")
    except FileNotFoundError as error:
        text = _("The document of this report is not there: ask the coordinator to make it again.")
        raise Http404(text) from error
    response = FileResponse(
        opened,
        as_attachment=True,
        filename=file_name(report, renderer.suffix),
        content_type=renderer.media_type,
    )
    changed = int(report.updated.timestamp())
    response["Last-Modified"] = http_date(changed)
    response["X-Content-Type-Options"] = "nosniff"
    # Whoever keeps a copy asks again whether they still may have it.
    response["Cache-Control"] = "private, no-cache"
    etag = None
    if sha256:
        etag = response["ETag"] = quote_etag(sha256)
        digest = base64.b64encode(bytes.fromhex(sha256)).decode()
        response["Repr-Digest"] = f"sha-256=:{digest}:"
    plain = getattr(request, "_request", request)
    # None is the one answer that nothing short of the file replaces.
    shorter = get_conditional_response(plain, etag, changed, None)
    if shorter is None:
        return response
    opened.close()
    for name in ("ETag", "Last-Modified", "Cache-Control"):
        if name in response:
            shorter[name] = response[name]
    return shorter
