"""What a file can hold besides plain values, and how a file that holds nothing is refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from secretariats.core.errors import Refused

# A unit file nests four deep; whatever nests like this is something else.
DEPTH = 40
# More digits than any number of a unit file; Python refuses to read thousands.
INT_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Inexact:
    """A number with a point or an exponent, written without quotes: no exact value is read."""

    text: str

    def __str__(self) -> str:
        return self.text


class Doubled(dict[str, object]):
    """A mapping in which keys stand twice; ``twice`` names them."""

    twice: tuple[str, ...] = ()


def mapping_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return the mapping of its pairs, remembering keys that stand twice."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    counts = Counter(key for key, _value in pairs)
    doubled.twice = tuple(key for key, count in counts.items() if count > 1)
    return doubled


def junk(name: str, what: str, remedy: str) -> Refused:
    """Return the refusal of a file as a whole, on one line."""
    return Refused([f"{name} {what}. {remedy}."])
