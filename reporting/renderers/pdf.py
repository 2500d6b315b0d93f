"""PDF: the document of a report, archivable and accessible, the same bytes each time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reporting.core.document import Renderer
from secretariats.renderers import archivable_pdf
from secretariats.renderers.archivable_pdf import Attached, write_pdf

if TYPE_CHECKING:
    from reporting.core.document import Source


def render(source: Source) -> bytes:
    """Return the document as PDF; the same source gives the same bytes.

    Raises:
        FileNotFoundError: the style sheet is not among the site's static files.
    """
    # Every file of a document carries the date of its figures.
    return write_pdf(
        source.html,
        made=source.made,
        identifier=source.digest(),
        attachments=[
            Attached(one.name, one.description, one.content) for one in source.attachments
        ],
    )


def fingerprint(source: Source) -> str:
    """Return a digest of the source, the style sheet, the code and WeasyPrint's version."""
    return hashlib.sha256(f"{source.digest()} {archivable_pdf.fingerprint()}".encode()).hexdigest()


RENDERER = Renderer(
    name="pdf",
    media_type="application/pdf",
    suffix=".pdf",
    render=render,
    fingerprint=fingerprint,
)
