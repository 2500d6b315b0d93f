"""Whether a file is a published one, by its digest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.models import DataFile, Report
from reporting.queries.report_words import file_name, title_of

if TYPE_CHECKING:
    from secretariats.models import Person

# In one piece or in blocks, as sha256sum prints it with the name of the file, or with its kind.
_DIGEST = re.compile(r"\s*(?:sha-?256[:=\s]\s*)?((?:[0-9a-f]{8}\s*?){7}[0-9a-f]{8})(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A published file.

    Attributes:
        report: which it belongs to.
        medium: ``pdf`` or one of its data.
        name: under which it is downloaded.
        corrected_by: the published revision that took its place, if any.
    """

    report: Report
    medium: str
    name: str
    corrected_by: Report | None

    @property
    def title(self) -> str:
        """The report's title."""
        return title_of(self.report)


def read_digest(text: str) -> str:
    """Return the SHA-256 that a text holds, in small letters; empty where it holds none."""
    found = _DIGEST.match(text.lower())
    return "".join(found.group(1).split()) if found else ""


def known_file(person: Person, digest: str) -> KnownFile | None:
    """Return the published file with a digest, of those that a person may see; three queries.

    Args:
        person: who asks; files that they may not see are as unknown as any other.
        digest: the SHA-256 as 64 small letters and figures.
    """
    seen = (
        Report.objects.visible_to(person)
        .filter(state=Report.State.PUBLISHED)
        .select_related("unit", "committee")
        .defer("context", "mandate", "lessons", "savings")
    )
    report = seen.filter(sha256=digest).order_by("pk").first()
    medium = "pdf"
    if report is None:
        data = DataFile.objects.filter(sha256=digest, report__in=seen.values("pk"))
        file = data.order_by("pk").first()
        if file is None:
            return None
        report, medium = seen.get(pk=file.report_id), file.medium
    later = seen.filter(supersedes=report).first()
    # Each medium is called as its files end.
    return KnownFile(report, medium, file_name(report, f".{medium}"), later)
