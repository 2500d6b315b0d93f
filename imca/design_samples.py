"""What the page of components shows in its charts and tables: invented, and always the same."""

from __future__ import annotations

from fractions import Fraction

from reporting.core.charts.definition import Range, RangeBars, RangeWords, Series, StackedBars
from reporting.core.charts.marks import JOINT, OTHER, marks_of
from reporting.core.charts.ranges import RangeBar, Scale, scale_of

CODES = ("CMS", "AEWA", "EUROBATS", "ASCOBANS", "GORILLA", "SHARKS")
LETTERS = "CAESGH"
_FIGURES = (
    (154_500, 274_900, 286_000, 368_900),
    (92_700, 154_200, 143_000, 307_100),
    (41_000, 77_000, 80_500, 120_000),
    (0, 12_400, 25_900, 141_500),
    (139_900, 168_000, 51_800, 281_400),
    (9_500, 20_100, 19_700, 30_200),
)
_MARKS = marks_of(CODES, {code: n for n, code in enumerate(CODES, 1)})


def marks() -> list[tuple[str, str, str]]:
    """Return (code, class of its mark, letter) of six instruments."""
    return [
        (code, _MARKS[code].style, letter) for code, letter in zip(CODES, LETTERS, strict=True)
    ]


def scale() -> Scale:
    """Return the scale of the bars below."""
    return scale_of(Fraction(value) for row in _FIGURES for value in row)


def bars() -> list[tuple[str, str, str, RangeBar]]:
    """Return (code, class, letter, bar of its range) of six instruments."""
    found = []
    for (code, style, letter), (lowest, received, funded, highest) in zip(
        marks(), _FIGURES, strict=True
    ):
        shown = RangeBar(
            mark=style,
            words=f"{code}: its range",
            lowest=Fraction(lowest),
            received=Fraction(received),
            funded=Fraction(funded),
            highest=Fraction(highest),
            ends=(f"{lowest:,}", f"{highest:,}"),
        )
        found.append((code, style, letter, shown))
    return found


def ranges() -> RangeBars:
    """Return the same as a chart of a document."""
    return RangeBars(
        title="Value received in its range, and share by key, EUR",
        alt="The range of six instruments.",
        language="en",
        words=RangeWords("Instrument", "to the lowest", "to the highest", "received", "share"),
        ranges=tuple(
            Range(code, _MARKS[code], *map(Fraction, row))
            for code, row in zip(CODES, _FIGURES, strict=True)
        ),
    )


def stacked() -> StackedBars:
    """Return the value by work area of six instruments, joint work and overhead."""
    areas = ("Information management", "News and media", "Communication, education and awareness")
    series = [
        Series(f"direct to {code}", _MARKS[code], tuple(map(Fraction, row[1:])))
        for code, row in zip(CODES, _FIGURES, strict=True)
    ]
    shared = [
        Series("joint", _MARKS[JOINT], tuple(map(Fraction, (120_000, 80_000, 60_000)))),
        Series("overhead", _MARKS[OTHER], tuple(map(Fraction, (50_000, 40_000, 20_000)))),
    ]
    return StackedBars(
        title="Value by work area, EUR",
        alt="Value by work area.",
        language="en",
        corner="Work area",
        categories=areas,
        series=(*series, *shared),
    )
