"""The progress report as PDF: its text to the letter, its bytes, what screen readers get.

Where a change of the text is meant, ``GOLDEN_WRITE=1`` writes the golden files anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest

from reporting.documents import documents
from reporting.renderers import renderers
from tests.unit.reporting.reports import FIVE, GOLDEN, TWO, context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reporting.core.document import Source

A = "http://www.aiim.org/pdfa/ns/id/"
UA = "http://www.aiim.org/pdfua/ns/id/"


def source(name: str) -> Source:
    return documents()["progress_report"].compose(context(name), "en")


@cache
def pdf(name: str) -> bytes:
    return renderers()["pdf"].render(source(name))


def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(name)))


@pytest.mark.program("pdftotext")
@pytest.mark.parametrize("name", [TWO, FIVE])
def test_the_text_is_the_golden_one(name: str, tmp_path: Path) -> None:
    file, golden = tmp_path / "report.pdf", GOLDEN / f"{name}.txt"
    file.write_bytes(pdf(name))
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(file), "-"]
    found = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    # How wide a gap is set depends on the version of the tool; what stands in it does not.
    lines = [re.sub(r" {2,}", "  ", line).strip() for line in found.splitlines()]
    text = "\n".join(line for line in lines if line) + "\n"
    if os.environ.get("GOLDEN_WRITE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_same_source_gives_the_same_bytes_here_and_in_another_process() -> None:
    assert renderers()["pdf"].render(source(TWO)) == pdf(TWO)
    script = (
        "import hashlib, django; django.setup();"
        "from tests.golden.test_progress_report_pdf import TWO, pdf;"
        "print(hashlib.sha256(pdf(TWO)).hexdigest())"
    )
    run = [sys.executable, "-W", "ignore", "-c", script]
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    other = subprocess.run(
        run, check=True, capture_output=True, env=settings, cwd=GOLDEN.parents[1]
    )
    assert other.stdout.decode().strip() == hashlib.sha256(pdf(TWO)).hexdigest()


def test_another_source_has_another_fingerprint() -> None:
    fingerprint = renderers()["pdf"].fingerprint
    assert fingerprint(source(TWO)) == fingerprint(source(TWO))
    assert fingerprint(source(TWO)) != fingerprint(source(FIVE))


def test_it_says_that_it_is_archivable_and_accessible() -> None:
    with opened(TWO) as file:
        metadata = file.open_metadata()
        assert metadata[f"{{{A}}}part"] == "3"
        assert metadata[f"{{{A}}}conformance"] == "A"
        assert metadata[f"{{{UA}}}part"] == "1"
        assert "pdfaExtension:schemas" in file.Root.Metadata.read_bytes().decode()
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo.Title) == source(TWO).title
        assert str(file.docinfo.Author) == "Secretariats of CMS and AEWA"
        assert not file.check_pdf_syntax()


def test_bookmarks_lead_to_sections_and_annexes() -> None:
    with opened(TWO) as file, file.open_outline() as outline:
        (title,) = outline.root
        names = [str(item.title) for item in title.children]
    assert names[0] == "Background and mandate"
    assert names[-2:] == [
        "Annex 1 Limitations of the monitoring tool",
        "Annex 2 Value received by activity",
    ]


def test_every_font_is_embedded() -> None:
    with opened(FIVE) as file:
        fonts = {
            font.objgen: font
            for page in file.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        assert len(fonts) == 2
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "Plex" in str(font.BaseFont)


def test_the_data_are_attached_and_associated_once() -> None:
    with opened(TWO) as file:
        names = [str(entry.UF) for entry in file.Root.AF]
        kinds = {str(entry.AFRelationship) for entry in file.Root.AF}
        run = json.loads(file.attachments["valuation.json"].get_file().read_bytes())
    assert names == ["valuation.json", "value-by-activity.csv"]
    assert kinds == {"/Data"}
    assert run["run"] == context(TWO)["run"]["id"]


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield every element of the structure."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def test_figures_have_words_and_header_cells_a_scope() -> None:
    with opened(FIVE) as file:
        found = list(elements(file.Root.StructTreeRoot.K))
        figures = [str(element.Alt) for element in found if element.S == "/Figure"]
        heads = [element for element in found if element.S == "/TH"]
        scopes = {str(element.A.Scope) for element in heads}
    assert len(figures) == 2
    assert all(words.startswith("Value") for words in figures)
    assert scopes == {"/Column", "/Row"}


def test_nobody_hears_the_running_head_on_every_page() -> None:
    with opened(TWO) as file:
        told: dict[tuple[int, int], set[int]] = {}
        for element in elements(file.Root.StructTreeRoot.K):
            kids: Iterable[object] = element.get("/K", [])
            numbers = [kid for kid in kids if isinstance(kid, int)]
            if numbers:
                told.setdefault(element.Pg.objgen, set()).update(numbers)
        for page in file.pages[1:]:
            content = page.Contents.read_bytes()
            marked = {int(found) for found in re.findall(rb"/MCID (\d+)", content)}
            assert marked == told[page.obj.objgen]
            # The head's two or three words, and the number at the foot.
            assert content.count(b"/Type /Pagination") >= 3
