"""Chance that falls the same way on every machine and every Python."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
BITS = 32


class Dice:
    """Whole-number chance from a fixed seed.

    Only ``getrandbits`` is used: the other methods of ``random`` may change between versions of
    Python, and some of them go through floats.
    """

    def __init__(self, seed: str) -> None:
        """Begin the sequence that ``seed`` names."""
        number = int.from_bytes(seed.encode(), "big")
        self._bits = random.Random(number).getrandbits  # noqa: S311 - invented data, no secret

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to ``limit`` - 1."""
        return self._bits(BITS) * limit >> BITS

    def between(self, lowest: int, highest: int) -> int:
        """Return a whole number from ``lowest`` to ``highest``, both included."""
        return lowest + self.below(highest - lowest + 1)

    def chance(self, permille: int) -> bool:
        """Return True ``permille`` times in a thousand."""
        return self.below(1000) < permille

    def pick(self, items: Sequence[T]) -> T:
        """Return one of ``items``, each as likely."""
        return items[self.below(len(items))]

    def weigh(self, items: Sequence[tuple[T, int]]) -> T:
        """Return one of ``items``, pairs of a thing and its whole weight."""
        left = self.below(sum(weight for _, weight in items))
        for item, weight in items:
            left -= weight
            if left < 0:
                return item
        message = "nothing to choose from: every weight is 0"
        raise ValueError(message)
