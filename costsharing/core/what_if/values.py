"""Plain values, read exactly: shares, percentages, amounts, days, lists of them."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
BUDGET = "budget"
KEPT, DROPPED = "kept", "dropped"
MOST = 50

_SHARE = re.compile(r"([0-9]{1,18})(?:\s*/\s*([0-9]{1,18}))?\s*(%?)")
_PERCENT = re.compile(r"([+\-−]?)\s*([0-9]{1,9})(?:[.,]([0-9]{1,9})|/([0-9]{1,9}))?\s*%?")
_AMOUNT = re.compile(r"(-?)([0-9]{1,60})(?:\.([0-9]{1,9})|/([0-9]{1,60}))?")
YEARS = range(1, 10000)


def share_of(text: str) -> Fraction:
    """Return a share such as ``1/3``, ``1`` or ``13 %``, which is 13/100.

    Raises:
        ValueError: it is none; a decimal such as 0.33 would not be exact.
    """
    match = _SHARE.fullmatch(text.strip())
    if match is None or (match[2] and not int(match[2])):
        raise ValueError(text)
    return Fraction(int(match[1]), int(match[2] or 1)) / (100 if match[3] else 1)


def part_of(text: str) -> Fraction:
    """Return a percentage such as ``+5%`` or ``-2.5 %`` as a part of one.

    Raises:
        ValueError: it is none.
    """
    match = _PERCENT.fullmatch(text.strip())
    if match is None or (match[4] and not int(match[4])):
        raise ValueError(text)
    number = Fraction(f"{match[2]}.{match[3] or 0}") / int(match[4] or 1) / 100
    return number if match[1] in {"", "+"} else -number


def amount_of(text: str) -> Fraction:
    """Return an amount such as ``160000.00``, or an exact one such as ``4000/3``.

    Raises:
        ValueError: it is none.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or (match[4] and not int(match[4])):
        raise ValueError(text)
    number = Fraction(f"{match[2]}.{match[3] or 0}") / int(match[4] or 1)
    return -number if match[1] else number


def _day(text: str) -> dt.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


SAYS: Mapping[Callable[[str], Fraction | dt.date], str] = {
    share_of: gettext_noop("Write a fraction such as 1/3: a decimal such as 0.33 is not exact."),
    part_of: gettext_noop("Write a percentage, such as +5 or -2.5."),
    amount_of: gettext_noop("Write an amount such as 160000.00."),
    _day: gettext_noop("Write the day as year-month-day, such as 2017-01-31."),
}


class Reader:
    """Reads plain values and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, Message]] = []

    def wrong(self, path: str, text: str, **values: object) -> None:
        """Note that something is wrong; ``text`` has been marked for translation."""
        self.problems.append((path, message(text, **values)))

    def text(self, path: str, value: Json) -> str:
        """Return a text; nothing is the empty one."""
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        self.wrong(path, gettext_noop("Write it as text in quotes, so that it stays exact."))
        return ""

    def number(self, path: str, value: Json, read: Callable[[str], Fraction]) -> Fraction | None:
        """Return a number that may be left out."""
        text = self.text(path, value)
        try:
            return read(text) if text else None
        except ValueError:
            self.wrong(path, SAYS[read])
            return None

    def needed(self, path: str, value: Json, read: Callable[[str], Fraction]) -> Fraction:
        """Return a number that may not be left out."""
        if value in (None, ""):
            self.wrong(path, SAYS[read])
        return self.number(path, value, read) or Fraction(0)

    def day(self, path: str, value: Json) -> dt.date | None:
        """Return a day that may be left out."""
        text = self.text(path, value)
        try:
            return _day(text) if text else None
        except ValueError:
            self.wrong(path, SAYS[_day])
            return None

    def pairs(self, path: str, value: Json) -> Iterator[tuple[str, Json]]:
        """Yield the names of an object, each with what it stands for."""
        if isinstance(value, dict) and len(value) <= MOST:
            yield from value.items()
        elif value is not None:
            text = gettext_noop("Write names with what they stand for, %(most)s at most.")
            self.wrong(path, text, most=MOST)

    def rows(self, path: str, value: Json, names: set[str]) -> Iterator[Mapping[str, Json]]:
        """Yield the objects of a list."""
        if not isinstance(value, list) or len(value) > MOST:
            if value is not None:
                text = gettext_noop("Write a list of at most %(most)s.")
                self.wrong(path, text, most=MOST)
            return
        for row in value:
            if isinstance(row, dict):
                self.known(path, row, names)
                yield row
            else:
                text = gettext_noop("Each has names and values: %(known)s.")
                self.wrong(path, text, known=", ".join(sorted(names)))

    def known(self, path: str, row: Mapping[str, Json], names: set[str]) -> None:
        """Note every name that there is none of."""
        for name in sorted(set(row) - names):
            text = gettext_noop("There is no %(name)s; there are %(known)s.")
            self.wrong(path, text, name=repr(name), known=", ".join(sorted(names)))
