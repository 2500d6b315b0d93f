"""Columns by month: what was received, in its parts, and a short line for the share by key."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reporting.core.charts.definition import Series
from reporting.core.charts.lettering import width
from reporting.core.charts.svg import GRID, INK, SOFT, at_, filled, step_of
from reporting.core.numbers import decimal
from secretariats.core.exact import cents, cents_text, decimal_text, half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Hundredths of a unit, whole, so that the same chart is the same text on every machine.
WIDE, HIGH = 87200, 15800
LEFT, TOP, FLOOR = 5200, 800, 13200
# The size of the type, in tenths of a unit, as the narrowest page sets it.
LARGEST = 155
WIDEST, GAP = 3600, 100
# Below this a column part has no room for the gap of paper above it.
THIN = 150
# More columns than these are labelled one by one no longer.
MANY = 16


@dataclass(frozen=True, slots=True)
class Columns:
    """A column for each category, made of the values of each series, and a mark across it.

    Attributes:
        title: what it shows, with its unit.
        alt: the same in words, with what is to be seen.
        language: the language of its figures.
        corner: what the categories are.
        categories: their names, from the left.
        series: from the floor upwards.
        line: the label of the mark across, and its values.
        chosen: numbers of the categories that stand out.
    """

    title: str
    alt: str
    language: str
    corner: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    line: tuple[str, tuple[Fraction, ...]]
    chosen: frozenset[int] = frozenset()

    def data(self) -> list[tuple[str, ...]]:
        """Return the head and a row for each category, amounts in cents as text."""
        label, line = self.line
        head = (self.corner, *(series.label for series in self.series), label)
        return [
            head,
            *(
                (
                    name,
                    *(self._amount(series.values[i]) for series in self.series),
                    self._amount(line[i]),
                )
                for i, name in enumerate(self.categories)
            ),
        ]

    def _amount(self, value: Fraction) -> str:
        return decimal(cents_text(cents(value)), self.language)


def draw_columns(chart: Columns, identity: str) -> str:
    """Return the chart as one ``<svg>`` element.

    Args:
        chart: what it shows.
        identity: told apart from every other chart of the same page.
    """
    heights = [
        sum((series.values[i] for series in chart.series), Fraction(0))
        for i in range(len(chart.categories))
    ]
    most = max([*heights, *chart.line[1]], default=Fraction(0))
    step = step_of(most)
    count = max(1, -(-most // step))

    def place(value: Fraction) -> int:
        return FLOOR - half_up(value * (FLOOR - TOP) / (step * count))

    figures = [
        decimal(decimal_text(step * number, places=0), chart.language)
        for number in range(count + 1)
    ]
    edge = max(LEFT, *(width(figure, LARGEST) + 1000 for figure in figures))
    body = [_grid(edge, figures, [place(step * number) for number in range(count + 1)])]
    room = (WIDE - edge) // max(1, len(chart.categories))
    wide = min(WIDEST, room * 2 // 3)
    for i, name in enumerate(chart.categories):
        middle = edge + room * i + room // 2
        body.append(_column(chart, i, identity, (middle, wide), place))
        if len(chart.categories) <= MANY or not i % 2:
            style = "t-ink t-b mid" if i in chart.chosen else "mid"
            body.append(
                f'<text class="{style}" x="{at_(middle)}" y="{at_(FLOOR + 1800)}"'
                f' text-anchor="middle">{escape(name)}</text>'
            )
    patterns = "".join(dict.fromkeys(series.mark.definition(identity) for series in chart.series))
    alt = escape(chart.alt, {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"'
        f' viewBox="0 0 {at_(WIDE)} {at_(HIGH)}" aria-label="{alt}"'
        f' font-family="IBM Plex Sans" font-size="12" fill="{SOFT}">'
        f"<title>{escape(chart.alt)}</title><defs>{patterns}</defs>{''.join(body)}</svg>"
    )


def _grid(edge: int, figures: Sequence[str], heights: Sequence[int]) -> str:
    """Return the lines across and the figures beside them, from the floor upwards."""
    parts = []
    for number, (figure, y) in enumerate(zip(figures, heights, strict=True)):
        colour, style = (GRID, "g") if number else (SOFT, "ax")
        parts.append(
            f'<path class="{style}" d="M{at_(edge)} {at_(y)}H{at_(WIDE)}" stroke="{colour}"/>'
            f'<text class="end" x="{at_(edge - 800)}" y="{at_(y + 400)}"'
            f' text-anchor="end">{figure}</text>'
        )
    return "".join(parts)


def _column(
    chart: Columns,
    number: int,
    identity: str,
    across: Sequence[int],
    place: Callable[[Fraction], int],
) -> str:
    middle, wide = across
    left = middle - wide // 2
    parts, below = [], Fraction(0)
    for series in chart.series:
        value = series.values[number]
        bottom, top = place(below), place(below + value)
        below += value
        if bottom <= top:
            continue
        # A unit of paper above it, unless nothing would be left.
        lowered = GAP if bottom - top > THIN else 0
        parts.append(
            f'<rect {filled(series.mark, identity)} x="{at_(left)}" y="{at_(top + lowered)}"'
            f' width="{at_(wide)}" height="{at_(bottom - top - lowered)}"/>'
        )
    y, more = place(chart.line[1][number]), 500
    span = f"M{at_(left - more)} {at_(y)}h{at_(wide + 2 * more)}"
    parts.append(
        f'<path class="s-halo" d="{span}" stroke="#fff" stroke-width="5"/>'
        f'<path class="s-ink" d="{span}" stroke="{INK}" stroke-width="2"/>'
    )
    return "".join(parts)
