"""Hours, days, amounts and pairs of them, as the causes of differences tell them."""

# Documents are read as they were kept; JSON has no narrower type.
# mypy: disable-error-code="explicit-any"

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secretariats.core import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ARROW = " → "
_AMOUNT = re.compile(r"([A-Z]{3}) (-?[0-9]+(?:\.[0-9]+)?)")


def hours(text: str | None) -> str:
    """Return exact minutes such as ``"2490/1"`` as ``41:30``; parts of minutes half up."""
    minutes = Fraction(text or "0/1")
    whole = (2 * minutes.numerator + minutes.denominator) // (2 * minutes.denominator)
    return f"{whole // 60}:{whole % 60:02d}"


def _language() -> str:
    return get_language() or "en"


def day_text(iso: str) -> str:
    """Return a date in words."""
    return formats.date_format(dt.date.fromisoformat(iso), "DATE_FORMAT")


def month_text(month: str) -> str:
    """Return ``March 2017``."""
    return formats.date_format(dt.date.fromisoformat(f"{month}-01"), "F Y")


def number(text: str) -> str:
    """Return a decimal numeral as the language writes it; a fraction stays as it is."""
    return numbers.decimal(text, _language()) if re.fullmatch(r"-?[0-9.]+", text) else text


def money(text: str) -> str:
    """Return an amount such as ``EUR 66000.00`` as the language writes it."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return text
    return f"{found[1]}{numbers.NO_BREAK}{number(found[2])}"


def when(about: Mapping[str, str]) -> str:
    """Return ``in March 2017``, ``in 2017``, or nothing for the whole period."""
    if "month" in about:
        return _(" in %(month)s") % {"month": month_text(about["month"])}
    return _(" in %(year)s") % {"year": about["year"]} if "year" in about else ""


def from_to(about: Mapping[str, str]) -> str:
    """Return the days that something holds on."""
    if "from" not in about:
        return when(about)
    days = {"start": day_text(about["from"]), "end": day_text(about["to"])}
    if days["start"] == days["end"]:
        return _(" on %(start)s") % days
    return _(" from %(start)s to %(end)s") % days


def pair(part: Mapping[str, Any], told: Callable[[Any], str]) -> str:
    """Return ``: was → now``; where one is not there, that it is not."""
    if part["was"] is None and part["now"] is None:
        return ""
    texts = [_("none") if one is None else told(one) for one in (part["was"], part["now"])]
    return f": {ARROW.join(texts)}"
