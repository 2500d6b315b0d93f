"""Numbers as people type them, in any language: read exactly, or not at all.

``1 234,56``, ``1,234.56`` and ``1.234,56`` are one number whatever the reader's language, since
the last mark is the decimal one. ``1,234`` may be two numbers, and is refused: nobody's money is
guessed at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secretariats.core.exact import DIGITS, parse_decimal
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from fractions import Fraction

# What groups thousands without being a decimal mark: all kinds of spaces, and apostrophes.
_SPACES = (
    "\\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}"
)
_MINUS = "\N{MINUS SIGN}\N{EN DASH}"
_SHAPE = re.compile(rf"([-+{_MINUS}]?)([0-9][0-9.,{_SPACES}]*)")
_GROUPED = r"[0-9]{{1,3}}(?:{0}[0-9]{{3}})+"

_NO_NUMBER = gettext_noop("“%(typed)s” is not a number: write it like 1234.56 or 1 234,56.")
_TWO = gettext_noop("“%(typed)s” may be two numbers: write %(large)s, or %(small)s.")
_TOO_LONG = gettext_noop(
    "“%(typed)s” has more digits than are kept: at most %(before)s before and %(after)s after the "
    "decimal mark."
)
_BELOW_ZERO = gettext_noop("“%(typed)s” is below zero.")


class Unreadable(ValueError):
    """What was typed is no number, or may be two; ``told`` says what to write instead."""

    def __init__(self, told: Message) -> None:
        """Keep the message, which whoever shows it translates."""
        self.told = told
        super().__init__(str(told))


def typed_decimal(
    text: str, *, places: int = 4, negative: bool = False, grouped: bool = True
) -> Fraction:
    """Return the exact value of a number as typed.

    Args:
        text: with thousands grouped or not, and a point or a comma before the decimals.
        places: the most decimals that are kept.
        negative: whether a value under zero is allowed.
        grouped: whether a lone point may group thousands; where it may not, as in a rate of
            exchange, it is the decimal one. A lone comma may do either, everywhere.

    Raises:
        Unreadable: it is no number, has too many digits, or could be two numbers.
    """
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        raise Unreadable(message(_NO_NUMBER, typed=text))
    sign = "-" if shape.group(1) not in ("", "+") else ""
    plain = _plain(text, shape.group(2), grouped=grouped)
    whole, _point, decimals = plain.partition(".")
    if len(decimals.rstrip("0")) > places or len(whole.lstrip("0")) > DIGITS - places:
        raise Unreadable(message(_TOO_LONG, typed=text, before=DIGITS - places, after=places))
    value = parse_decimal(sign + plain, places=max(places, len(decimals)), negative=True)
    if value < 0 and not negative:
        raise Unreadable(message(_BELOW_ZERO, typed=text))
    return value


def _plain(text: str, digits: str, *, grouped: bool) -> str:
    """Return the numeral with a point before its decimals and nothing between its thousands."""
    spaced = re.sub(f"[{_SPACES}]+", " ", digits)
    marks = re.findall("[.,]", spaced)
    point = ""
    if len(set(marks)) == 2:
        point = marks[-1]
    elif len(marks) == 1:
        point = marks[0]
        may_group = grouped or point == ","
        if may_group and " " not in spaced and re.fullmatch("[1-9][0-9]{0,2}[.,][0-9]{3}", spaced):
            before, after = spaced.split(point)
            raise Unreadable(
                message(_TWO, typed=text, large=before + after, small=f"{before}.{after}0")
            )
    whole, _mark, decimals = spaced.rpartition(point) if point else (spaced, "", "")
    groups = {mark for mark in whole if not mark.isdigit()}
    fits = whole.isdigit() or (
        len(groups) == 1
        and point not in groups
        and re.fullmatch(_GROUPED.format(re.escape(groups.pop())), whole)
    )
    if not fits or (point and not decimals.isdigit()):
        raise Unreadable(message(_NO_NUMBER, typed=text))
    return f"{re.sub('[., ]', '', whole)}.{decimals}".rstrip(".")
