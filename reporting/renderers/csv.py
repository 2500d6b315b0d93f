"""CSV: every figure of a document on a line of its own, with names that stay the same."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.core.document import Renderer
from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from reporting.core.document import Source

HEAD = ("table", "code", "title", "group", "figure", "unit", "value", "exact")


def render(source: Source) -> bytes:
    """Return one line for each figure, in UTF-8 with a mark that spreadsheets look for.

    Text that a spreadsheet would take for a formula has an apostrophe before it; numbers are
    plain numbers with a point.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEAD)
    for name, _words, value in source.data.about:
        writer.writerow(["about", name, "", "", "", "", no_formula(value), ""])
    for table in source.data.tables:
        for row in table.rows:
            named = [no_formula(text) for text in (row.code, row.title, row.group)]
            for column, figure in zip(table.columns, row.figures, strict=True):
                if figure is not None:
                    told = [column.name, column.unit, figure.value, figure.exact]
                    writer.writerow([table.name, *named, *told])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def fingerprint(source: Source) -> str:
    """Return a digest of the data and of this code."""
    return hashlib.sha256(source.data.digest().encode() + Path(__file__).read_bytes()).hexdigest()


RENDERER = Renderer(
    name="csv",
    media_type="text/csv",
    suffix=".csv",
    render=render,
    fingerprint=fingerprint,
    shows="data",
)
