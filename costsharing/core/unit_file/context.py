"""What the sections of one file know of each other while they are read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from costsharing.core.unit_file.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable

    from costsharing.core.unit_file.row import Row
    from secretariats.core.dates import Span


@dataclass(slots=True)
class Context:
    """Codes that the file defines, and its mistakes so far.

    A code counts as defined even where its row has mistakes, so that one mistake does not make
    others appear; None means that the section cannot be read, and nothing is said about it.
    ``kinds`` maps an activity to its kind, None where that is not known.
    """

    problems: Problems = field(default_factory=Problems)
    zone: dt.tzinfo = dt.UTC
    instruments: Collection[str] | None = None
    secretariats: Collection[str] | None = None
    committees: Collection[str] | None = None
    posts: Collection[str] | None = None
    people: dict[str, str] | None = None
    areas: Collection[str] | None = None
    kinds: dict[str, str | None] | None = None


def once(seen: dict[Hashable, str], identity: Hashable, row: Row, key: str) -> None:
    """Note a row whose identity another row has already."""
    if identity in seen:
        row.wrong(key, f"stands already at {seen[identity]}; keep one")
    else:
        seen[identity] = row.path


def codes_of(row: Row, section: str, key: str = "code") -> Collection[str] | None:
    """Return the codes that the rows of a section define, whatever else is wrong with them."""
    nodes = row.mapping.get(section)
    if nodes is None:
        return ()
    if not isinstance(nodes, list):
        return None
    return {
        node[key]: None
        for node in nodes
        if isinstance(node, dict) and isinstance(node.get(key), str)
    }.keys()


def overlapping(spans: list[tuple[Span, Row]]) -> None:
    """Note each span that begins before one that began earlier has ended."""
    latest: tuple[Span, Row] | None = None
    for span, row in sorted(spans, key=lambda item: (item[0].start, item[1].path)):
        if latest is not None and latest[0].overlaps(span):
            row.wrong("from", f"{span} overlaps {latest[0]} at {latest[1].path}")
        if latest is None or (
            latest[0].end is not None and (span.end is None or span.end > latest[0].end)
        ):
            latest = (span, row)
