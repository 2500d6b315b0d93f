"""Published reports as their readers find them: by meeting, each with its languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Prefetch, When

from reporting.core.signed import base_symbol
from reporting.models import DataFile, Report
from reporting.queries.report_words import meeting_dates, title_of
from reporting.sections.wording import period

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from secretariats.models import Person

# What most readers open first.
ORDER = ("xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document of a meeting: one report in each of its languages, and what came before.

    Attributes:
        versions: the newest revision in each language, by language; with their data files.
        earlier: revisions that were corrected, the newest first.
    """

    versions: tuple[Report, ...]
    earlier: tuple[Report, ...]

    @property
    def newest(self) -> Report:
        """The version that was published last."""
        return max(self.versions, key=_published)

    @property
    def title(self) -> str:
        """Its title."""
        return title_of(self.versions[0])

    @property
    def symbol(self) -> str:
        """Its symbol, with the mark of the newest revision."""
        return self.newest.symbol

    @property
    def period(self) -> str:
        """The period in words."""
        return period(self.newest.start.isoformat(), self.newest.end.isoformat())

    @property
    def sides(self) -> int:
        """How many Executive Secretaries signed it; 0 for one brought in from elsewhere."""
        return len(self.newest.unit.instruments.all()) if self.newest.digest else 0

    def says(self, words: str) -> bool:
        """Return whether every word stands in its symbol, titles, agenda item or meeting."""
        texts = [words_of(report) for report in (*self.versions, *self.earlier)]
        return all(any(word in text for text in texts) for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a committee with its documents, the newest first."""

    about: Report
    documents: tuple[PublishedDocument, ...]

    @property
    def dates(self) -> str:
        """Its days in words; empty where they are not known."""
        return meeting_dates(self.about)


def data_in_order() -> QuerySet[DataFile]:
    """Return data of reports in the order in which readers are offered them."""
    known = (When(medium=medium, then=place) for place, medium in enumerate(ORDER))
    return DataFile.objects.order_by(Case(*known, default=len(ORDER)), "medium")


def words_of(report: Report) -> str:
    """Return what a search looks through."""
    head = (report.symbol, title_of(report), report.agenda_item, report.meeting_name)
    return " ".join(head).casefold()


def documents_published(person: Person) -> list[PublishedDocument]:
    """Return the published documents that a person may see, by meeting, the newest first.

    Three queries; what the documents show is left in the database.
    """
    reports = (
        Report.objects.visible_to(person)
        .filter(state=Report.State.PUBLISHED)
        .select_related("unit", "committee__instrument")
        .prefetch_related(
            "unit__instruments",
            Prefetch("data_files", data_in_order()),
        )
        .defer("context", "mandate", "lessons", "savings")
        .order_by("pk")
    )
    together: dict[tuple[object, ...], list[Report]] = {}
    for report in reports:
        key = (
            report.committee_id, report.start, report.end, report.meeting_name,
            base_symbol(report.symbol),
        )  # fmt: skip
        together.setdefault(key, []).append(report)
    documents = [_document(rows) for rows in together.values()]
    return sorted(documents, key=_order, reverse=True)


def _document(rows: Iterable[Report]) -> PublishedDocument:
    all_rows = list(rows)
    corrected = {row.supersedes_id for row in all_rows}
    current = [row for row in all_rows if row.pk not in corrected]
    earlier = [row for row in all_rows if row.pk in corrected]
    return PublishedDocument(
        versions=tuple(sorted(current, key=lambda row: row.language)),
        earlier=tuple(sorted(earlier, key=lambda row: (-row.revision, row.language))),
    )


def _published(report: Report) -> dt.datetime:
    return report.published or report.updated


def _order(document: PublishedDocument) -> tuple[object, ...]:
    report = document.newest
    day = report.meeting_start or _published(report).date()
    return (day, report.meeting_name, report.committee_id, _published(report), report.pk)


def by_meeting(documents: Sequence[PublishedDocument]) -> list[Meeting]:
    """Return documents that stand in order as meetings with their documents."""
    meetings: dict[tuple[object, ...], list[PublishedDocument]] = {}
    for document in documents:
        about = document.newest
        key = (about.committee_id, about.meeting_name, about.meeting_place, about.meeting_start)
        meetings.setdefault(key, []).append(document)
    return [Meeting(found[0].newest, tuple(found)) for found in meetings.values()]
