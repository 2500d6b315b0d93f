"""PDF: archivable (PDF/A-3a), readable by screen readers (PDF/UA-1), the same bytes each time.

WeasyPrint makes a tagged PDF/A-3a; both standards at once are no option of it, so what PDF/UA
asks beyond that is written afterwards: the mark in the metadata, with the schema by which PDF/A
allows it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from django.contrib.staticfiles import finders

from reporting.core.document import Renderer

if TYPE_CHECKING:
    from reporting.core.document import Source

STYLE = "css/document.css"
_END = b"</rdf:RDF>"
# The mark of PDF/UA, and the description that PDF/A asks of a property it does not know itself.
_UA = b"""<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which it conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def render(source: Source) -> bytes:
    """Return the document as PDF; the same source gives the same bytes.

    Nothing is fetched from the network: the style sheet and the fonts are the site's own files.

    Raises:
        FileNotFoundError: the style sheet is not among the site's static files.
    """
    # A second and more to import, which only the worker that renders should spend.
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    from weasyprint import Attachment as Attached
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
        for attachment in source.attachments
    ]
    page = HTML(string=source.html, url_fetcher=files)
    document = page.render(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3a", pdf_tags=True
    )
    document.metadata.created = document.metadata.modified = f"{made:%Y-%m-%dT%H:%M:%SZ}"
    written = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_tags=True,
        pdf_identifier=source.digest().encode(),
        attachments=attached,
    )
    return _accessible(written)


def fingerprint(source: Source) -> str:
    """Return a digest of the source, the style sheet, this module and WeasyPrint's version."""
    seen = hashlib.sha256(source.digest().encode())
    for file in (_style(), Path(__file__)):
        seen.update(file.read_bytes())
    seen.update(version("weasyprint").encode())
    return seen.hexdigest()


def _style() -> Path:
    found = finders.find(STYLE)
    if not found:
        message = f"{STYLE} is not among the static files"
        raise FileNotFoundError(message)
    return Path(found)


def _accessible(written: bytes) -> bytes:
    """Return the file with the mark of PDF/UA, and each attachment associated once."""
    with pikepdf.open(io.BytesIO(written)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(metadata.replace(_END, _UA + _END, 1))
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/AF" in pdf.Root:
            once = {entry.objgen: entry for entry in pdf.Root.AF}
            pdf.Root.AF = pikepdf.Array(once.values())
        for page in pdf.pages:
            page.obj.Tabs = pikepdf.Name.S
        result = io.BytesIO()
        pdf.save(result, deterministic_id=True, linearize=False)
    return result.getvalue()


RENDERER = Renderer(
    name="pdf",
    media_type="application/pdf",
    suffix=".pdf",
    render=render,
    fingerprint=fingerprint,
)
