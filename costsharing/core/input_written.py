"""Tables of inputs as text that spreadsheets open and take for nothing but text."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from secretariats.core.text import no_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")


def guard(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and :func:`unguard` takes back."""
    return f"'{text}" if _GUARDED.match(text) else no_formula(text)


def unguard(text: str) -> str:
    """Return the text that was guarded; any other as it is."""
    return text[1:] if _GUARDED.match(text) else text


def write_csv(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a CSV file: UTF-8 with its mark, which spreadsheets need, and commas."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(names)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")
