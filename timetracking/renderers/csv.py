"""CSV: an entry a line, with the header that the own format of imports has."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from secretariats.core.text import no_formula
from timetracking.core.leaving import Renderer

if TYPE_CHECKING:
    from timetracking.core.timesheet import Timesheet

HEAD = ("date", "minutes", "activity", "for", "note")


def render(sheet: Timesheet) -> bytes:
    """Return one line for each entry, in UTF-8 with a mark that spreadsheets look for.

    Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in sheet.entries:
        texts = (one.key.activity, one.key.beneficiary, one.note)
        activity, beneficiary, note = map(no_formula, texts)
        writer.writerow([one.day.isoformat(), one.minutes, activity, beneficiary, note])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


RENDERER = Renderer("csv", "text/csv", ".csv", render)
