"""Durations as people type them into a cell: 1:30, 1.5, 1,5, 90m, 1h30."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.exact import half_up
from secretariats.core.text import gettext_noop, message
from timetracking.core.checks import DAY_MINUTES

if TYPE_CHECKING:
    from secretariats.core.text import Message

HOUR = 60
_SPACE = re.compile(r"[\s\u00a0\u202f]+")
_CLOCK = re.compile(r"([0-9]{0,5})[:h]([0-9]{1,5})(?:m|min|h)?")
_HOURS = re.compile(r"([0-9]{0,5})(?:[.,]([0-9]{1,6}))?h?")
_MINUTES = re.compile(r"([0-9]{1,6})(?:m|min)")
_TWO = 2
LONGEST = 20

NO_DURATION = gettext_noop("“%(typed)s” is no duration. Type 1:30, 1%(point)s5, 90m or 1h30.")
NEGATIVE = gettext_noop("“%(typed)s” is less than nothing. Leave the cell empty to remove time.")
ONE_DIGIT = gettext_noop("“%(typed)s” has one digit after the colon. Type %(one)s or %(other)s.")
MINUTES = gettext_noop("“%(typed)s” has %(minutes)s minutes. Type %(clock)s or %(decimal)s.")
MINUTES_ONLY = gettext_noop("“%(typed)s” has %(minutes)s minutes. Type %(clock)s.")
PERHAPS_MINUTES = gettext_noop(
    "“%(typed)s” are hours, and a day has 24. For minutes type %(typed)sm, or %(clock)s."
)
TOO_LONG = gettext_noop("“%(typed)s” is longer than a day, which has 24 hours.")


class Mistyped(ValueError):
    """What was typed is no duration; ``message`` says why and what to type."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason for people."""
        super().__init__(str(reason))
        self.message = reason


def clock(minutes: int) -> str:
    """Return whole minutes as ``1:30``; this is also the form in which cells show them."""
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"


def read_typed(text: str, *, point: str = ".") -> int:
    """Return the whole minutes that somebody typed, from 0 (nothing) to 1440.

    Parts of hours that are no whole minutes are rounded half up: 0.33 is 20 minutes. Both marks
    of decimals are understood in every language.

    Args:
        text: as typed; spaces and letter case do not matter.
        point: the mark of decimals in the reader's language, for what the reason proposes.

    Raises:
        Mistyped: it is no duration of at most a day.
    """
    plain = _SPACE.sub("", text).lower()
    told = text.strip() if len(text.strip()) <= LONGEST else f"{text.strip()[:LONGEST]}…"
    if not plain:
        return 0
    if plain[0] in "-−" and any(sign.isdigit() for sign in plain):
        raise Mistyped(message(NEGATIVE, typed=told))
    if found := _CLOCK.fullmatch(plain):
        minutes = _of_clock(found[1], found[2], told, point)
    elif found := _MINUTES.fullmatch(plain):
        minutes = int(found[1])
    elif (found := _HOURS.fullmatch(plain)) and (found[1] or found[2]):
        minutes = half_up(Fraction(f"{found[1] or 0}.{found[2] or 0}") * HOUR)
        whole = plain.isdigit() and int(plain) <= DAY_MINUTES
        if minutes > DAY_MINUTES and whole:
            raise Mistyped(message(PERHAPS_MINUTES, typed=told, clock=clock(int(plain))))
    else:
        raise Mistyped(message(NO_DURATION, typed=told, point=point))
    if minutes > DAY_MINUTES:
        raise Mistyped(message(TOO_LONG, typed=told))
    return minutes


def _of_clock(hours: str, minutes: str, told: str, point: str) -> int:
    """Return the minutes of ``1:30`` or ``1h30``."""
    whole, rest = int(hours or 0), int(minutes)
    if len(minutes) == 1:
        reason = message(
            ONE_DIGIT, typed=told, one=f"{whole}:0{rest}", other=f"{whole}:{minutes}0"
        )
        if rest >= HOUR // 10:
            reason = message(MINUTES_ONLY, typed=told, minutes=rest, clock=f"{whole}:0{rest}")
        raise Mistyped(reason)
    if len(minutes) > _TWO or rest >= HOUR:
        total = whole * HOUR + rest
        if total > DAY_MINUTES:
            raise Mistyped(message(TOO_LONG, typed=told))
        decimal = f"{whole}{point}{minutes}" if len(minutes) == _TWO else ""
        text = MINUTES if decimal else MINUTES_ONLY
        raise Mistyped(
            message(text, typed=told, minutes=rest, clock=clock(total), decimal=decimal)
        )
    return whole * HOUR + rest
