"""Bad input and denied wishes, as values that people can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where it is and what to do about it."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class Refused(Exception):
    """What was asked cannot be done; carries every problem found, not the first only.

    ``str()`` is the whole message, a line for each problem. Nothing was written.
    """

    def __init__(self, problems: Iterable[Problem | str]) -> None:
        """Keep the problems; a bare text is a problem without a place."""
        self.problems = [
            problem if isinstance(problem, Problem) else Problem("", problem)
            for problem in problems
        ]
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NotAllowed(Refused):
    """The actor may not do this."""


class Conflict(Refused):
    """What was to be changed was changed by somebody else meanwhile; nothing was overwritten.

    ``current`` is what is stored now, as plain values.
    """

    def __init__(
        self, problems: Iterable[Problem | str], *, current: Mapping[str, object]
    ) -> None:
        """Keep the problems and what is stored."""
        super().__init__(problems)
        self.current = dict(current)
