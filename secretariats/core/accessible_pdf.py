"""What WeasyPrint leaves to do for PDF/UA-1 in a tagged PDF/A-3a.

The mark of PDF/UA in the metadata, with the schema by which PDF/A allows it; heads and page
numbers as artifacts, so that nobody has them read out on each page; header cells that say whether
they head a row or a column; attachments associated once.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_END = b"</rdf:RDF>"
# The description of pdfuaid:part is what PDF/A asks of a property it does not know itself.
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
# How marked text begins in a page's content; its number stands for it in the structure.
_MARKED = re.compile(rb"/Span\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_ARTIFACT = b"/Artifact <</Type /Pagination>> BDC"
_PARTS = {"/THead": "/Column", "/TBody": "/Row"}


def make_accessible(written: bytes) -> bytes:
    """Return the file with what PDF/UA-1 asks beyond it; the same file gives the same bytes."""
    with pikepdf.open(io.BytesIO(written)) as pdf:
        root = pdf.Root
        metadata = root.Metadata.read_bytes()
        root.Metadata.write(metadata.replace(_END, _UA + _END, 1))
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if "/AF" in root:
            once = {entry.objgen: entry for entry in root.AF}
            root.AF = pikepdf.Array(once.values())
        told: dict[tuple[int, int], set[int]] = {}
        for where, number in _told(root.StructTreeRoot.K, ""):
            told.setdefault(where, set()).add(number)
        parents = _parents(root.StructTreeRoot.ParentTree)
        for index, page in enumerate(pdf.pages):
            page.obj.Tabs = pikepdf.Name.S
            _untold_are_artifacts(page, told.get(page.obj.objgen, set()), parents.get(index))
        result = io.BytesIO()
        pdf.save(result, deterministic_id=True)
    return result.getvalue()


def _told(element: pikepdf.Object, part: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield page and number of all marked text in the structure; scope header cells by the way."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _told(child, part)
        return
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return
    kind = str(element.S)
    part = _PARTS.get(kind, part)
    if kind == "/TH" and part:
        attributes = element.get("/A", pikepdf.Dictionary(O=pikepdf.Name.Table))
        attributes.Scope = pikepdf.Name(part)
        element.A = attributes
    # A child is an element, or the number of marked text of the element's page.
    children: Iterable[object] = element.get("/K", pikepdf.Array())
    for kid in children:
        if isinstance(kid, pikepdf.Object):
            yield from _told(kid, part)
        elif isinstance(kid, int):
            yield element.Pg.objgen, kid


def _parents(tree: pikepdf.Object) -> dict[int, pikepdf.Object]:
    """Return page number → the array that leads from marked text to its place in the structure."""
    entries = list(tree.Nums)
    return {int(key): value for key, value in zip(entries[::2], entries[1::2], strict=True)}


def _untold_are_artifacts(
    page: pikepdf.Page, told: set[int], parents: pikepdf.Object | None
) -> None:
    """Mark as artifacts what a page shows outside the structure: its running head and number."""

    def replaced(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        if number in told:
            return found[0]
        if isinstance(parents, pikepdf.Array) and number < len(parents):
            parents[number] = None
        return _ARTIFACT

    content = page.Contents
    for stream in content if isinstance(content, pikepdf.Array) else [content]:
        before = stream.read_bytes()
        after = _MARKED.sub(replaced, before)
        if after != before:
            stream.write(after)
