"""How each instrument is marked in a chart: a colour and a pattern, and never the colour alone.

Each mark is drawn by presentation attributes, since no style sheet reaches a chart in a PDF, and
carries a class by which a page's style sheet gives it the colours of the night. Tiles are upright:
rotated ones leave white seams in WeasyPrint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

JOINT = "joint"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """A fill: ``colour`` alone where ``tile`` is empty, else a square tile drawn on it.

    Attributes:
        name: its class and the end of its identity in a chart.
        colour: the ground.
        soft: the same, light: the ground of what is possible rather than certain.
        size: the side of the tile.
        tile: SVG elements drawn on the tile's ground.
    """

    name: str
    colour: str
    soft: str
    size: int = 0
    tile: str = ""

    def fill(self, chart: str) -> str:
        """Return the value of ``fill`` in the chart of that identity."""
        return f"url(#{chart}-{self.name})" if self.tile else self.colour

    def definition(self, chart: str) -> str:
        """Return the pattern that the chart carries, or nothing for a plain mark."""
        if not self.tile:
            return ""
        return (
            f'<pattern id="{chart}-{self.name}" width="{self.size}" height="{self.size}"'
            f' patternUnits="userSpaceOnUse"><rect class="f-{self.name}" width="{self.size}"'
            f' height="{self.size}" fill="{self.colour}"/>{self.tile}</pattern>'
        )


_HATCH = '<path d="M-2 2 2-2M-1 11 11-1M8 12l4-4" stroke="#76741c" stroke-width="3.5"/>'
_NAMED = {
    "CMS": Mark("cms", "#14507a", "#dfeaf1"),
    "AEWA": Mark(
        "aewa", "#6a6818", "#eeedcf", 5, '<rect x="3" width="2" height="5" fill="#45430c"/>'
    ),
    JOINT: Mark(JOINT, "#0d3b5c", "#e6e4d9", 10, _HATCH),
    OTHER: Mark(OTHER, "#fff", "#fff", 4, '<path d="M0 2h4" stroke="#857c6c" stroke-width="1"/>'),
}
# For the instruments that have no mark of their own, in the order of their codes.
_FREE = (
    ("#5f3a78", "#ece4f1", 6, '<circle cx="3" cy="3" r="1.5" fill="#e6d9ee"/>'),
    ("#9c4a1c", "#f6e5da", 5, '<rect y="3" width="5" height="2" fill="#5c2608"/>'),
    ("#1f6b5c", "#dcece8", 7, '<path d="M3.5 0v7M0 3.5h7" stroke="#bfe0d8" stroke-width="1"/>'),
    ("#8a2f4a", "#f5e0e6", 8, '<path d="M0 0h4v4H0zM4 4h4v4H4z" fill="#5a1429"/>'),
    ("#56606a", "#e6e9ec", 8, '<rect x="3" width="4" height="8" fill="#b9c1c8"/>'),
    ("#7a5a10", "#f3e9d0", 8, '<path d="M0 4h4V0M4 8h4V4" fill="none" stroke="#ead79b"/>'),
)


def marks_of(instruments: Iterable[str]) -> dict[str, Mark]:
    """Return instrument code → its mark, with those of joint and other work.

    Past the number of free marks they come again with a wider tile, and text tells them apart.
    """
    marks = dict(_NAMED)
    for number, code in enumerate(sorted(set(instruments) - set(_NAMED))):
        again, which = divmod(number, len(_FREE))
        colour, soft, size, tile = _FREE[which]
        marks[code] = Mark(f"free{number + 1}", colour, soft, size + 3 * again, tile)
    return marks
