"""The files of a report, for whoever may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from reporting.download import data_response, document_response
from reporting.models import DataFile, Report
from secretariats.context import person_of
from secretariats.queries.visible import visible_or_denied

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the document of a report."""
    rows = Report.objects.select_related("unit", "committee").defer("context")
    report: Report = visible_or_denied(rows, person_of(request), pk=pk)
    return document_response(request, report)


@require_safe
def report_data(request: HttpRequest, pk: int, medium: str) -> HttpResponseBase:
    """Give the data of a report in one medium."""
    rows = DataFile.objects.select_related("report__unit", "report__committee")
    rows = rows.defer("report__context")
    file: DataFile = visible_or_denied(rows, person_of(request), report=pk, medium=medium)
    return data_response(request, file)
