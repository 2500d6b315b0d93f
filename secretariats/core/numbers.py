"""Figures as a language writes them. Exact numbers in, text out; nothing is added up here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from secretariats.core.exact import half_up

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a language groups thousands and marks decimals."""

    group: str
    point: str


STYLES = {"en": NumberStyle(",", "."), "fr": NumberStyle(THIN, ","), "es": NumberStyle(THIN, ",")}


def style_of(language: str) -> NumberStyle:
    """Return the style of a language; an unknown one is written as English is."""
    return STYLES.get(language.split("-", maxsplit=1)[0], STYLES["en"])


def decimal(text: str, language: str, *, signed: bool = False) -> str:
    """Return a decimal numeral as the language writes it, every decimal kept.

    Args:
        text: such as ``"-1234.50"``.
        language: code such as ``"fr"``.
        signed: whether a value above zero gets its plus sign.
    """
    style = style_of(language)
    digits = text.removeprefix("-")
    whole, _point, decimals = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", style.group)
    number = f"{grouped}{style.point}{decimals}" if decimals else grouped
    if not digits.strip("0."):
        return number
    if text.startswith("-"):
        return MINUS + number
    return f"+{number}" if signed else number


def rounded(value: Fraction, language: str, *, places: int = 0) -> str:
    """Return an exact value at ``places`` decimals, half up, as the language writes it."""
    scaled = half_up(value * 10**places)
    sign = "-" if scaled < 0 else ""
    whole, decimals = divmod(abs(scaled), 10**places)
    text = f"{sign}{whole}.{decimals:0{places}d}" if places else f"{sign}{whole}"
    return decimal(text, language)


def percent(value: Fraction | None, language: str, *, places: int = 1) -> str:
    """Return a share as a percentage; None, a share of nothing, is a dash."""
    if value is None:
        return DASH
    return f"{rounded(value * 100, language, places=places)}{NO_BREAK}%"


def hours(minutes: Fraction | int, language: str) -> str:
    """Return minutes as hours with one decimal."""
    return rounded(Fraction(minutes) / 60, language, places=1)
