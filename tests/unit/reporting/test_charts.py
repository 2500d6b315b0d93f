"""Charts: picture and data from one definition, readable without colour and by ear."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from reporting.core.charts.definition import (
    Range,
    RangeBars,
    RangeWords,
    Series,
    StackedBars,
)
from reporting.core.charts.lettering import width, wrap
from reporting.core.charts.marks import JOINT, marks_of
from reporting.core.charts.svg import WIDE, draw

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Communication, education and public awareness, social media & outreach"


def bars(*, values: tuple[int, ...] = (12_000, 30_000, 500)) -> StackedBars:
    """Give bars of two instruments and joint work over three areas."""
    marks = marks_of(["CMS", "AEWA"])
    exact = tuple(map(Fraction, values))
    return StackedBars(
        title="Value by work area, EUR",
        alt="Value by work area: News <first>.",
        language="en",
        corner="Work area",
        categories=("News", LONG, "Design"),
        series=(
            Series("direct to CMS", marks["CMS"], exact),
            Series("direct to AEWA", marks["AEWA"], exact),
            Series("joint", marks[JOINT], exact),
        ),
    )


def ranges(codes: tuple[str, ...] = ("CMS", "AEWA")) -> RangeBars:
    """Give a chart of ranges, the second instrument without any value."""
    marks = marks_of(codes)
    return RangeBars(
        title="Range",
        alt="Range of each instrument.",
        language="fr",
        words=RangeWords("Instrument", "to the lowest", "to the highest", "received", "share"),
        ranges=tuple(
            Range(code, marks[code], *(Fraction(n * 10_000) * (i == 0) for n in (1, 3, 4, 6)))
            for i, code in enumerate(codes)
        ),
    )


def drawn(chart: StackedBars | RangeBars) -> ET.Element:
    """Give the chart as XML; what is not well formed fails here."""
    return ET.fromstring(draw(chart, "fig1"))  # noqa: S314 - our own text


def test_the_same_chart_is_the_same_text() -> None:
    assert draw(bars(), "fig1") == draw(bars(), "fig1")


def test_each_chart_carries_the_patterns_it_uses_under_its_own_identity() -> None:
    text = draw(bars(), "fig7")
    used = set(re.findall(r"url\(#([^)]+)\)", text))
    carried = set(re.findall(r'<pattern id="([^"]+)"', text))
    assert used == carried == {"fig7-2", "fig7-joint"}


def test_a_reader_of_the_ear_gets_the_words() -> None:
    svg = drawn(bars())
    assert svg.get("role") == "img"
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert title.text == svg.get("aria-label") == "Value by work area: News <first>."


def test_text_is_text_and_long_names_wrap() -> None:
    texts = [text.text or "" for text in drawn(bars()).iter(f"{SVG}text")]
    assert "direct to AEWA" in texts
    assert LONG not in texts
    assert " ".join(texts).count("outreach") == 1
    assert all(width(text, 115) <= 18_800 for text in texts)


def test_no_style_sheet_is_needed() -> None:
    for chart in (bars(), ranges()):
        assert "style" not in draw(chart, "fig1")


def test_bars_lie_within_the_picture_and_follow_the_values() -> None:
    svg = drawn(bars(values=(40_000, 20_000, 0)))
    found = [rect for rect in svg if rect.tag == f"{SVG}rect"]
    ends = [float(rect.get("x", "")) + float(rect.get("width", "")) for rect in found]
    assert len(found) == 6, "an area without value has no bar"
    assert max(ends) <= WIDE / 100
    first, second = ends[2] - 196, ends[5] - 196
    assert first == pytest.approx(2 * second, abs=0.02)


def test_the_last_figure_under_the_axis_is_not_clipped() -> None:
    for most in (1, 999, 123_456, 9_999_999):
        svg = drawn(bars(values=(most, 0, 0)))
        last = [text for text in svg.iter(f"{SVG}text") if text.get("text-anchor") == "middle"][-1]
        half = width(last.text or "", 115) / 200
        assert float(last.get("x", "")) + half <= WIDE / 100


def test_a_legend_of_many_instruments_breaks_into_lines() -> None:
    codes = [f"INSTRUMENT{n}" for n in range(9)]
    marks = marks_of(codes)
    one = (Fraction(1),)
    chart = StackedBars(
        "t", "a", "en", "c", ("Web",),
        tuple(Series(f"direct to {code}", marks[code], one) for code in codes),
    )  # fmt: skip
    keys = [group for group in drawn(chart) if group.tag == f"{SVG}g"]
    places = [re.findall(r"[0-9.]+", key.get("transform", "")) for key in keys]
    ends = [
        float(x) + 22 + width(f"direct to {code}", 115) / 100
        for (x, _y), code in zip(places, codes, strict=True)
    ]
    assert max(ends) <= WIDE / 100
    assert len({y for _x, y in places}) > 1


def test_instruments_differ_in_colour_and_in_pattern() -> None:
    codes = ["CMS", "AEWA", "EUROBATS", "ASCOBANS", "SHARKS", "RAPTORS", "DUGONG", "GORILLA"]
    marks = marks_of(codes)
    looks = {(marks[code].colour, marks[code].tile) for code in codes}
    assert len(looks) == len(codes)
    assert len({marks[code].tile for code in codes}) == len(codes)


def test_an_instrument_keeps_the_slot_it_was_given_whoever_stands_beside_it() -> None:
    alone, among = marks_of(["AEWA"], {"AEWA": 2}), marks_of(["ACAP", "AEWA"], {"AEWA": 2})
    assert alone["AEWA"] == among["AEWA"]
    assert alone["AEWA"].style == "m-2"
    assert marks_of(["CMS", "AEWA"]) == marks_of(["CMS", "AEWA"], {"CMS": 1, "AEWA": 2})


def test_the_data_say_what_the_picture_shows() -> None:
    assert bars().data()[:2] == [
        ("Work area", "direct to CMS", "direct to AEWA", "joint"),
        ("News", "12,000.00", "12,000.00", "12,000.00"),
    ]
    assert ranges().data()[1][0] == "CMS"
    assert ranges().data()[1][1] == "10\N{NARROW NO-BREAK SPACE}000,00"


def test_ranges_show_received_and_share_even_where_nothing_is_certain() -> None:
    svg = drawn(ranges())
    assert len([circle for circle in svg if circle.tag == f"{SVG}circle"]) == 2


def test_nothing_at_all_can_be_drawn() -> None:
    svg = drawn(bars(values=(0, 0, 0)))
    assert not [rect for rect in svg if rect.tag == f"{SVG}rect"]


def test_words_wider_than_the_room_are_broken_where_it_ends() -> None:
    lines = wrap("a Donaudampfschifffahrt b", 4000, 115)
    assert "".join(lines).replace(" ", "") == "aDonaudampfschifffahrtb"
    assert all(width(line, 115) <= 4000 for line in lines)
    assert wrap("WW", 1, 115) == ["W", "W"]
