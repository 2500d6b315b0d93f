"""A statement as a document, for pages and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse

from costsharing.actions.make_statement_files import MEDIA_TYPES, languages, render
from costsharing.models import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIA: Sequence[str] = tuple(MEDIA_TYPES)


def file_response(row: Statement, language: str, medium: str) -> HttpResponse:
    """Return the document that is kept of a final statement, or a draft of another.

    Raises:
        Http404: there is no such language or medium, or the document is not made yet.
    """
    if language not in languages() or medium not in MEDIA_TYPES:
        raise Http404
    if row.state == Statement.State.FINAL:
        kept = row.files.filter(language=language, medium=medium).first()
        if kept is None:
            raise Http404
        content = bytes(kept.content)
        name = f"{row.unit.code}-{row.year}-{row.number}-{language}.{medium}"
    else:
        content = render(row, medium, language)
        name = f"{row.unit.code}-{row.start}-{row.end}-draft-{language}.{medium}"
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[medium],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
