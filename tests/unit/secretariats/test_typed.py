"""Numbers as people type them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from secretariats.core.typed import Unreadable, typed_decimal

NO_BREAK, NARROW, MINUS = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    "text",
    [
        "1234.56", "1234,56", "1,234.56", "1.234,56", "1 234,56", "1 234.56", f"1{NO_BREAK}234,56",
        f"1{NARROW}234,56", "1'234.56", " 1234.56 ", "+1234.56", "001234.56",
    ],
)  # fmt: skip
def test_the_ways_of_three_languages_are_one_number(text: str) -> None:
    assert typed_decimal(text) == Fraction(123456, 100)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", Fraction(1234567)),
        ("1.234.567", Fraction(1234567)),
        ("1 234 567", Fraction(1234567)),
        ("1 234,567", Fraction(1234567, 1000)),
        ("0.956", Fraction(956, 1000)),
        ("0,956", Fraction(956, 1000)),
        ("1.2340", Fraction(1234, 1000)),
        ("12345.678", Fraction(12345678, 1000)),
        ("99999999999.9999", Fraction(999999999999999, 10000)),
    ],
)
def test_the_last_mark_is_the_decimal_one(text: str, value: Fraction) -> None:
    assert typed_decimal(text) == value


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345", "100.000", "999,999"])
def test_what_may_be_two_numbers_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="may be two numbers"):
        typed_decimal(text)
    # In a rate of exchange nobody groups thousands.
    if "," in text:
        with pytest.raises(Unreadable, match="may be two numbers"):
            typed_decimal(text, grouped=False)
    else:
        # A rate has no thousands: a lone point is the decimal one.
        assert typed_decimal(text, grouped=False) == Fraction(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "abc", "1e5", "12 34", "1,23,456", "1 234.567,8", "5.10.3", "1.", ".5", "--5", "1,,2",
        "0x10", "½", "\N{FULLWIDTH DIGIT ONE}2", "1_000", "NaN", "1 2", "1.234,567.8",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        typed_decimal(text)


def test_digits_that_are_not_kept_are_refused_not_rounded() -> None:
    with pytest.raises(Unreadable, match="more digits"):
        typed_decimal("0.12345")
    with pytest.raises(Unreadable, match="more digits"):
        typed_decimal("123456789012")
    assert typed_decimal("0.1234500", places=5) == Fraction(12345, 100000)


@pytest.mark.parametrize("text", ["-5,50", f"{MINUS}5.50"])
def test_below_zero_where_it_may_be(text: str) -> None:
    assert typed_decimal(text, negative=True) == Fraction(-11, 2)
    with pytest.raises(Unreadable, match="below zero"):
        typed_decimal(text)
