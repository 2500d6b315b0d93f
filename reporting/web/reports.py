"""The list of reports, and whether a copy is the published one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.models import Report
from reporting.queries.check_digest import known_file, read_digest
from reporting.queries.documents_published import by_meeting, documents_published
from reporting.queries.reports_listed import reports_in_preparation
from secretariats.context import has_role, person_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from reporting.queries.check_digest import KnownFile
    from reporting.queries.documents_published import PublishedDocument

# Documents of a page.
PAGE = 20
ASKED = ("meeting", "language", "q")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a digest: ``known``, ``unknown`` or ``unreadable``."""

    state: str
    digest: str = ""
    file: KnownFile | None = None


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports that the person may open; say of a digest whether it is one of theirs."""
    person = person_of(request)
    verdict = _verdict(request)
    if verdict is not None and request.htmx:  # type: ignore[attr-defined]  # given by a middleware
        return render(request, "reporting/_verdict.html", {"verdict": verdict})
    everything = documents_published(person)
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    found = [document for document in everything if _fits(document, asked)]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    prepares = has_role(request, Report.readers)
    return render(
        request,
        "reporting/reports.html",
        {
            "page": page,
            "meetings": by_meeting(list(page)),
            "everything": everything,
            "asked": asked,
            "is_cut": any(asked.values()),
            "meeting_names": _meeting_names(everything),
            "languages": settings.LANGUAGES,
            "in_preparation": reports_in_preparation(person) if prepares else (),
            "sees_drafts": prepares,
            "may_draft": has_role(request, {"coordinator"}),
            "reads": has_role(request, {*Report.readers, "staff", "committee_member"}),
            "verdict": verdict,
            "typed": request.GET.get("sha256", ""),
        },
    )


def _verdict(request: HttpRequest) -> Verdict | None:
    """Return what is to be said of the digest that was asked about; None where none was."""
    typed = request.GET.get("sha256", "")
    if not typed.strip():
        return None
    digest = read_digest(typed)
    if not digest:
        return Verdict("unreadable")
    file = known_file(person_of(request), digest)
    return Verdict("known" if file else "unknown", digest, file)


def _fits(document: PublishedDocument, asked: dict[str, str]) -> bool:
    if asked["meeting"] and document.newest.meeting_name != asked["meeting"]:
        return False
    languages = {version.language for version in document.versions}
    if asked["language"] and asked["language"] not in languages:
        return False
    return not asked["q"] or document.says(asked["q"])


def _meeting_names(documents: Iterable[PublishedDocument]) -> list[str]:
    names = (document.newest.meeting_name for document in documents)
    return list(dict.fromkeys(name for name in names if name))
