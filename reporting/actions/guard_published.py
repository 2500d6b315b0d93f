"""What published reports rest on stays when a unit is loaded anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.models import Report
from secretariats.core.errors import Problem
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.unit_file.compare import EntryMatch, SectionDifference
    from secretariats.core.dates import Span
    from secretariats.models import Unit

# Names and people: a published document keeps those it was made with.
FREE = frozenset({"instruments", "secretariats", "committees", "people", "roles", "work_areas"})
# What is added to them is used by nothing that was there before.
GROWING = frozenset({"activities", "posts"})
_DATE = re.compile(r"\b(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\b")


def guard_published(
    unit: Unit, changes: list[SectionDifference], match: EntryMatch
) -> list[Problem]:
    """Return why a unit with published reports may not be replaced so; empty where it may.

    What is added for the time after the last published period may come. One query, two where
    entries go.
    """
    reports = list(
        Report.objects.filter(unit=unit, state=Report.State.PUBLISHED)
        .select_related("committee")
        .defer("context")
        .order_by("end", "pk")
    )
    if not reports:
        return []
    problems = []
    last = reports[-1]
    touched = [
        change.section
        for change in changes
        if change.section not in FREE and not _comes_after(change, last.end)
    ]
    text = _("the published report %(report)s rests on it, and the file changes it")
    problems += [Problem(section, text % {"report": _name(last)}) for section in touched]
    gone = set(TimeEntry.objects.filter(pk__in=match.removed).values_list("date", flat=True))
    dates = gone | {entry.date for entry in match.added}
    text = _("the published report %(report)s rests on them, and the file changes some")
    for report in reports:
        if any(report.start <= date <= report.end for date in dates):
            problems.append(Problem("entries", text % {"report": _name(report)}))
    return problems


def guard_ended(unit: Unit, days: Span) -> list[Problem]:
    """Return which published reports cover days that would have no agreement; one query.

    Args:
        unit: whose agreement is to end.
        days: which would have none.
    """
    reports = Report.objects.filter(
        unit=unit, state=Report.State.PUBLISHED, end__gte=days.start
    ).select_related("committee")
    if days.end is not None:
        reports = reports.filter(start__lte=days.end)
    text = _(
        "The published report %(report)s rests on this agreement: choose %(end)s or a later day."
    )
    return [
        Problem("last", text % {"report": _name(report), "end": report.end})
        for report in reports.defer("context").order_by("end", "pk")
    ]


def _comes_after(change: SectionDifference, end: dt.date) -> bool:
    """Return whether a section only gains rows, and those are of a later time."""
    if change.removed or change.changed:
        return False
    if change.section in GROWING:
        return True
    return all(_is_later(name, end) for name in change.added)


def _is_later(name: str, end: dt.date) -> bool:
    """Return whether the first date in the name of a row lies after a day; a year is its first."""
    found = _DATE.search(name)
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    return (year, month, day) > (end.year, end.month, end.day)


def _name(report: Report) -> str:
    return f"{report} ({report.committee.code}, {report.start} – {report.end})"
