"""Frozen contexts of reports for tests: two instruments of CMS, five of EUROBATS."""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parents[2] / "golden"
TWO, FIVE = "two-instruments", "five-instruments"


@cache
def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    return found


def context(name: str = TWO, **parts: dict[str, Any]) -> dict[str, Any]:
    """Give a copy of a frozen context, with fields of its parts changed."""
    found = copy.deepcopy(_read(name))
    for part, fields in parts.items():
        found[part].update(fields)
    return found


def readable(html: str) -> str:
    """Give the text of a page, spaces made one."""
    text = re.sub(r"<[^>]+>", " ", html)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
