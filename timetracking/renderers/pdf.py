"""PDF: a timesheet for signature, A4, readable by screen readers (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secretariats.core.exact import half_up
from timetracking.core.grid import ABSENCE
from timetracking.core.leaving import Renderer
from timetracking.core.typed import clock
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    from fractions import Fraction

    from timetracking.core.timesheet import DayLine, RowLine, Timesheet

STYLE = "css/timesheet.css"
WEEK, MONTH = 7, 31
SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A day as the document shows it."""

    weekday: str
    day: str
    css: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures: its names, a cell a day, and the sum."""

    code: str
    title: str
    beneficiary: str
    cells: tuple[tuple[str, str], ...]
    total: str


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a week, in words."""

    days: str
    state: str
    who: str


def render(sheet: Timesheet) -> bytes:
    """Return the sheet as PDF. Nothing is fetched from the network.

    Raises:
        FileNotFoundError: the style sheet is not among the site's static files.
    """
    # A second to import, which nobody else should spend.
    from weasyprint import CSS, HTML  # type: ignore[import-untyped]
    from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]
    from weasyprint.urls import URLFetcher  # type: ignore[import-untyped]

    files = URLFetcher(allowed_protocols={"file"})
    fonts = FontConfiguration()
    found = finders.find(STYLE)
    if not found:
        message = f"{STYLE} is not among the static files"
        raise FileNotFoundError(message)
    style = CSS(filename=Path(found), font_config=fonts, url_fetcher=files)
    html = render_to_string("timetracking/documents/timesheet.html", context(sheet))
    written: bytes = HTML(string=html, url_fetcher=files).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
    )
    return written


def context(sheet: Timesheet) -> dict[str, object]:
    """Return what the document's template shows, in the language that is active."""
    columns = tuple(_column(day) for day in sheet.days)
    css = [column.css for column in columns]
    return {
        "sheet": sheet,
        "language": get_language() or "en",
        "wide": len(sheet.days) > WEEK,
        "columns": columns,
        "lines": [_line(row, css) for row in sheet.rows],
        "sums": [
            _sum(_("Recorded"), [day.recorded for day in sheet.days], sheet.recorded, css),
            _sum(_("Absence"), [day.absence for day in sheet.days], sheet.absence, css),
            _sum(
                _("Expected, absence taken off"),
                [_whole(day.expected) for day in sheet.days],
                _whole(sheet.expected),
                css,
            ),
        ],
        "shares": [
            (beneficiary.replace("+", " + ") or _("running the unit"), clock(minutes))
            for beneficiary, minutes in sheet.shares.items()
        ],
        "steps": _steps(sheet),
        "digest": sheet.digest(),
        "printed": formats.date_format(timezone.localdate(timezone=ZoneInfo(sheet.zone)), "j F Y"),
        "holidays": [
            (formats.date_format(day.date, "j F"), day.holiday)
            for day in sheet.days
            if day.holiday
        ],
    }


def _column(day: DayLine) -> Column:
    off = day.date.isoweekday() >= SATURDAY or not day.working
    return Column(
        formats.date_format(day.date, "D")[:2],
        str(day.date.day),
        "is-off" if off else "",
        formats.date_format(day.date, "l j F"),
    )


def _line(row: RowLine, css: list[str]) -> Line:
    nobody = _("absence") if row.task.kind == ABSENCE else _("no beneficiary")
    cells = tuple(
        (clock(minutes) if minutes else "", name)
        for minutes, name in zip(row.minutes, css, strict=True)
    )
    beneficiary = row.key.beneficiary.replace("+", " + ") or nobody
    return Line(row.key.activity, row.task.title, beneficiary, cells, clock(row.total))


def _sum(title: str, minutes: list[int], total: int, css: list[str]) -> Line:
    cells = tuple(
        (clock(one) if one else "", name) for one, name in zip(minutes, css, strict=True)
    )
    return Line("", title, "", cells, clock(total))


def _steps(sheet: Timesheet) -> list[Step]:
    words = dict(WeekSheet.State.choices)
    zone = ZoneInfo(sheet.zone)
    found = []
    for one in sheet.sheets:
        days = f"{formats.date_format(one.start, 'j F')} – {formats.date_format(one.end, 'j F Y')}"
        who = ""
        moment = one.decided or one.submitted
        if moment is not None:
            who = formats.date_format(moment.astimezone(zone).date(), "j F Y")
            who = f"{one.decided_by}, {who}" if one.decided and one.decided_by else who
        found.append(Step(days, str(words.get(one.state, one.state)), who))
    return found


def _whole(minutes: Fraction) -> int:
    return half_up(minutes)


RENDERER = Renderer("pdf", "application/pdf", ".pdf", render, longest=MONTH)
