"""PDF: archivable (PDF/A-3a), readable by screen readers (PDF/UA-1), the same bytes each time.

WeasyPrint makes a tagged PDF/A-3a; both standards at once are no option of it, so what PDF/UA
asks beyond that is written afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

from secretariats.core import accessible_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = "css/document.css"
RGB = (["r"], ["g"], ["b"])


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a document carries."""

    name: str
    description: str
    content: bytes


def write_pdf(
    html: str, *, made: dt.datetime, identifier: str, attachments: Iterable[Attached] = ()
) -> bytes:
    """Return a document as PDF; the same arguments give the same bytes.

    Nothing is fetched from the network: the style sheet and the fonts are the site's own files.

    Args:
        html: the whole document.
        made: the moment it carries as its date, so that its bytes do not depend on today.
        identifier: of its content.
        attachments: files that it carries as data.

    Raises:
        FileNotFoundError: the style sheet is not among the site's static files.
    """
    # A second and more to import, which only the worker that renders should spend.
    from weasyprint import CSS, HTML, Attachment  # type: ignore[import-untyped]
    from weasyprint.css import ColorProfile  # type: ignore[import-untyped]
    from weasyprint.text.fonts import (  # type: ignore[import-untyped]
        FontConfiguration,
    )
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]

    moment = made.astimezone(dt.UTC)
    files = URLFetcher(allowed_protocols={"file"})
    fonts = FontConfiguration()
    style = CSS(filename=style_file(), font_config=fonts, url_fetcher=files)
    carried = [
        Attachment(
            string=one.content,
            name=one.name,
            description=one.description,
            created=moment,
            modified=moment,
            relationship="Data",
            url_fetcher=files,
        )
        # In the order of their names, as the tree of names in the file must be.
        for one in sorted(attachments, key=lambda one: one.name)
    ]
    # Given by us, since WeasyPrint leaves its own open for the garbage collector to close.
    icc = (resources.files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    colours = ColorProfile(io.BytesIO(icc), "sRGB2014.icc", "relative-colorimetric", RGB)
    standard = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "output_intent": "own"}
    document = HTML(string=html, url_fetcher=files).render(
        stylesheets=[style], font_config=fonts, color_profiles={"own": colours}, **standard
    )
    document.metadata.created = document.metadata.modified = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    written = document.write_pdf(
        pdf_identifier=identifier.encode(), attachments=carried, **standard
    )
    return accessible_pdf.make_accessible(written)


def fingerprint() -> str:
    """Return a digest of the style sheet, this code and WeasyPrint's version."""
    seen = hashlib.sha256()
    for file in (style_file(), Path(__file__), Path(accessible_pdf.__file__)):
        seen.update(file.read_bytes())
    seen.update(version("weasyprint").encode())
    return seen.hexdigest()


def style_file() -> Path:
    """Return the style sheet of documents, among the site's static files.

    Raises:
        FileNotFoundError: it is not among them.
    """
    found = finders.find(STYLE)
    if not found:
        message = f"{STYLE} is not among the static files"
        raise FileNotFoundError(message)
    return Path(found)
