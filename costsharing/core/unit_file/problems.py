"""The mistakes of one file, collected, and how a value is shown in a message."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from costsharing.core.unit_file.values import Inexact
from secretariats.core.errors import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Collection

# More lines than anybody reads; the rest is counted.
PRINTED = 200
_SHOWN = 60
_LISTED = 12


class Problems:
    """Collects mistakes; the first 200 are kept, the others counted."""

    def __init__(self) -> None:
        """Begin without a mistake."""
        self.found: list[Problem] = []
        self.more = 0

    def __len__(self) -> int:
        return len(self.found) + self.more

    def add(self, path: str, message: str) -> None:
        """Add a mistake."""
        if len(self.found) < PRINTED:
            self.found.append(Problem(path, message))
        else:
            self.more += 1

    def raise_if_any(self) -> None:
        """Refuse what was read, if there was a mistake.

        Raises:
            Refused: with every mistake up to the limit, and how many more there are.
        """
        if not self.found:
            return
        more = [Problem("", f"and {self.more} more problems")] if self.more else []
        raise Refused([*self.found, *more])


def shown(value: object) -> str:
    """Return a value as a message shows it, never longer than a line."""
    text = value.text if isinstance(value, Inexact) else repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def kind_of(value: object) -> str:
    """Return what a value is, in words."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, (int, Inexact)):
        return f"the number {shown(value)}"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    return "a list" if isinstance(value, list) else "a mapping"


def one_of(options: Collection[str]) -> str:
    """Return the options of a choice in words."""
    return ", ".join(options)


def suggestion(text: str, options: Collection[str]) -> str:
    """Return the end of a message about an unknown word: the nearest known one, or all."""
    near = get_close_matches(text[:_SHOWN], options, n=1) if len(options) < 10_000 else []
    if near:
        return f"; did you mean {near[0]}?"
    if not options:
        return "; the file lists none"
    if len(options) <= _LISTED:
        return f"; there are {one_of(sorted(options))}"
    return ""
