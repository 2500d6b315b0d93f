"""Files of reports on their way to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag
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
    if not file or renderer is None or not file.storage.exists(file.name or ""):
        text = _("The document of this report is not there: ask the coordinator to make it again.")
        raise Http404(text)
    changed = int(report.updated.timestamp())
    headers = {
        "Last-Modified": http_date(changed),
        "X-Content-Type-Options": "nosniff",
        # Whoever keeps a copy asks again whether they still may have it.
        "Cache-Control": "private, no-cache",
    }
    if sha256:
        headers["ETag"] = quote_etag(sha256)
    plain = getattr(request, "_request", request)
    name = file_name(report, renderer.suffix)
    response: HttpResponseBase = get_conditional_response(
        plain, headers.get("ETag"), changed, None
    ) or _whole(request, file, renderer.media_type, name)
    for header, value in headers.items():
        response[header] = value
    return response


def _whole(
    request: HttpRequest | Request, file: FieldFile, media_type: str, name: str
) -> HttpResponseBase:
    """Return the whole file, or what is said of it without opening it."""
    if request.method == "HEAD":
        about = HttpResponse(content_type=media_type)
        about["Content-Length"] = str(file.size)
        about["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        return about
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=media_type
    )
