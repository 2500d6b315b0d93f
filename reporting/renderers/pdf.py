"""PDF: archivable (PDF/A-3a), readable by screen readers (PDF/UA-1), the same bytes each time.

WeasyPrint makes a tagged PDF/A-3a; both standards at once are no option of it, so what PDF/UA
asks beyond that is written afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

from reporting.core import accessible_pdf
from reporting.core.document import Renderer

if TYPE_CHECKING:
    from reporting.core.document import Source

STYLE = "css/document.css"
RGB = (["r"], ["g"], ["b"])


def render(source: Source) -> bytes:
    """Return the document as PDF; the same source gives the same bytes.

    Nothing is fetched from the network: the style sheet and the fonts are the site's own files.

    Raises:
        FileNotFoundError: the style sheet is not among the site's static files.
    """
    # A second and more to import, which only the worker that renders should spend.
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    from weasyprint import Attachment as Attached
    from weasyprint.css import ColorProfile  # type: ignore[import-untyped]
    from weasyprint.text.fonts import (  # type: ignore[import-untyped]
        FontConfiguration,
    )
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]

    # Every file of a document carries the date of its figures: bytes do not depend on today.
    made = source.made.astimezone(dt.UTC)
    files = URLFetcher(allowed_protocols={"file"})
    fonts = FontConfiguration()
    style = CSS(filename=_style(), font_config=fonts, url_fetcher=files)
    attached = [
        Attached(
            string=attachment.content,
            name=attachment.name,
            description=attachment.description,
            created=made,
            modified=made,
            relationship="Data",
            url_fetcher=files,
        )
        # In the order of their names, as the tree of names in the file must be.
        for attachment in sorted(source.attachments, key=lambda one: one.name)
    ]
    # Given by us, since WeasyPrint leaves its own open for the garbage collector to close.
    icc = (resources.files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    colours = ColorProfile(io.BytesIO(icc), "sRGB2014.icc", "relative-colorimetric", RGB)
    standard = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "output_intent": "own"}
    document = HTML(string=source.html, url_fetcher=files).render(
        stylesheets=[style], font_config=fonts, color_profiles={"own": colours}, **standard
    )
    document.metadata.created = document.metadata.modified = f"{made:%Y-%m-%dT%H:%M:%SZ}"
    written = document.write_pdf(
        pdf_identifier=source.digest().encode(), attachments=attached, **standard
    )
    return accessible_pdf.make_accessible(written)


def fingerprint(source: Source) -> str:
    """Return a digest of the source, the style sheet, this code and WeasyPrint's version."""
    seen = hashlib.sha256(source.digest().encode())
    for file in (_style(), Path(__file__), Path(accessible_pdf.__file__)):
        seen.update(file.read_bytes())
    seen.update(version("weasyprint").encode())
    return seen.hexdigest()


def _style() -> Path:
    found = finders.find(STYLE)
    if not found:
        message = f"{STYLE} is not among the static files"
        raise FileNotFoundError(message)
    return Path(found)


RENDERER = Renderer(
    name="pdf",
    media_type="application/pdf",
    suffix=".pdf",
    render=render,
    fingerprint=fingerprint,
)
