"""Small bars of ranges: in their place, in words, with labels that are not cut off."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from reporting.core.charts.ranges import RangeBar, axis, bar, scale_of

SVG = "{http://www.w3.org/2000/svg}"


def shown(lowest: int, highest: int, *, words: str = "CMS: all of it") -> RangeBar:
    ends = (str(lowest), str(highest))
    return RangeBar(
        "m-1",
        words,
        Fraction(lowest),
        Fraction(lowest),
        Fraction(highest),
        Fraction(highest),
        ends,
    )


def labels(lowest: int, highest: int) -> list[tuple[str | None, str | None]]:
    found = ET.fromstring(bar(shown(lowest, highest), scale_of([Fraction(1000)])))  # noqa: S314
    return [(text.text, text.get("class")) for text in found.iter("text")]


def test_a_scale_has_room_for_every_value() -> None:
    scale = scale_of([Fraction(360_876), Fraction(433_472)])
    assert scale.end >= 433_472
    assert scale.place(scale.end) == "100.00%"
    assert scale_of([]).end > 0


def test_labels_at_an_edge_turn_inwards_and_near_ones_become_one() -> None:
    assert labels(0, 500) == [("0", ""), ("500", "mid")]
    assert labels(400, 1000) == [("400", "mid"), ("1000", "end")]
    assert labels(400, 500) == [("400 – 500", "mid")]
    assert labels(900, 1000) == [("900 – 1000", "end")]


def test_nothing_at_all_can_be_drawn() -> None:
    assert 'width="0.00%"' in bar(shown(0, 0), scale_of([Fraction(0)]))


def test_its_words_are_for_the_ear_and_escaped() -> None:
    assert 'aria-label="&lt;b&gt; &quot;"' in bar(shown(1, 2, words='<b> "'), scale_of([]))


def test_the_axis_is_written_as_the_language_does_and_never_crowded() -> None:
    def figures(most: int) -> list[str | None]:
        drawn = ET.fromstring(axis(scale_of([Fraction(most)]), "en"))  # noqa: S314
        return [text.text for text in drawn.iter("text")]

    assert figures(3000) == ["0", "1,000", "2,000", "3,000"]
    assert figures(400_000) == ["0", "200,000", "400,000"]
    assert figures(500_000_000) == ["0", "500,000,000"]
