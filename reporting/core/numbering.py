"""Running numbers of a document: paragraphs, tables, figures."""

from __future__ import annotations


class Numbers:
    """Counts each kind from 1."""

    def __init__(self) -> None:
        """Start before 1 for every kind."""
        self._last: dict[str, int] = {}

    def after(self, kind: str) -> int:
        """Return the number that comes next, without taking it."""
        return self._last.get(kind, 0) + 1

    def next(self, kind: str) -> int:
        """Take the next number."""
        self._last[kind] = self.after(kind)
        return self._last[kind]
