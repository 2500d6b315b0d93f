"""How figures read in each language, and what a value may be said to show."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reporting.core.numbers import THIN, decimal, hours, percent, rounded
from reporting.core.tables import Row, Table
from reporting.core.verdict import Verdict, verdict


@pytest.mark.parametrize(
    ("text", "language", "signed", "shown"),
    [
        ("1234567.89", "en", False, "1,234,567.89"),
        (
            "1234567.89",
            "fr",
            False,
            f"1{THIN}234{THIN}567,89",
        ),
        ("1234.50", "es", False, f"1{THIN}234,50"),
        ("-13109.00", "en", False, "\N{MINUS SIGN}13,109.00"),
        ("13109.00", "en", True, "+13,109.00"),
        ("0.00", "en", True, "0.00"),
        ("-0.00", "en", True, "0.00"),
        ("-0.01", "en", True, "\N{MINUS SIGN}0.01"),
        ("12", "de", False, "12"),
    ],
)
def test_amounts_are_written_as_the_language_does(
    text: str, language: str, shown: str, *, signed: bool
) -> None:
    assert decimal(text, language, signed=signed) == shown


def test_exact_values_are_rounded_half_up_once() -> None:
    assert rounded(Fraction(5, 2), "en") == "3"
    assert rounded(Fraction(-5, 2), "en") == "\N{MINUS SIGN}2"
    assert percent(Fraction(912, 1000), "en") == "91.2\N{NO-BREAK SPACE}%"
    assert percent(Fraction(5, 4), "fr") == "125,0\N{NO-BREAK SPACE}%"
    assert percent(None, "en") == "\N{EN DASH}"
    assert hours(90, "en") == "1.5"


ENOUGH = Fraction(9, 10)


@pytest.mark.parametrize(
    ("lowest", "funded", "highest", "coverage", "said"),
    [
        (1, 1, 2, ENOUGH, Verdict.CONSISTENT),
        (1, 2, 2, ENOUGH, Verdict.CONSISTENT),
        (1, Fraction(21, 10), 2, ENOUGH, Verdict.NOT_EXPLAINED),
        (1, Fraction(9, 10), 2, ENOUGH, Verdict.NOT_EXPLAINED),
        (1, 1, 2, Fraction(4, 5), Verdict.CONSISTENT),
        (1, 1, 2, Fraction(799, 1000), Verdict.COVERAGE_TOO_LOW),
        (1, 3, 2, Fraction(1, 10), Verdict.COVERAGE_TOO_LOW),
        (0, 0, 0, None, Verdict.COVERAGE_TOO_LOW),
    ],
)
def test_no_more_is_said_than_range_and_coverage_allow(
    lowest: int,
    funded: int | Fraction,
    highest: int,
    coverage: Fraction | None,
    said: Verdict,
) -> None:
    found = verdict(
        lowest=Fraction(lowest),
        funded=Fraction(funded),
        highest=Fraction(highest),
        coverage=coverage,
    )
    assert found is said


def test_a_table_too_wide_for_the_page_is_cut_with_its_labels() -> None:
    codes = tuple("ABCDEFG")
    table = Table("Values", codes, (Row("Received", codes),), note="A note.")
    first, second = table.parts()
    assert first.columns + second.columns == codes
    assert first.rows[0].label == second.rows[0].label == "Received"
    assert first.rows[0].cells + second.rows[0].cells == codes
    assert (first.note, second.note) == ("", "A note.")


def test_a_table_that_fits_is_one() -> None:
    table = Table("Values", ("A",), (Row("Received", ("1",)),), words=frozenset({0}))
    assert table.parts() == (table,)
