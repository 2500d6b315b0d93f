"""XLSX: the days by activity on one sheet, the entries on another. No text becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from secretariats.core.exact import half_up
from timetracking.core.grid import ABSENCE
from timetracking.core.leaving import Renderer

if TYPE_CHECKING:
    from timetracking.core.timesheet import Timesheet

DAY = 1440
NOTHING_MEANS_MORE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}


def render(sheet: Timesheet) -> bytes:
    """Return the workbook; durations are numbers that a spreadsheet adds up, shown as hours."""
    # A moment to import, which nobody else should spend.
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, NOTHING_MEANS_MORE)
    book.set_properties({"title": f"{sheet.person}, {sheet.unit}"})
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    formats = {
        "head": book.add_format(head),
        "day": book.add_format({**head, "num_format": "ddd d", "align": "right"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "hours": book.add_format({"num_format": "[h]:mm;;", "valign": "top"}),
        "sum": book.add_format({"num_format": "[h]:mm", "bold": True, "top": 1}),
        "total": book.add_format({"bold": True, "top": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "clock": book.add_format({"num_format": "hh:mm", "valign": "top"}),
        "whole": book.add_format({"num_format": "0", "valign": "top"}),
    }
    _days(book.add_worksheet(_("Days")), sheet, formats)
    _entries(book.add_worksheet(_("Entries")), sheet, formats)
    book.close()
    return buffer.getvalue()


def _days(page: Any, sheet: Timesheet, formats: dict[str, Any]) -> None:
    width = len(sheet.days)
    page.write_string(0, 0, f"{sheet.person}, {sheet.unit_name}", formats["title"])
    told = _("%(first)s to %(last)s") % {"first": sheet.start, "last": sheet.end}
    page.write_string(1, 0, told)
    top = 3
    for place, words in enumerate((_("Code"), _("Activity"), _("For"))):
        page.write_string(top, place, words, formats["head"])
    for place, day in enumerate(sheet.days, start=3):
        page.write_datetime(top, place, _noon(day.date), formats["day"])
    page.write_string(top, width + 3, _("Sum"), formats["head"])
    for line, row in enumerate(sheet.rows, start=top + 1):
        beneficiary = row.key.beneficiary or (
            _("absence") if row.task.kind == ABSENCE else _("no beneficiary")
        )
        for place, text in enumerate((row.key.activity, row.task.title, beneficiary)):
            page.write_string(line, place, text, formats["text"])
        for place, minutes in enumerate(row.minutes, start=3):
            if minutes:
                page.write_number(line, place, Fraction(minutes, DAY), formats["hours"])
        page.write_number(line, width + 3, Fraction(row.total, DAY), formats["hours"])
    sums = (
        (_("Recorded"), [day.recorded for day in sheet.days], sheet.recorded),
        (_("Absence"), [day.absence for day in sheet.days], sheet.absence),
        (_("Expected"), [_whole(day.expected) for day in sheet.days], _whole(sheet.expected)),
    )
    below = top + 1 + len(sheet.rows)
    for line, (words, minutes_of_days, total) in enumerate(sums, start=below):
        page.write_string(line, 0, words, formats["total"])
        page.write_blank(line, 1, None, formats["total"])
        page.write_blank(line, 2, None, formats["total"])
        for place, minutes in enumerate([*minutes_of_days, total], start=3):
            page.write_number(line, place, Fraction(minutes, DAY), formats["sum"])
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 40)
    page.set_column(2, 2, 14)
    page.set_column(3, width + 3, 7)
    page.freeze_panes(top + 1, 3)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _entries(page: Any, sheet: Timesheet, formats: dict[str, Any]) -> None:
    heads = (
        (_("Date"), 12), (_("Begin"), 8), (_("End"), 8), (_("Minutes"), 9), (_("Activity"), 14),
        (_("Title"), 40), (_("Work area"), 24), (_("For"), 14), (_("Note"), 60),
    )  # fmt: skip
    for place, (words, width) in enumerate(heads):
        page.write_string(0, place, words, formats["head"])
        page.set_column(place, place, width)
    zone = ZoneInfo(sheet.zone)
    for line, one in enumerate(sheet.entries, start=1):
        page.write_datetime(line, 0, _noon(one.day), formats["date"])
        for place, moment in ((1, one.begin), (2, one.end)):
            if moment is not None:
                time = moment.astimezone(zone).time()
                page.write_datetime(line, place, time, formats["clock"])
        page.write_number(line, 3, one.minutes, formats["whole"])
        texts = (one.key.activity, one.task.title, one.task.area, one.key.beneficiary, one.note)
        for place, text in enumerate(texts, start=4):
            page.write_string(line, place, text, formats["text"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.entries)), len(heads) - 1)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min)


def _whole(minutes: Fraction) -> int:
    return half_up(minutes)


RENDERER = Renderer(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsx",
    render,
)
