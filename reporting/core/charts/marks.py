"""How each instrument is marked in a chart: a colour and a pattern, and never the colour alone.

Each mark is drawn by presentation attributes, since no style sheet reaches a chart in a PDF, and
carries classes by which a page's style sheet gives it the colours of the night. Tiles are upright:
rotated ones leave white seams in WeasyPrint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariats.core.palette import slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JOINT = "joint"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """A fill: ``colour`` alone where ``tile`` is empty, else a square tile drawn on it.

    Attributes:
        name: the end of its identity in a chart.
        colour: the ground.
        soft: the same, light: the ground of what is possible rather than certain.
        size: the side of the tile.
        tile: SVG elements drawn on the tile's ground.
        slot: of the palette, from 1; 0 for what is no instrument's.
    """

    name: str
    colour: str
    soft: str
    size: int = 0
    tile: str = ""
    slot: int = 0

    @property
    def style(self) -> str:
        """The class that gives a page's colours of the slot to what is drawn in it."""
        return f"m-{self.slot or self.name}"

    def fill(self, chart: str) -> str:
        """Return the value of ``fill`` in the chart of that identity."""
        return f"url(#{chart}-{self.name})" if self.tile else self.colour

    def definition(self, chart: str) -> str:
        """Return the pattern that the chart carries, or nothing for a plain mark."""
        if not self.tile:
            return ""
        ground = "f-paper" if self.name == OTHER else "f-mark"
        return (
            f'<pattern id="{chart}-{self.name}" class="{self.style}" width="{self.size}"'
            f' height="{self.size}" patternUnits="userSpaceOnUse"><rect class="{ground}"'
            f' width="{self.size}" height="{self.size}" fill="{self.colour}"/>{self.tile}'
            f"</pattern>"
        )


_GROUND = 'class="f-mline" fill='
# By slot of the palette: ground, soft ground, side of the tile, what is drawn on it.
_SLOTS = (
    ("#14507a", "#dfeaf1", 0, ""),
    ("#6a6818", "#eeedcf", 5, f'<rect {_GROUND}"#45430c" x="3" width="2" height="5"/>'),
    ("#9c4a1c", "#f6e5da", 6, f'<circle {_GROUND}"#f0c3a4" cx="3" cy="3" r="1.4"/>'),
    ("#27693a", "#deecdf", 5, f'<path {_GROUND}"#b5d9bd" d="M2 0h1v5H2zM0 2h5v1H0z"/>'),
    ("#5a45a3", "#e8e4f5", 8, f'<path {_GROUND}"#3a2a75" d="M0 0h4v4H0zM4 4h4v4H4z"/>'),
    ("#4f5a66", "#e5e8eb", 5, f'<rect {_GROUND}"#aeb8c2" y="3" width="5" height="2"/>'),
)
_HATCH = (
    '<path class="s-mline" d="M-2 2 2-2M-1 11 11-1M8 12l4-4" stroke="#76741c" stroke-width="3.5"/>'
)
_LINES = '<path class="f-line" d="M0 2h4" stroke="#857c6c" stroke-width="1"/>'
_SHARED = {
    JOINT: Mark(JOINT, "#0d3b5c", "#e6e4d9", 10, _HATCH),
    OTHER: Mark(OTHER, "#fff", "#fff", 4, _LINES),
}


def marks_of(
    instruments: Iterable[str], palette: Mapping[str, int] | None = None
) -> dict[str, Mark]:
    """Return instrument code → its mark, with those of joint and other work.

    Instruments that share a slot get wider tiles, and text tells them apart.

    Args:
        instruments: codes.
        palette: code → slot, from 1; who is missing gets the next free one, by code.
    """
    codes = sorted(set(instruments))
    given = slots([(code, (palette or {}).get(code)) for code in codes])
    marks = dict(_SHARED)
    seen: dict[int, int] = {}
    for code in sorted(codes, key=lambda code: (given[code], code)):
        which = (given[code] - 1) % len(_SLOTS)
        again = seen[which] = seen.get(which, -1) + 1
        colour, soft, size, tile = _SLOTS[which]
        if again:
            # A white corner of a wider tile, so that a plain mark becomes another too.
            size = max(size, 5) + 3 * again
            tile += '<rect class="f-paper" width="2" height="2" fill="#fff"/>'
        name = f"{which + 1}" if not again else f"{which + 1}-{again + 1}"
        marks[code] = Mark(name, colour, soft, size, tile, slot=which + 1)
    return marks
