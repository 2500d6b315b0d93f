"""Dates, clock times, durations and numbers as the exports of other programs write them."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from secretariats.core.errors import Refused
from secretariats.core.exact import half_up
from timetracking.core.rows import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDERS = ("dmy", "mdy", "ymd")


class OrderOpen(Refused):
    """The dates of a file can have the day or the month first, and no row decides it.

    Attributes:
        example: one of the dates.
    """

    def __init__(self, example: str) -> None:
        """Say so, with a date as an example."""
        self.example = example
        message = (
            f"Dates such as {example} can have the day or the month first, and no row of the file "
            "decides it: say which (dmy or mdy)."
        )
        super().__init__([message])


_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{4})")
_CLOCK = re.compile(
    r"([0-9]{1,2})[:.h]([0-9]{2})(?:[:.]([0-9]{2}))?(?:\s*([ap])\.?\s?m\.?)?", re.IGNORECASE
)
_PARTS = re.compile(r"(-?)([0-9]{1,6}):([0-9]{1,2})(?::([0-9]{1,2}))?")
_WORDS = re.compile(
    r"(?:([0-9]{1,6})\s?h)?\s?(?:([0-9]{1,6})\s?m(?:in)?)?\s?(?:([0-9]{1,6})\s?s)?"
)
_NUMBER = re.compile(r"-?[0-9][0-9.,\u00a0\u202f' ]{0,20}")
# A whole with at most one mark; a whole in groups of three, all with the same mark.
_SIMPLE = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"(-?[0-9]{1,3}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)([.,])([0-9]+))?")
_HOUR, _MINUTE, _NOON, _TWELVE = 3600, 60, 12, 12
_GROUP = 3
# Files say the same days, times and durations over and over.
READ_BEFORE = 4_096


def order_of(texts: Iterable[str], told: str = "") -> str:
    """Return the order of the parts of a file's dates: ``dmy`` or ``mdy``.

    What the file cannot decide is never guessed: the order is a setting of whoever exported it.

    Args:
        texts: the file's dates.
        told: the order that somebody told; it wins.

    Raises:
        OrderOpen: the dates leave it open.
        Refused: they contradict each other.
    """
    if told in ORDERS:
        return told
    first, second, dashed = 0, 0, ""
    for text in texts:
        match = _YEAR_LAST.fullmatch(text)
        if match is None or match[2] == ".":
            continue  # The year first, or points: both are the same everywhere.
        dashed = dashed or text
        first, second = max(first, int(match[1])), max(second, int(match[3]))
    if first > _TWELVE and second > _TWELVE:
        raise Refused(["Some dates have the day first and others the month: export it again."])
    if dashed and first <= _TWELVE and second <= _TWELVE:
        raise OrderOpen(dashed)
    return "mdy" if second > _TWELVE else "dmy"


@lru_cache(READ_BEFORE)
def read_day(text: str, order: str) -> dt.date:
    """Return a date; ``order`` decides where the year stands last between strokes.

    Raises:
        ValueError: it is none; the text is the reason for people.
    """
    try:
        if match := _YEAR_FIRST.fullmatch(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _YEAR_LAST.fullmatch(text):
            parts = int(match[1]), int(match[3])
            day, month = parts[::-1] if order == "mdy" and match[2] != "." else parts
            return dt.date(int(match[4]), month, day)
    except ValueError:
        pass
    message = f"{shown(text)} is not a date such as 2017-01-09" if text else "has no date"
    raise ValueError(message)


@lru_cache(READ_BEFORE)
def read_clock(text: str) -> dt.time:
    """Return a time of day: ``13:05``, ``13:05:01``, ``1:05 PM``.

    Raises:
        ValueError: it is none; the text is the reason for people.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match:
        hour, half = int(match[1]), (match[4] or "").lower()
        right = 1 <= hour <= _TWELVE if half else True
        if half:
            hour = hour % _TWELVE + (_NOON if half == "p" else 0)
        try:
            if right:
                return dt.time(hour, int(match[2]), int(match[3] or 0))
        except ValueError:
            pass
    message = f"{shown(text)} is not a time of day such as 13:05"
    raise ValueError(message)


