"""Figures, dates and shares in the words of the language that is active."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.core import numbers
from reporting.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# The form of a date in a United Nations document; "1er" is written by `day`.
_DAYS = {"en": "j F Y", "fr": "j F Y", "es": r"j \d\e F \d\e Y"}
_DAYS_OF_A_YEAR = {"en": "j F", "fr": "j F", "es": r"j \d\e F"}
# Past this a fraction tells less than a percentage.
_READABLE = 20


def language() -> str:
    """Return the code of the active language, without a region."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


def day(date: dt.date | str, *, year: bool = True) -> str:
    """Return ``1 January 2017``; text is read as ISO 8601."""
    value = dt.date.fromisoformat(date) if isinstance(date, str) else date
    known = _DAYS if year else _DAYS_OF_A_YEAR
    text = formats.date_format(value, known.get(language(), known["en"]))
    if language() == "fr" and value.day == 1:
        text = text.replace("1", "1er", 1)
    return text.replace(" ", numbers.NO_BREAK, 1)


def period(start: str, end: str) -> str:
    """Return ``1 January to 30 November 2017``; the year once where it is the same."""
    return _("%(start)s to %(end)s") % {
        "start": day(start, year=start[:4] != end[:4]),
        "end": day(end),
    }


def amount(text: str, *, signed: bool = False) -> str:
    """Return an amount such as ``"-1234.50"`` as the language writes it."""
    return numbers.decimal(text, language(), signed=signed)


def money(currency: str, text: str) -> str:
    """Return an amount with its currency before it, on one line."""
    return f"{currency}{numbers.NO_BREAK}{amount(text)}"


def percent(share: Fraction | None) -> str:
    """Return a share as a percentage with one decimal, or a dash."""
    return numbers.percent(share, language())


def share(value: Fraction) -> str:
    """Return a share in words where it has some, as a fraction, or as a percentage."""
    named = {
        Fraction(1): _("the whole"),
        Fraction(1, 2): _("one half"),
        Fraction(1, 3): _("one third"),
        Fraction(2, 3): _("two thirds"),
        Fraction(1, 4): _("one quarter"),
        Fraction(3, 4): _("three quarters"),
    }
    if value in named:
        return named[value]
    return str(value) if value.denominator <= _READABLE else percent(value)


def joined(parts: Sequence[str]) -> str:
    """Return ``A, B and C``."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def shares(key: Mapping[str, Fraction], order: Sequence[str]) -> str:
    """Return ``two thirds to CMS and one third to AEWA``."""
    return joined(
        [
            _("%(share)s to %(instrument)s") % {"share": share(key[code]), "instrument": code}
            for code in order
            if code in key
        ]
    )


def finding(verdict: Verdict) -> str:
    """Return what may be said of one instrument's value, and no more."""
    match verdict:
        case Verdict.CONSISTENT:
            return _("consistent with the key")
        case Verdict.NOT_EXPLAINED:
            return _("not explained by the limitations")
        case Verdict.COVERAGE_TOO_LOW:
            return _("coverage too low to tell")
        case Verdict.NOT_MEASURED:
            return _("the coverage is being measured")
