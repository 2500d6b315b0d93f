"""XLSX: a statement in figures as numbers, each with its exact form as text; no formula."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from costsharing.renderers.statement_pdf import period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costsharing.queries.statements import StatementShown

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING_MEANS_MORE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDTH, EXACT = 18, 30


def render(shown: StatementShown) -> bytes:
    """Return the workbook, in the language that is active; the same gives the same bytes."""
    # Only the worker that makes documents needs it.
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, NOTHING_MEANS_MORE)
    made = shown.row.final or shown.row.created
    book.set_properties(
        {
            "title": _title(shown),
            "subject": shown.symbol,
            # The date of the figures: bytes do not depend on today.
            "created": made.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "decimal": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
    }
    _about(book.add_worksheet(_("Statement")), shown, formats)
    _instruments(book.add_worksheet(_("Instruments")), shown, formats)
    _transfers(book.add_worksheet(_("Transfers")), shown, formats)
    _lines(book.add_worksheet(_("Expenditure")), shown, formats)
    book.close()
    return buffer.getvalue()


def _title(shown: StatementShown) -> str:
    row = shown.row
    words = {"unit": row.unit.name, "period": period(row.start, row.end)}
    return _("Statement of money spent: %(unit)s, %(period)s") % words


def _about(page: Any, shown: StatementShown, formats: Mapping[str, Any]) -> None:
    row, content = shown.row, shown.content
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, _title(shown), formats["title"])
    facts = [
        (_("Number"), shown.symbol or _("none: draft, not confirmed")),
        (_("Unit"), f"{row.unit.code}, {row.unit.name}"),
        (_("Period"), period(row.start, row.end)),
        (_("Figures of the year so far"), period(dt.date(row.year, 1, 1), row.end)),
        (_("Currency"), content["currency"]),
        (_("State"), str(row.get_state_display())),
        *((_("Confirmed for %(code)s") % {"code": one.instrument}, _confirmed(one))
          for one in shown.sides),
        (_("Digest (SHA-256)"), row.digest),
    ]  # fmt: skip
    if row.unit.synthetic:
        facts.append((_("Note"), _("All people, hours and amounts of this unit are invented.")))
    if content["provisional"]:
        facts.append((_("Provisional"), _("A key rests on a provisional budget.")))
    for line, (name, words) in enumerate(facts, start=2):
        page.write_string(line, 0, name, formats["text"])
        page.write_string(line, 1, words, formats["text"])


def _confirmed(side: Any) -> str:
    if side.at is None or side.state != "signed":
        return "–"
    return f"{', '.join(side.people)}, {side.at.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _instruments(page: Any, shown: StatementShown, formats: Mapping[str, Any]) -> None:
    """Write a row for each instrument, and one for each correction of an earlier year."""
    heads = (
        ("paid", _("Paid, year so far")),
        ("due", _("Due, year so far")),
        ("net", _("Paid less due, year so far")),
        ("settled_before", _("Settled before")),
        ("paid_now", _("Paid, this statement")),
        ("due_now", _("Due, this statement")),
        ("net_now", _("Paid less due, this statement")),
        ("corrections", _("Corrections of earlier years")),
        ("to_settle", _("To settle now")),
    )
    page.write_string(0, 0, _("Instrument"), formats["head"])
    page.set_column(0, 0, WIDTH)
    for place, (_name, words) in enumerate(heads):
        _figure_head(page, 1 + 2 * place, words, formats)
    for line, code in enumerate(shown.content["sides"], start=1):
        figures = shown.content["instruments"][code]
        page.write_string(line, 0, code, formats["text"])
        for place, (name, _words) in enumerate(heads):
            _figure(page, line, 1 + 2 * place, figures[name], formats)
    page.freeze_panes(1, 1)


def _transfers(page: Any, shown: StatementShown, formats: Mapping[str, Any]) -> None:
    heads = (_("From"), _("To"), _("Amount (%(currency)s)") % shown.content)
    for place, words in enumerate(heads):
        page.write_string(0, place, words, formats["head"])
    page.set_column(0, 2, WIDTH)
    for line, move in enumerate(shown.content["transfers"], start=1):
        page.write_string(line, 0, move["from"], formats["text"])
        page.write_string(line, 1, move["to"], formats["text"])
        page.write_number(line, 2, Decimal(move["amount"]), formats["decimal"])


def _lines(page: Any, shown: StatementShown, formats: Mapping[str, Any]) -> None:
    codes: Sequence[str] = shown.content["sides"]
    heads = (
        (_("Date"), 12), (_("Description"), 50), (_("Paid by"), 12), (_("Charged to"), 12),
        (_("Amount"), WIDTH), (_("Currency"), 10),
    )  # fmt: skip
    for place, (words, width) in enumerate(heads):
        page.write_string(0, place, words, formats["head"])
        page.set_column(place, place, width)
    _figure_head(page, len(heads), _("Amount in %(currency)s") % shown.content, formats)
    keys = len(heads) + 2
    parts = keys + len(codes)
    for place, code in enumerate(codes):
        page.write_string(0, keys + place, _("Key: %(code)s") % {"code": code}, formats["head"])
        page.set_column(keys + place, keys + place, WIDTH)
        _figure_head(page, parts + 2 * place, _("Due from %(code)s") % {"code": code}, formats)
    for number, line in enumerate(shown.content["lines"], start=1):
        day = dt.datetime.fromisoformat(line["date"])
        page.write_datetime(number, 0, day, formats["date"])
        page.write_string(number, 1, line["description"], formats["text"])
        page.write_string(number, 2, line["paid_by"], formats["text"])
        page.write_string(number, 3, line["charged_to"] or "", formats["text"])
        page.write_number(number, 4, Decimal(line["amount"]), formats["decimal"])
        page.write_string(number, 5, line["currency"], formats["text"])
        _figure(page, number, len(heads), line["value"], formats)
        for place, code in enumerate(codes):
            if line["key"] and code in line["key"]:
                page.write_string(number, keys + place, line["key"][code], formats["text"])
            if code in line["due"]:
                _figure(page, number, parts + 2 * place, line["due"][code], formats)
    page.freeze_panes(1, 2)


def _figure_head(page: Any, place: int, words: str, formats: Mapping[str, Any]) -> None:
    page.write_string(0, place, words, formats["head"])
    exact = _("%(figure)s, exact") % {"figure": words}
    page.write_string(0, place + 1, exact, formats["head"])
    page.set_column(place, place, WIDTH)
    page.set_column(place + 1, place + 1, EXACT)


def _figure(
    page: Any, line: int, place: int, figure: Mapping[str, str], formats: Mapping[str, Any]
) -> None:
    page.write_number(line, place, Decimal(figure["rounded"]), formats["decimal"])
    page.write_string(line, place + 1, figure["exact"], formats["text"])
