"""Figures as a language writes them, which all apps share (``secretariats.core.numbers``)."""

from secretariats.core.numbers import (
    DASH,
    MINUS,
    NO_BREAK,
    STYLES,
    THIN,
    NumberStyle,
    decimal,
    hours,
    percent,
    rounded,
    style_of,
)

__all__ = [
    "DASH",
    "MINUS",
    "NO_BREAK",
    "STYLES",
    "THIN",
    "NumberStyle",
    "decimal",
    "hours",
    "percent",
    "rounded",
    "style_of",
]
