"""The range of one value as a small bar for the cell of a table; the page's styles colour it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reporting.core.charts.svg import step_of
from reporting.core.numbers import decimal
from secretariats.core.exact import decimal_text, half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

# Units of the drawing: from 0 to the end of the scale, and what stands free beside it.
WIDE, FREE = 400, 4
# Labels nearer than this to each other become one.
ROOM = 120


@dataclass(frozen=True, slots=True)
class Scale:
    """From 0 to ``step`` times ``count``, in an amount's unit."""

    step: Fraction
    count: int

    @property
    def end(self) -> Fraction:
        """The last value."""
        return self.step * self.count

    def place(self, value: Fraction) -> str:
        """Return where a value stands, in units of the drawing with one decimal."""
        return _tenths(max(value, Fraction(0)) * WIDE / self.end)


def scale_of(values: Iterable[Fraction]) -> Scale:
    """Return a scale with room for all values, of three to five steps."""
    most = max(values, default=Fraction(0))
    step = step_of(most)
    return Scale(step, max(1, -(-most // step)))


@dataclass(frozen=True, slots=True)
class RangeBar:
    """What one instrument received, in its range, beside its share by key.

    Attributes:
        mark: the class of the instrument's mark.
        words: the same in words, with every figure.
        lowest, received, funded, highest: amounts.
        ends: lowest and highest as they are written under the bar.
    """

    mark: str
    words: str
    lowest: Fraction
    received: Fraction
    funded: Fraction
    highest: Fraction
    ends: tuple[str, str]


def axis(scale: Scale, language: str) -> str:
    """Return the figures above the bars; the table's head says what they are."""
    parts = []
    for number in range(scale.count + 1):
        style = "" if number == 0 else "end" if number == scale.count else "mid"
        figure = decimal(decimal_text(scale.step * number, places=0), language)
        x = scale.place(scale.step * number)
        parts.append(f'<text x="{x}" y="12" class="{style}">{figure}</text>')
    return _svg(16, "".join(parts), 'aria-hidden="true"')


def bar(shown: RangeBar, scale: Scale) -> str:
    """Return the bar: plain to the lowest, outlined to the highest, dot received, line share."""
    lowest, highest = scale.place(shown.lowest), scale.place(shown.highest)
    grid = "".join(f"M{scale.place(scale.step * n)} 0V46" for n in range(scale.count + 1))
    possible = scale.place(max(Fraction(0), shown.highest - shown.lowest))
    funded, received = scale.place(shown.funded), scale.place(shown.received)
    body = (
        f'<path class="g" d="{grid}"/>'
        f'<rect class="f-soft" x="{lowest}" y="9" width="{possible}" height="14"/>'
        f'<rect class="f-tile" x="0" y="9" width="{lowest}" height="14"/>'
        f'<path class="s-halo" d="M{funded} 3v26"/><path class="s-ink" d="M{funded} 3v26"/>'
        f'<circle class="f-mark o-paper" cx="{received}" cy="16" r="6.5"/>'
        f"{_labels(shown, Fraction(lowest), Fraction(highest))}"
    )
    words = escape(shown.words, {'"': "&quot;"})
    return _svg(46, body, f'role="img" aria-label="{words}"', f" {shown.mark}")


def _labels(shown: RangeBar, lowest: Fraction, highest: Fraction) -> str:
    """Return lowest and highest under their places, in one where they would run together."""
    if highest - lowest < ROOM:
        places = [((lowest + highest) / 2, " – ".join(shown.ends), ROOM)]
    else:
        places = [(lowest, shown.ends[0], ROOM // 2), (highest, shown.ends[1], ROOM // 2)]
    texts = []
    for x, text, half in places:
        style = "" if x < half else "end" if x > WIDE - half else "mid"
        texts.append(f'<text x="{_tenths(x)}" y="42" class="{style}">{escape(text)}</text>')
    return "".join(texts)


def _tenths(x: Fraction) -> str:
    tenths = half_up(x * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _svg(high: int, body: str, said: str, mark: str = "") -> str:
    return (
        f'<svg class="chart chart--range{mark}" viewBox="-{FREE} 0 {WIDE + 2 * FREE} {high}"'
        f" {said}>{body}</svg>"
    )
