"""A report's document on its way to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from reporting.models import Report


def document_response(report: Report) -> FileResponse:
    """Return a report's document under a name that says what it is.

    Raises:
        Http404: it was not made yet.
    """
    try:
        if not report.pdf:
            raise FileNotFoundError
        file = report.pdf.open("rb")
    except FileNotFoundError as error:
        text = _("The document of this report is not there: ask the coordinator to make it again.")
        raise Http404(text) from error
    words = [report.unit.code, report.committee.code, report.start, report.end, report.language]
    name = "-".join(str(word) for word in words) + ".pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
