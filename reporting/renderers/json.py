"""JSON: the tables of a document with exact values; amounts are text, never binary fractions."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reporting.core.document import Renderer

if TYPE_CHECKING:
    from reporting.core.data import DataTable, Figure
    from reporting.core.document import Source


def render(source: Source) -> bytes:
    """Return one JSON document in UTF-8: what it is about, then the tables by name."""
    document = {
        "about": {name: value for name, _words, value in source.data.about},
        "tables": {table.name: _table(table) for table in source.data.tables},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _table(table: DataTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [
            {"name": column.name, "title": column.title, "unit": column.unit}
            for column in table.columns
        ],
        "rows": [
            {
                "code": row.code,
                "title": row.title,
                "group": row.group,
                "figures": {
                    column.name: _figure(figure)
                    for column, figure in zip(table.columns, row.figures, strict=True)
                },
            }
            for row in table.rows
        ],
    }


def _figure(figure: Figure | None) -> dict[str, str] | int | None:
    """Return a whole number as it is, anything else exact and rounded."""
    if figure is None:
        return None
    if isinstance(figure.value, int):
        return figure.value
    return {"exact": figure.exact, "rounded": str(figure.value)}


def fingerprint(source: Source) -> str:
    """Return a digest of the data and of this code."""
    return hashlib.sha256(source.data.digest().encode() + Path(__file__).read_bytes()).hexdigest()


RENDERER = Renderer(
    name="json",
    media_type="application/json",
    suffix=".json",
    render=render,
    fingerprint=fingerprint,
    shows="data",
)
