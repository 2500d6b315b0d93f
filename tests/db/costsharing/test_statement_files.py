"""The documents of a final statement: made once, the same bytes for everybody, for ever."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from django.utils import translation

from costsharing.actions.make_statement_files import ask_for_files, render
from costsharing.models import StatementFile
from costsharing.tasks import make_statement_files
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Job
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import final, prepared, spend

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    return cast


def text_of(content: bytes) -> str:
    """Return the text of all sheets of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if "xl/" in name)


def test_a_worker_makes_them_once_in_each_language(agreed: Cast) -> None:
    row = final(agreed)
    job = Job.objects.get(task="costsharing.make_statement_files")
    make_statement_files(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    kept = {(one.language, one.medium): one for one in row.files.all()}
    assert sorted(kept) == [
        (code, kind) for code in ("en", "es", "fr") for kind in ("pdf", "xlsx")
    ]
    for one in kept.values():
        assert hashlib.sha256(bytes(one.content)).hexdigest() == one.sha256
        assert bytes(one.content) == render(row, one.medium, one.language)
    again = ask_for_files(row, actor=agreed.cms_finance)
    make_statement_files(str(again.pk))
    assert StatementFile.objects.count() == 6


def test_the_pdf_is_tagged_archivable_and_named(agreed: Cast) -> None:
    row = final(agreed)
    with pikepdf.open(io.BytesIO(render(row, "pdf", "fr"))) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert b"<pdfaid:part>3" in metadata or b'pdfaid:part="3"' in metadata
        assert str(pdf.Root.Lang) == "fr"
        assert "IMCA/2017/1" in str(pdf.docinfo["/Title"])


def test_the_workbook_has_numbers_exact_texts_and_no_formula(agreed: Cast) -> None:
    line = spend(agreed, "2017-03-01", "2.00")
    line.description = '=HYPERLINK("http://example.org")'
    line.save()
    text = text_of(render(prepared(agreed), "xlsx", "en"))
    assert "<f>" not in text
    assert "=HYPERLINK(" in text
    assert "2/3" in text
    assert "none: draft, not confirmed" in text


def test_documents_are_asked_for_by_finance_and_of_final_statements(agreed: Cast) -> None:
    row = prepared(agreed)
    with pytest.raises(Refused, match="final statement"):
        ask_for_files(row, actor=agreed.cms_finance)
    with pytest.raises(NotAllowed):
        ask_for_files(row, actor=agreed.auditor)


def test_a_hostile_description_is_text_in_the_document(agreed: Cast) -> None:
    line = spend(agreed, "2017-03-01", "2.00")
    line.description = "<script>x</script><img src=file:///etc/hostname>"
    line.save()
    with translation.override("en"):
        assert render(prepared(agreed), "pdf", "en").startswith(b"%PDF")
