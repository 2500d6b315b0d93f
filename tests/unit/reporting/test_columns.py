"""Columns by month: the picture and the table are of the same figures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction

from reporting.core.charts.columns import Columns, draw_columns
from reporting.core.charts.definition import Series
from reporting.core.charts.lettering import width
from reporting.core.charts.marks import JOINT, OTHER, marks_of

SVG = "{http://www.w3.org/2000/svg}"
MARKS = marks_of(["CMS", "AEWA"])
CHART = Columns(
    title="AEWA by month, EUR",
    alt='AEWA by month: least in "May"',
    language="en",
    corner="Month",
    categories=("Apr", "May"),
    series=(
        Series("direct", MARKS["AEWA"], (Fraction(900), Fraction(1, 300))),
        Series("joint", MARKS[JOINT], (Fraction(600), Fraction(0))),
        Series("overhead", MARKS[OTHER], (Fraction(0), Fraction(0))),
    ),
    line=("share by key", (Fraction(1200), Fraction(400))),
    chosen=frozenset({1}),
)


def boxes(chart: Columns) -> list[tuple[float, float]]:
    """Return top and height of what is drawn outside of patterns, as drawn."""
    tree = ET.fromstring(draw_columns(chart, "c"))  # noqa: S314 - our own drawing
    return [
        (float(r.get("y", "0")), float(r.get("height", "0"))) for r in tree.findall(f"{SVG}rect")
    ]


def test_the_table_has_a_row_for_each_month_and_a_column_for_each_part() -> None:
    assert CHART.data() == [
        ("Month", "direct", "joint", "overhead", "share by key"),
        ("Apr", "900.00", "600.00", "0.00", "1,200.00"),
        ("May", "0.00", "0.00", "0.00", "400.00"),
    ]


def test_parts_stand_on_each_other_and_nothing_is_drawn_for_nothing() -> None:
    drawn = boxes(CHART)
    # Two parts of April; of a third of May's cent nothing is to be seen.
    assert len(drawn) == 2
    (direct, high), (joint, higher) = drawn
    assert direct + high == 132
    assert joint + higher < direct
    assert high > higher > 0


def test_a_higher_value_is_a_higher_column() -> None:
    larger = replace(
        CHART,
        series=(
            Series("direct", MARKS["AEWA"], (Fraction(900), Fraction(500))),
            *CHART.series[1:],
        ),
    )
    assert len(boxes(larger)) == 3


def test_the_words_reach_those_who_listen_and_escape_what_could_hurt() -> None:
    tree = ET.fromstring(draw_columns(CHART, "c"))  # noqa: S314 - our own drawing
    assert tree.get("aria-label") == CHART.alt
    assert tree.findtext(f"{SVG}title") == CHART.alt
    assert "May" in [text.text for text in tree.findall(f"{SVG}text")]


def test_a_period_of_nothing_is_drawn_without_columns() -> None:
    nothing = replace(
        CHART,
        series=tuple(replace(one, values=(Fraction(0),) * 2) for one in CHART.series),
        line=("share by key", (Fraction(0), Fraction(0))),
    )
    assert boxes(nothing) == []


def test_figures_of_any_length_have_room_beside_the_columns() -> None:
    large = tuple(Fraction(60_000_000) for _ in CHART.categories)
    chart = replace(CHART, series=(Series("direct", MARKS["AEWA"], large),))
    tree = ET.fromstring(draw_columns(chart, "c"))  # noqa: S314 - our own drawing
    figures = [text for text in tree.findall(f"{SVG}text") if text.get("text-anchor") == "end"]
    assert max(len(text.text or "") for text in figures) == len("60,000,000")
    for text in figures:
        wide = width(text.text or "", 155) / 100
        assert float(text.get("x", "0")) >= wide