@lru_cache(READ_BEFORE)
def read_seconds(text: str) -> int:
    """Return a duration in whole seconds: ``01:30:00``, ``1:30``, ``1h 30m``, ``1.5`` (hours).

    Raises:
        ValueError: it is none; the text is the reason for people.
    """
    text = text.strip()
    if match := _PARTS.fullmatch(text):
        minutes, seconds = int(match[3]), int(match[4] or 0)
        if minutes < _MINUTE and seconds < _MINUTE:
            found = int(match[2]) * _HOUR + minutes * _MINUTE + seconds
            return -found if match[1] else found
    elif text and (match := _WORDS.fullmatch(text.lower())) and any(match.groups()):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return hours * _HOUR + minutes * _MINUTE + seconds
    elif _NUMBER.fullmatch(text):
        return half_up(read_number(text) * _HOUR)
    message = f"{shown(text)} is not a duration such as 1:30 or 1.5" if text else "has no duration"
    raise ValueError(message)


def read_number(text: str) -> Fraction:
    """Return a number as any language writes it: ``1234.5``, ``1,234.5``, ``1.234,5``, ``20,0``.

    Raises:
        ValueError: it is none, or could be two (``2,000``); the text is the reason for people.
    """
    plain = re.sub(r"[\u00a0\u202f' ]", "", text.strip())
    if match := _SIMPLE.fullmatch(plain):
        whole, rest = match[1], match[2] or ""
        if len(rest) == _GROUP and whole.lstrip("-") != "0":
            message = f"{shown(text)} can be a thousand or a part of one: leave its mark away"
            raise ValueError(message)
    elif match := _GROUPED.fullmatch(plain):
        whole, rest = re.sub("[.,]", "", match[1]), match[4] or ""
    else:
        message = f"{shown(text)} is not a number"
        raise ValueError(message)
    return Fraction(f"{whole}.{rest}" if rest else whole)


def instants(
    day: dt.date,
    begin: dt.time,
    last_day: dt.date | None,
    end: dt.time,
    zone: str,
    seconds: int | None = None,
) -> tuple[dt.datetime, dt.datetime]:
    """Return two local times as instants.

    Args:
        day: of the begin.
        begin: local time.
        last_day: of the end; None: the next time the clock shows it.
        end: local time.
        zone: IANA name of the zone in which they are meant.
        seconds: the duration, where the file has it: it tells which of two equal clock times in
            the night of the change is meant.

    Raises:
        ValueError: a time that the clocks left out; the text is the reason for people.
    """
    if last_day is None:
        last_day = day + dt.timedelta(days=1) if end < begin else day
    starts = _readings(day, begin, zone)
    ends = _readings(last_day, end, zone)
    pairs = [(start, stop) for start in starts for stop in ends]
    wanted = dt.timedelta(seconds=seconds) if seconds is not None else None
    for start, stop in pairs:
        if stop - start == wanted:
            return start, stop
    positive = [pair for pair in pairs if pair[1] > pair[0]]
    return min(positive or pairs, key=lambda pair: (pair[0], pair[1]))


def _readings(day: dt.date, clock: dt.time, zone: str) -> list[dt.datetime]:
    """Return the one or two instants at which a clock of the zone showed a time."""
    here = ZoneInfo(zone)
    local = dt.datetime.combine(day, clock)
    offset = here.utcoffset(local)
    if offset is not None and offset == here.utcoffset(local.replace(fold=1)):
        # Neither skipped nor shown twice, as nearly always.
        return [(local - offset).replace(tzinfo=dt.UTC)]
    found = {local.replace(tzinfo=here, fold=fold).astimezone(dt.UTC) for fold in (0, 1)}
    real = sorted(one for one in found if one.astimezone(here).replace(tzinfo=None) == local)
    if not real:
        message = f"{local:%Y-%m-%d %H:%M} was left out by the clocks of {zone}"
        raise ValueError(message)
    return real
