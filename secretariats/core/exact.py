"""Exact numbers: how text becomes one, and how one becomes text or cents.

A float never enters here. Amounts and rates are decimal numerals, shares are fractions; both
become :class:`fractions.Fraction`, and turn into cents once, at the end.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

# SQLite keeps no more of a decimal than this.
DIGITS = 15

_DECIMAL = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_FRACTION = re.compile(r"([0-9]{1,18})(?:/([0-9]{1,18}))?")


def parse_decimal(text: object, *, places: int = 4, negative: bool = False) -> Fraction:
    """Return the exact value of a decimal numeral such as ``"66000.00"``.

    Args:
        text: what the file holds; anything but a string is refused, floats above all.
        places: the most decimals that are kept.
        negative: whether a value under zero is allowed.

    Raises:
        ValueError: with a message for people, saying what to write instead.
    """
    if not isinstance(text, str):
        message = f'write it as text in quotes, such as "{text}", so that it stays exact'
        raise ValueError(message)
    match = _DECIMAL.fullmatch(text)
    if match is None:
        message = f'{text!r} is not a decimal number such as "66000.00"'
        raise ValueError(message)
    sign, whole, decimals = match.group(1), match.group(2), (match.group(3) or "").rstrip("0")
    if len(decimals) > places or len(whole.lstrip("0")) > DIGITS - places:
        message = (
            f"{text!r} has more digits than are kept: {DIGITS - places} before "
            f"and {places} after the point"
        )
        raise ValueError(message)
    if sign and not negative:
        message = f"{text!r} is below zero"
        raise ValueError(message)
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return -value if sign else value


def parse_fraction(text: object) -> Fraction:
    """Return the exact value of a fraction such as ``"2/3"`` or ``"1"``, never below zero.

    Decimals are refused: ``0.333`` is not a third.

    Raises:
        ValueError: with a message for people.
    """
    if not isinstance(text, str):
        message = f'write it as text in quotes, such as "2/3", not {text!r}'
        raise ValueError(message)
    match = _FRACTION.fullmatch(text)
    if match is None:
        message = f'{text!r} is not a fraction such as "2/3" or "1"'
        raise ValueError(message)
    denominator = int(match.group(2) or "1")
    if denominator == 0:
        message = f"{text!r} divides by zero"
        raise ValueError(message)
    return Fraction(int(match.group(1)), denominator)


def exact_text(value: Fraction | int) -> str:
    """Return ``"n/d"`` in lowest terms, ``"0/1"`` for zero."""
    fraction = Fraction(value)
    return f"{fraction.numerator}/{fraction.denominator}"


def fraction_text(value: Fraction) -> str:
    """Return a fraction as files have it: ``"2/3"``, ``"1"``."""
    return str(value)


def decimal_text(value: Decimal | Fraction, *, places: int = 2) -> str:
    """Return a finite decimal in full, with at least ``places`` decimals and no needless zero."""
    fraction = Fraction(value)
    digits = places
    while (fraction * 10**digits).denominator != 1:
        digits += 1
        if digits > DIGITS:
            message = f"{fraction} has no finite decimal form"
            raise ValueError(message)
    scaled = int(fraction * 10**digits)
    sign = "-" if scaled < 0 else ""
    whole, decimals = divmod(abs(scaled), 10**digits)
    return f"{sign}{whole}.{decimals:0{digits}d}" if digits else f"{sign}{whole}"


def half_up(value: Fraction) -> int:
    """Return the nearest whole number, halves towards plus infinity."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def cents(value: Fraction) -> int:
    """Return an amount in whole cents, half up."""
    return half_up(value * 100)


def cents_text(value: int) -> str:
    """Return whole cents as an amount: ``-12345`` is ``"-123.45"``."""
    sign = "-" if value < 0 else ""
    whole, part = divmod(abs(value), 100)
    return f"{sign}{whole}.{part:02d}"


def largest_remainders(parts: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Return whole parts that add up to ``total``, each the floor of its exact one or one more.

    Args:
        parts: code → exact part; their sum lies less than one from ``total``.
        total: the whole number that the parts must give.

    The ones left over after flooring go to the largest fractional parts, ties by code
    (valuation.md, Rounding).
    """
    floors = {code: part.numerator // part.denominator for code, part in parts.items()}
    left = total - sum(floors.values())
    if not 0 <= left <= len(parts):
        message = f"{total} cannot be split over parts that add up to {sum(parts.values())}"
        raise ValueError(message)
    order = sorted(parts, key=lambda code: (floors[code] - parts[code], code))
    for code in order[:left]:
        floors[code] += 1
    return floors
