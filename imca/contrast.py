"""Contrast of the colours of the style sheet, read from it and computed as WCAG says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT, SHAPE = 4.5, 3.0
_TOKEN = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
_SAME = re.compile(r"--([\w-]+):\s*var\(--([\w-]+)\)")
SLOTS = range(1, 7)
# What stands on what, and how much contrast it needs.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (ink, on, TEXT)
        for ink in ("ink", "ink-2", "ink-3")
        for on in ("paper", "surface", "sunken")
    ),
    *(("accent", on, TEXT) for on in ("paper", "surface", "accent-soft")),
    *(("accent-deep", on, TEXT) for on in ("paper", "accent-soft")),
    *(("on-accent", on, TEXT) for on in ("accent", "accent-deep")),
    *((ink, "warn-soft", TEXT) for ink in ("ink", "ink-2")),
    *(("error", on, TEXT) for on in ("paper", "surface", "error-soft")),
    *(("paper", "ink", TEXT), ("ink", "accent-soft", TEXT), ("ink", "error-soft", TEXT)),
    *(("rule-strong", on, SHAPE) for on in ("paper", "surface", "sunken")),
    *(("accent", "sunken", SHAPE), ("other", "paper", SHAPE)),
    *(("on-mark", f"i{n}", TEXT) for n in SLOTS),
    *((f"i{n}", "paper", SHAPE) for n in SLOTS),
    *((f"i{n}", f"i{n}-soft", SHAPE) for n in SLOTS),
    *((f"i{n}-2", f"i{n}-soft", TEXT) for n in SLOTS),
    *(("ink", f"i{n}-soft", TEXT) for n in SLOTS),
    *(("on-mark", on, TEXT) for on in ("joint-a", "joint-b")),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """One colour on another: contrast by day and by night, of at least ``needs``."""

    ink: str
    on: str
    needs: float
    day: float
    night: float

    @property
    def holds(self) -> bool:
        """Whether both are enough."""
        return min(self.day, self.night) >= self.needs


def colours(sheet: str) -> dict[str, tuple[str, str]]:
    """Return token → its colour by day and by night, from the text of ``tokens.css``."""
    found = {name: (day, night) for name, day, night in _TOKEN.findall(sheet)}
    for name, other in _SAME.findall(sheet):
        if other in found:
            found.setdefault(name, found[other])
    return found


def pairs(tokens: Mapping[str, tuple[str, str]]) -> list[Pair]:
    """Return the contrast of every pair that the pages use."""
    return [
        Pair(ink, on, needs, *(ratio(tokens[ink][i], tokens[on][i]) for i in (0, 1)))
        for ink, on, needs in PAIRS
    ]


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours such as ``#14507a``: from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
