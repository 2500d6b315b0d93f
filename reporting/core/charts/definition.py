"""What a chart shows, once: its picture and its table of data are both made from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporting.core.numbers import decimal
from secretariats.core.exact import cents, cents_text

if TYPE_CHECKING:
    from fractions import Fraction

    from reporting.core.charts.marks import Mark


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of value, with a value for each category.

    Attributes:
        label: its name in the legend.
        mark: how it is drawn.
        values: exact amounts, none below zero, in the chart's unit.
    """

    label: str
    mark: Mark
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A bar for each category, made of the values of each series.

    Attributes:
        title: what it shows, with its unit; the caption says it too.
        alt: the same in words, with what is to be seen.
        language: the language of its figures.
        corner: what the categories are.
        categories: their names, from the top.
        series: from the left.
    """

    title: str
    alt: str
    language: str
    corner: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    def data(self) -> list[tuple[str, ...]]:
        """Return the head and a row for each category, amounts in cents as text."""
        head = (self.corner, *(series.label for series in self.series))
        return [
            head,
            *(
                (name, *(_amount(series.values[i], self.language) for series in self.series))
                for i, name in enumerate(self.categories)
            ),
        ]


@dataclass(frozen=True, slots=True)
class Range:
    """What one instrument received, in its range, beside its share by key; exact amounts."""

    name: str
    mark: Mark
    lowest: Fraction
    received: Fraction
    funded: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class RangeWords:
    """The words of a chart of ranges, in its language."""

    corner: str
    lowest: str
    highest: str
    received: str
    funded: str


@dataclass(frozen=True, slots=True)
class RangeBars:
    """A bar for each instrument: plain to the lowest, outlined to the highest value.

    A dot is the value received, an upright line the share by key.
    """

    title: str
    alt: str
    language: str
    words: RangeWords
    ranges: tuple[Range, ...]

    def data(self) -> list[tuple[str, ...]]:
        """Return the head and a row for each instrument, amounts in cents as text."""
        words = self.words
        head = (words.corner, words.lowest, words.received, words.funded, words.highest)
        return [
            head,
            *(
                (
                    r.name,
                    *(
                        _amount(value, self.language)
                        for value in (r.lowest, r.received, r.funded, r.highest)
                    ),
                )
                for r in self.ranges
            ),
        ]


def _amount(value: Fraction, language: str) -> str:
    return decimal(cents_text(cents(value)), language)
