"""XLSX: a sheet that says what the workbook is, then one for each table of figures."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from reporting.core.document import Renderer

if TYPE_CHECKING:
    from reporting.core.data import DataTable
    from reporting.core.document import Source

# A name of a sheet has no more characters, and none of these.
LONGEST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDTHS = {"code": 16, "title": 44, "group": 18, "figure": 18, "exact": 34}
NOTHING_MEANS_MORE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def render(source: Source) -> bytes:
    """Return the workbook; the same source gives the same bytes.

    Figures are numbers with two decimals, or whole ones; where the exact value is another, it
    stands beside them as text. No text is taken for a formula.
    """
    # Only the worker that makes documents needs it.
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, NOTHING_MEANS_MORE)
    about = {name: value for name, _words, value in source.data.about}
    book.set_properties(
        {
            "title": source.title,
            "subject": about.get("symbol", ""),
            # The date of the figures: bytes do not depend on today.
            "created": source.made.astimezone(dt.UTC).replace(tzinfo=None),
        }
    )
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "decimal": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    }
    with translation.override(source.language):
        names = [_sheet_name(_("About")), *(_sheet_name(one.title) for one in source.data.tables)]
        _about(book.add_worksheet(names[0]), source, formats)
        for name, table in zip(_different(names)[1:], source.data.tables, strict=True):
            _table(book.add_worksheet(name), table, formats)
    book.close()
    return buffer.getvalue()


def _sheet_name(title: str) -> str:
    return title.translate(_FORBIDDEN)[:LONGEST].strip().strip("'") or "-"


def _different(names: list[str]) -> list[str]:
    """Return the names, each made another where it stood before; case is no difference."""
    seen: set[str] = set()
    found = []
    for number, name in enumerate(names):
        mine = name if name.lower() not in seen else f"{name[: LONGEST - 4]} {number}"
        seen.add(mine.lower())
        found.append(mine)
    return found


def _about(sheet: Any, source: Source, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, source.title, formats["title"])
    for line, (_name, words, value) in enumerate(source.data.about, start=2):
        sheet.write_string(line, 0, words, formats["text"])
        sheet.write_string(line, 1, value, formats["text"])
    line = len(source.data.about) + 3
    sheet.write_string(line, 0, _("Sheets"), formats["head"])
    sheet.write_string(line, 1, "", formats["head"])
    for number, table in enumerate(source.data.tables, start=1):
        sheet.write_number(line + number, 0, number, formats["whole"])
        sheet.write_string(line + number, 1, table.title, formats["text"])


def _table(sheet: Any, table: DataTable, formats: dict[str, Any]) -> None:
    used = [number for number, head in enumerate(table.heads) if head]
    kinds = ("code", "title", "group")
    units = {"minutes": _("minutes"), "days": _("days")}
    place = 0
    for number in used:
        sheet.write_string(0, place, table.heads[number], formats["head"])
        sheet.set_column(place, place, WIDTHS[kinds[number]])
        place += 1
    for line, row in enumerate(table.rows, start=1):
        named = (row.code, row.title, row.group)
        for at, number in enumerate(used):
            sheet.write_string(line, at, named[number], formats["text"])
    for number, column in enumerate(table.columns):
        exact = table.has_exact(number)
        unit = units.get(column.unit, column.unit)
        head = f"{column.title} ({unit})" if unit else column.title
        sheet.write_string(0, place, head, formats["head"])
        sheet.set_column(place, place, WIDTHS["figure"])
        if exact:
            text = _("%(figure)s, exact") % {"figure": column.title}
            sheet.write_string(0, place + 1, text, formats["head"])
            sheet.set_column(place + 1, place + 1, WIDTHS["exact"])
        for line, row in enumerate(table.rows, start=1):
            figure = row.figures[number]
            if figure is None:
                continue
            form = formats["whole" if isinstance(figure.value, int) else "decimal"]
            sheet.write_number(line, place, figure.value, form)
            if figure.exact:
                sheet.write_string(line, place + 1, figure.exact, formats["text"])
        place += 2 if exact else 1
    sheet.freeze_panes(1, len(used))


def fingerprint(source: Source) -> str:
    """Return a digest of the data, this code and the version of the writer."""
    seen = hashlib.sha256(source.data.digest().encode())
    seen.update(
        source.title.encode() + source.language.encode() + source.made.isoformat().encode()
    )
    seen.update(Path(__file__).read_bytes() + version("xlsxwriter").encode())
    return seen.hexdigest()


RENDERER = Renderer(
    name="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    render=render,
    fingerprint=fingerprint,
    shows="data",
)
