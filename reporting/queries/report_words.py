"""What a report is called, and its files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from reporting.sections.wording import day, period

if TYPE_CHECKING:
    from reporting.models import Report

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.]+")


def title_of(report: Report) -> str:
    """Return a report's own title, or the usual one."""
    if report.title:
        return str(report.title)
    return _("Progress report on the %(unit)s") % {"unit": report.unit.name}


def meeting_dates(report: Report) -> str:
    """Return the days of a report's meeting in words; empty where they are not known."""
    start, end = report.meeting_start, report.meeting_end
    if start and end and start != end:
        return period(start.isoformat(), end.isoformat())
    one = start or end
    return day(one) if one else ""


def file_name(report: Report, suffix: str) -> str:
    """Return a name such as ``UNEP-CMS-StC57-Doc.14.2-en.pdf``, which says what a file is.

    A report without a symbol is named by unit, committee and period; one that is not published
    yet says so.
    """
    words = [report.symbol] if report.symbol else [
        report.unit.code, report.committee.code, str(report.start), str(report.end),
    ]  # fmt: skip
    state = [] if report.state == report.State.PUBLISHED else [report.state]
    parts = [
        _NOT_IN_NAMES.sub("-", word).strip("-.") for word in [*words, report.language, *state]
    ]
    return "-".join(part for part in parts if part) + suffix
