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

# In percent of the bar's width: labels nearer than this to each other become one. Places are in
# percent, so that a bar is as wide as its cell and its letters keep their size.
ROOM = 34
# Signs that the figures above the bars may have together, else only a middle one stands between.
SIGNS = 18
HIGH, HEAD = 46, 16


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
        """Return where a value stands, in percent."""
        return _percent(self.part(value))

    def part(self, value: Fraction) -> Fraction:
        """Return where a value stands, of a hundred."""
        return max(value, Fraction(0)) * 100 / self.end


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
    figures = [
        decimal(decimal_text(scale.step * number, places=0), language)
        for number in range(scale.count + 1)
    ]
    few = sum(map(len, figures)) > SIGNS
    parts = []
    for number, figure in enumerate(figures):
        last = number == scale.count
        if few and number and not last and number * 2 != scale.count:
            continue
        style = "end" if last else "mid" if number else ""
        place = scale.place(scale.step * number)
        parts.append(f'<text x="{place}" y="12" class="{style}">{figure}</text>')
    return _svg(HEAD, "".join(parts), 'aria-hidden="true"')


def bar(shown: RangeBar, scale: Scale) -> str:
    """Return the bar: plain to the lowest, outlined to the highest, dot received, line share."""
    lowest = scale.place(shown.lowest)
    possible = scale.place(shown.highest - shown.lowest)
    body = "".join(
        _upright("g", scale.place(scale.step * n), 0, HIGH) for n in range(scale.count + 1)
    )
    funded = scale.place(shown.funded)
    body += (
        f'<rect class="f-soft" x="{lowest}" y="9" width="{possible}" height="14"/>'
        f'<rect class="f-tile" y="9" width="{lowest}" height="14"/>'
        f"{_upright('s-halo', funded, 3, 29)}{_upright('s-ink', funded, 3, 29)}"
        f'<circle class="f-mark o-paper" cx="{scale.place(shown.received)}" cy="16" r="6"/>'
        f"{_labels(shown, scale.part(shown.lowest), scale.part(shown.highest))}"
    )
    words = escape(shown.words, {'"': "&quot;"})
    return _svg(HIGH, body, f'role="img" aria-label="{words}"', f" {shown.mark}")


def _labels(shown: RangeBar, lowest: Fraction, highest: Fraction) -> str:
    """Return lowest and highest under their places, in one where they would run together."""
    if highest - lowest < ROOM:
        places = [((lowest + highest) / 2, " – ".join(shown.ends), ROOM)]
    else:
        places = [(lowest, shown.ends[0], ROOM // 2), (highest, shown.ends[1], ROOM // 2)]
    texts = []
    for at, text, half in places:
        style = "" if at < half else "end" if at > 100 - half else "mid"
        texts.append(f'<text x="{_percent(at)}" y="40" class="{style}">{escape(text)}</text>')
    return "".join(texts)


def _upright(style: str, place: str, top: int, bottom: int) -> str:
    return f'<line class="{style}" x1="{place}" x2="{place}" y1="{top}" y2="{bottom}"/>'


def _percent(of_a_hundred: Fraction) -> str:
    hundredths = half_up(of_a_hundred * 100)
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _svg(high: int, body: str, said: str, mark: str = "") -> str:
    return f'<svg class="chart chart--bar{mark}" width="100%" height="{high}" {said}>{body}</svg>'
