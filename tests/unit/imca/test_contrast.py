"""The colours of the pages: readable in both themes, and on paper the same as by day."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from django.conf import settings

from imca.contrast import SLOTS, colours, pairs, ratio
from reporting.core.charts.marks import JOINT, OTHER, marks_of

CSS = settings.BASE_DIR / "static" / "css"
TOKENS = colours((CSS / "tokens.css").read_text(encoding="utf-8"))


def test_contrast_is_that_of_the_standard() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_whatever_stands_on_something_can_be_read_by_day_and_by_night() -> None:
    lacking = [
        f"{pair.ink} on {pair.on}: {pair.day:.2f} and {pair.night:.2f} of {pair.needs}"
        for pair in pairs(TOKENS)
        if not pair.holds
    ]
    assert not lacking


def test_charts_on_paper_have_the_colours_of_the_day() -> None:
    codes = [f"I{n}" for n in SLOTS]
    marks = marks_of(codes, {code: n for n, code in zip(SLOTS, codes, strict=True)})
    for n, code in zip(SLOTS, codes, strict=True):
        assert marks[code].colour == TOKENS[f"i{n}"][0]
        assert marks[code].soft == TOKENS[f"i{n}-soft"][0]
        if marks[code].tile:
            assert TOKENS[f"i{n}-line"][0] in marks[code].tile
    assert marks[JOINT].colour == TOKENS["joint-a"][0]
    assert TOKENS["joint-b"][0] in marks[JOINT].tile
    assert marks[OTHER].tile


def test_the_hues_of_instruments_are_far_from_each_other() -> None:
    for theme in (0, 1):
        for one, other in combinations((TOKENS[f"i{n}"][theme] for n in SLOTS), 2):
            apart = sum(
                (int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) ** 2 for i in (1, 3, 5)
            )
            assert apart > 50**2, (one, other)


def test_only_the_tokens_name_colours() -> None:
    # The styles of documents are for paper, where the tokens do not reach.
    apart = {"tokens.css", "document.css", "timesheet.css"}
    sheets = [sheet for sheet in CSS.glob("*.css") if sheet.name not in apart]
    named = {
        sheet.name: found
        for sheet in sheets
        if (
            found := re.findall(
                r"[:\s](#[0-9a-fA-F]{3,8}|rgba?\(|hsla?\()", sheet.read_text("utf-8")
            )
        )
    }
    assert not named
