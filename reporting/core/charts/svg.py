"""Charts as SVG that stands alone: real text, its own patterns, a title for readers of the ear.

Widths and places are whole hundredths of a unit until they are written, so that the same chart is
the same text on every machine. Classes let a page's style sheet set the colours of the night.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reporting.core.charts.definition import RangeBars, StackedBars
from reporting.core.charts.lettering import width, wrap
from reporting.core.numbers import decimal
from secretariats.core.exact import decimal_text, half_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reporting.core.charts.marks import Mark

WIDE = 56000
LABELS = 18800
PLOT = 19600
SIZE = 115
LINE = 1300
INK, SOFT, GRID = "#16191d", "#4a5159", "#dfd7c8"


def draw(chart: StackedBars | RangeBars, identity: str) -> str:
    """Return the chart as one ``<svg>`` element.

    Args:
        chart: what it shows.
        identity: told apart from every other chart of the same page.
    """
    if isinstance(chart, StackedBars):
        marks: list[Mark] = [series.mark for series in chart.series]
        body, bottom = _stacked(chart, identity)
    else:
        marks = [r.mark for r in chart.ranges]
        body, bottom = _ranges(chart, identity)
    patterns = "".join(dict.fromkeys(mark.definition(identity) for mark in marks))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"'
        f' viewBox="0 0 {at_(WIDE)} {at_(bottom)}" aria-label="{_attribute(chart.alt)}"'
        f' font-family="IBM Plex Sans" font-size="{at_(SIZE * 10)}" fill="{INK}">'
        f"<title>{escape(chart.alt)}</title><defs>{patterns}</defs>{body}</svg>"
    )


def _stacked(chart: StackedBars, identity: str) -> tuple[str, int]:
    keys = [(_square(series.mark, identity), 16, series.label) for series in chart.series]
    legend, top = _legend(keys)
    totals = [
        sum((series.values[i] for series in chart.series), Fraction(0))
        for i in range(len(chart.categories))
    ]
    axis = _Axis(max(totals, default=Fraction(0)), chart.language)
    parts, y = [], top
    for i, name in enumerate(chart.categories):
        label, height = _label(name, y)
        parts.append(label)
        left = Fraction(0)
        for series in chart.series:
            start, end = axis.place(left), axis.place(left + series.values[i])
            left += series.values[i]
            # A white unit between neighbours, unless nothing would be left of the bar.
            start += 100 if start > PLOT and end - start > 150 else 0
            if end > start:
                top_left = (start, y + (height - 1400) // 2)
                parts.append(_bar(series.mark, identity, top_left, end - start))
        y += height
    return legend + axis.grid(top - 200, y) + "".join(parts), y + 2000


def _ranges(chart: RangeBars, identity: str) -> tuple[str, int]:
    words = chart.words
    direct = [(_square(r.mark, identity), 16, words.lowest) for r in chart.ranges[:1]]
    open_box = (
        '<rect class="f-paper o-ink-2" x=".5" y="2.5" width="15" height="10" fill="#fff"'
        f' stroke="{SOFT}"/>'
    )
    keys = [
        *direct,
        (open_box, 16, words.highest),
        (f'<circle class="f-ink" cx="5" cy="7.5" r="4.3" fill="{INK}"/>', 10, words.received),
        (f'<path class="s-ink" d="M2 0v15" stroke="{INK}" stroke-width="2"/>', 4, words.funded),
    ]  # fmt: skip
    legend, top = _legend(keys)
    most = [max(r.highest, r.received, r.funded) for r in chart.ranges]
    axis = _Axis(max(most, default=Fraction(0)), chart.language)
    parts, y = [], top
    for r in chart.ranges:
        label, height = _label(r.name, y, least=3000)
        lowest, highest = axis.place(r.lowest), axis.place(r.highest)
        middle = y + height // 2
        parts.append(label)
        if highest > lowest:
            parts.append(
                f'<rect class="{r.mark.style} f-soft" x="{at_(lowest)}" y="{at_(middle - 700)}"'
                f' width="{at_(highest - lowest)}" height="14" fill="{r.mark.soft}"'
                f' stroke="{r.mark.colour}"/>'
            )
        if lowest > PLOT:
            parts.append(_bar(r.mark, identity, (PLOT, middle - 700), lowest - PLOT))
        parts.append(
            f'<path class="s-halo" d="M{at_(axis.place(r.funded))} {at_(middle - 1200)}v24"'
            f' stroke="#fff" stroke-width="5"/>'
            f'<path class="s-ink" d="M{at_(axis.place(r.funded))} {at_(middle - 1200)}v24"'
            f' stroke="{INK}" stroke-width="2"/>'
            f'<circle class="f-ink o-paper" cx="{at_(axis.place(r.received))}" cy="{at_(middle)}"'
            f' r="5" fill="{INK}" stroke="#fff" stroke-width="1.5"/>'
        )
        y += height
    return legend + axis.grid(top - 200, y) + "".join(parts), y + 2000


class _Axis:
    """A scale from 0 to the largest value, in thousands where the figures are large."""

    def __init__(self, most: Fraction, language: str) -> None:
        self.language = language
        self.step = step_of(most)
        self.count = max(1, -(-most // self.step))
        # The last figure under the axis stands half beside the plot.
        self.room = WIDE - PLOT - 200 - width(self._figure(self.count), SIZE) // 2

    def place(self, value: Fraction) -> int:
        """Return where a value stands, in hundredths of a unit from the left edge."""
        return PLOT + half_up(value * self.room / (self.step * self.count))

    def _figure(self, number: int) -> str:
        return decimal(decimal_text(self.step * number, places=0), self.language)

    def grid(self, top: int, bottom: int) -> str:
        """Return the upright lines and the figures under them."""
        parts = []
        for number in range(self.count + 1):
            x = at_(self.place(self.step * number))
            colour, style = (GRID, "g") if number else (SOFT, "ax")
            parts.append(
                f'<path class="{style}" d="M{x} {at_(top)}V{at_(bottom)}" fill="none"'
                f' stroke="{colour}"/>'
                f'<text class="t-ink mid" x="{x}" y="{at_(bottom + 1500)}"'
                f' text-anchor="middle">{self._figure(number)}</text>'
            )
        return "".join(parts)


def step_of(most: Fraction) -> Fraction:
    """Return the step of 1, 2 or 5 times a power of ten that gives three to five of them."""
    step = Fraction(1, 100)
    while True:
        for factor in (1, 2, 5):
            if most <= step * factor * 5:
                return step * factor
        step *= 10


def _legend(keys: Sequence[tuple[str, int, str]]) -> tuple[str, int]:
    """Return the keys in as many lines as they need, and where the plot may begin.

    A key is its sign, the width of that, and its text.
    """
    parts, x, y = [], 0, 0
    for sign, room, text in keys:
        wide = (room + 6) * 100 + width(text, SIZE)
        if x and x + wide > WIDE:
            x, y = 0, y + 1700
        parts.append(
            f'<g transform="translate({at_(x)} {at_(y)})">{sign}'
            f'<text class="t-ink" x="{room + 6}" y="12">{escape(text)}</text></g>'
        )
        x += wide + 2000
    return "".join(parts), y + 2600


def _label(name: str, y: int, least: int = 1900) -> tuple[str, int]:
    """Return the name of a bar, wrapped and set to its middle, and the height of its row."""
    lines = wrap(name, LABELS - 200, SIZE)
    height = max(least, len(lines) * LINE + 700)
    first = y + (height - len(lines) * LINE) // 2 + 1050
    return _lines(lines, first), height


def _lines(lines: Iterable[str], first: int) -> str:
    return "".join(
        f'<text class="t-ink end" x="{at_(LABELS)}" y="{at_(first + i * LINE)}"'
        f' text-anchor="end">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )


def _square(mark: Mark, identity: str) -> str:
    return f'<rect {filled(mark, identity)} y="2" width="16" height="11"/>'


def _bar(mark: Mark, identity: str, at: tuple[int, int], wide: int) -> str:
    x, y = map(at_, at)
    return f'<rect {filled(mark, identity)} x="{x}" y="{y}" width="{at_(wide)}" height="14"/>'


def filled(mark: Mark, identity: str) -> str:
    """Return the attributes of a fill; a pattern brings the colours of the night by itself."""
    plain = "" if mark.tile else f'class="{mark.style} f-mark" '
    return f'{plain}fill="{mark.fill(identity)}"'


def at_(hundredths: int) -> str:
    """Return hundredths of a unit as SVG writes a length."""
    return decimal_text(Fraction(hundredths, 100), places=0)


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
