"""The files of a report: made of its frozen context, stored under their own digest."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import transaction

from reporting.core.freezing import digest_of
from reporting.core.pdf_pages import count_pages
from reporting.documents import documents
from reporting.models import DataFile, Report
from reporting.renderers import renderers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reporting.core.document import Renderer, Source

KIND, MEDIUM = "progress_report", "pdf"


@dataclass(frozen=True, slots=True)
class Made:
    """A stored file of a report.

    Attributes:
        medium: the name of its renderer.
        name: in the storage.
        source: digest of what it was made of, and with.
        pages: of a document; 0 for data.
        is_new: whether it was not there before.
    """

    medium: str
    name: str
    sha256: str
    size: int
    source: str
    pages: int
    is_new: bool


def media() -> dict[str, Renderer]:
    """Return medium → renderer of each file that a report has: its document, then its data."""
    known = renderers()
    data = {name: one for name, one in known.items() if one.shows == "data"}
    return {MEDIUM: known[MEDIUM], **data}


def make_files(
    report: Report,
    context: Mapping[str, Any],
    *,
    before_storing: Callable[[], None] = lambda: None,
) -> list[Made]:
    """Render the files of a report from a frozen context and store them.

    Each appears whole or not at all. One made of the same source by the same renderer is kept.

    Args:
        report: which has the files of before.
        context: what they show; it need not be the report's yet.
        before_storing: called when the rendering is done.
    """
    source = documents()[KIND].compose(context, report.language)
    kept = {one.medium: one for one in _kept(report)}
    contents = {
        medium: _render(renderer, source, kept.get(medium)) for medium, renderer in media().items()
    }
    before_storing()
    made = []
    for medium, (mark, content) in contents.items():
        if content is None:
            made.append(kept[medium])
            continue
        digest = hashlib.sha256(content).hexdigest()
        name = f"reports/{report.pk}/{digest}{media()[medium].suffix}"
        _store(name, content)
        pages = count_pages(content) if medium == MEDIUM else 0
        made.append(Made(medium, name, digest, len(content), mark, pages, is_new=True))
    return made


def _render(renderer: Renderer, source: Source, kept: Made | None) -> tuple[str, bytes | None]:
    """Return the mark of what is rendered, and the file; None where the kept one is the same."""
    mark = renderer.fingerprint(source)
    if kept is not None and kept.source == mark and default_storage.exists(kept.name):
        return mark, None
    return mark, renderer.render(source)


def _kept(report: Report) -> Iterable[Made]:
    """Yield the files of before; a document whose pages were never counted is made again."""
    if report.pdf and report.pages:
        yield Made(
            MEDIUM, report.pdf.name or "", report.sha256, report.size, report.source, report.pages,
            is_new=False,
        )  # fmt: skip
    for file in DataFile.objects.filter(report=report):
        yield Made(
            file.medium, file.file.name or "", file.sha256, file.size, file.source, 0,
            is_new=False,
        )  # fmt: skip


def keep_files(row: Report, made: Iterable[Made], context: Mapping[str, Any]) -> dict[str, str]:
    """Give a locked report its files, and return medium → SHA-256; the row is not saved here.

    The files of before are removed when the transaction is committed.
    """
    gone = {row.pdf.name or ""} | {
        str(name) for name in DataFile.objects.filter(report=row).values_list("file", flat=True)
    }
    digests = {}
    for one in made:
        digests[one.medium] = one.sha256
        if one.medium == MEDIUM:
            row.pdf.name, row.sha256, row.source = one.name, one.sha256, one.source
            row.size, row.pages = one.size, one.pages
        else:
            DataFile.objects.update_or_create(
                report=row,
                medium=one.medium,
                defaults={
                    "file": one.name,
                    "sha256": one.sha256,
                    "size": one.size,
                    "source": one.source,
                },
            )
        gone.discard(one.name)
    row.made_of = digest_of(context)
    for name in gone - {""}:
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    return digests


def _store(name: str, content: bytes) -> None:
    """Write a file of the storage under its own digest, whole or not at all."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.close()
            temporary.chmod(0o644)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
