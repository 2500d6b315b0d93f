"""How many pages a PDF has."""

from __future__ import annotations

import io

import pikepdf


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)
