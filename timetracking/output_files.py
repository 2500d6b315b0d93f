"""The register of outputs as files: CSV for programs, XLSX for people."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from secretariats.core.text import no_formula
from timetracking.core.workbook import MEDIA_TYPE, Column, write_sheet
from timetracking.programme_words import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariats.models import Unit
    from timetracking.queries.outputs import OutputRow

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": MEDIA_TYPE}
HEAD = ("date", "kind", "title", "address", "for", "activity")


def outputs_file(unit: Unit, rows: Sequence[OutputRow], form: str) -> bytes:
    """Return outputs as a file; ``form`` is a key of ``TYPES``."""
    return _csv(rows) if form == "csv" else _xlsx(unit, rows)


def _csv(rows: Sequence[OutputRow]) -> bytes:
    """Return UTF-8 with a mark, which spreadsheets look for; no text is taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in rows:
        one = row.delivered
        cells = [one.kind, one.title, one.address, "+".join(one.instruments), one.activity]
        writer.writerow([one.date.isoformat(), *map(no_formula, cells)])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _xlsx(unit: Unit, rows: Sequence[OutputRow]) -> bytes:
    columns = [
        Column(_("Day"), width=12),
        Column(_("Kind"), width=18),
        Column(_("What was delivered"), width=60),
        Column(_("Address"), width=44),
        Column(_("For"), width=16),
        Column(_("Activity"), width=16),
        Column(_("Title of the activity"), width=36),
    ]
    newest = max((row.delivered.date for row in rows), default=dt.date(1979, 1, 1))
    return write_sheet(
        _("Outputs of %(unit)s") % {"unit": unit.code},
        columns,
        [
            (
                row.delivered.date,
                kind_name(row.delivered.kind),
                row.delivered.title,
                row.delivered.address,
                ", ".join(row.delivered.instruments),
                row.delivered.activity,
                row.activity_title,
            )
            for row in rows
        ],
        made=dt.datetime.combine(newest, dt.time(), dt.UTC),
    )
