"""A document as part of a page: its own words and figures, its headings below the page's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from reporting.actions.store_files import KIND
from reporting.documents import documents

if TYPE_CHECKING:
    from reporting.models import Report

_BODY = re.compile(r"<main>(.*)</main>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-4])\b")


def sheet(report: Report) -> SafeString:
    """Return what the document of a report shows now, as HTML to stand inside a page."""
    source = documents()[KIND].compose(report.context, report.language)
    found = _BODY.search(source.html)
    body = found.group(1) if found else ""
    lower = _HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", body)
    # The document's template has escaped what people wrote.
    return mark_safe(lower)  # noqa: S308
