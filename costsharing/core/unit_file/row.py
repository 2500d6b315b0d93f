"""One row of a unit file, read key by key; every mistake is noted, none ends the reading."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.unit_file.problems import kind_of, one_of, shown, suggestion
from costsharing.core.unit_file.times import parse_date
from costsharing.core.unit_file.values import Doubled
from costsharing.core.unit_file.words import NO_CODES
from secretariats.core.dates import Span
from secretariats.core.exact import parse_decimal, parse_fraction

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from costsharing.core.unit_file.problems import Problems

CODE = 32
NAME = 200
YEARS = (1, 9999)
# No numeral of a unit file is longer; it keeps messages short, too.
_NUMERAL = 60
_CURRENCY = re.compile(r"[A-Z]{3}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Lines and tabulators are part of prose.
_CONTROL_IN_PROSE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def text_trouble(text: str, *, limit: int, prose: bool = False) -> str | None:
    """Return what is wrong with a text, if anything."""
    if len(text) > limit:
        return f"is {len(text)} characters long; at most {limit} are kept"
    if (_CONTROL_IN_PROSE if prose else _CONTROL).search(text):
        return f"{shown(text)} holds a control character; leave it out"
    return None


class Row:
    """A mapping of the file at a path.

    Each reader returns the value of its key, or a harmless value of the same type after noting
    what is wrong; ``ok`` says whether nothing was.
    """

    __slots__ = ("is_mapping", "mapping", "ok", "path", "problems")

    def __init__(
        self, node: object, path: str, keys: Collection[str] | None, problems: Problems
    ) -> None:
        """Note unknown and doubled keys of the mapping; ``keys`` None allows any."""
        self.path = path
        self.problems = problems
        self.ok = True
        self.mapping: dict[str, object] = {}
        self.is_mapping = isinstance(node, dict)
        if not isinstance(node, dict):
            self.add(path, f"should be a mapping of keys to values, not {kind_of(node)}")
            return
        self.mapping = node
        if isinstance(node, Doubled):
            for key in node.twice:
                self.add(self.at(key), "stands twice; keep one")
        if keys is not None:
            for key in node:
                if key not in keys:
                    self.add(self.at(key), f"is no key of a unit file here{suggestion(key, keys)}")

    def at(self, key: str) -> str:
        """Return the path of a key."""
        key = key if len(key) <= _NUMERAL else key[:_NUMERAL] + "…"
        return f"{self.path}.{key}" if self.path else key

    def add(self, path: str, message: str) -> None:
        """Note a mistake at a path."""
        self.ok = False
        self.problems.add(path, message)

    def wrong(self, key: str, message: str) -> None:
        """Note a mistake at a key."""
        self.add(self.at(key), message)

    def has(self, key: str) -> bool:
        """Return whether the key stands there with a value."""
        return self.mapping.get(key) is not None

    def value(self, key: str, *, required: bool = True) -> object:
        """Return the raw value, None where it is absent, which a required one must not be."""
        found = self.mapping.get(key)
        if found is None and required and self.is_mapping:
            self.wrong(key, "is missing")
        return found

    # --- text ----------------------------------------------------------------------------------
    def string(self, key: str, *, required: bool = True) -> str:
        """Return a text of any form."""
        found = self.value(key, required=required)
        if found is None or isinstance(found, str):
            return found or ""
        self.wrong(key, f"should be text, not {kind_of(found)}{_quotes(found)}")
        return ""

    def text(
        self, key: str, limit: int = NAME, *, required: bool = True, prose: bool = False
    ) -> str:
        """Return a text that fits its column."""
        text = self.string(key, required=required)
        trouble = text_trouble(text, limit=limit, prose=prose)
        if trouble:
            self.wrong(key, trouble)
        elif required and isinstance(self.mapping.get(key), str) and not text.strip():
            self.wrong(key, "is empty")
        return text

    def code(self, key: str, limit: int = CODE, *, banned: str = "") -> str:
        """Return a code: text without space around it, and none of the reserved words."""
        text = self.text(key, limit)
        if text != text.strip():
            self.wrong(key, f"{shown(text)} has a space at its end")
        elif text in NO_CODES:
            self.wrong(key, f"{text} is a word with its own meaning and can be no code")
        elif any(sign in text for sign in banned):
            self.wrong(key, f"{shown(text)} holds one of the signs {banned}")
        return text

    def choice(self, key: str, options: Collection[str], default: str | None = None) -> str:
        """Return one of the options."""
        text = self.string(key, required=default is None)
        if isinstance(self.mapping.get(key), str) and text not in options:
            self.wrong(key, f"{shown(text)} is not one of {one_of(options)}")
        return text or default or ""

    def currency(self, key: str = "currency") -> str:
        """Return the code of a currency."""
        text = self.string(key)
        if isinstance(self.mapping.get(key), str) and not _CURRENCY.fullmatch(text):
            self.wrong(key, f"{shown(text)} is not the code of a currency such as EUR")
        return text

    def reference(
        self, key: str, known: Collection[str] | None, what: str, *, required: bool = True
    ) -> str | None:
        """Return a code that the file defines; ``known`` None: it cannot be told."""
        text = self.string(key, required=required)
        if not isinstance(self.mapping.get(key), str):
            return None
        self.check_known(key, text, known, what)
        return text

    def check_known(self, key: str, text: str, known: Collection[str] | None, what: str) -> None:
        """Note a code that the file does not define."""
        if known is not None and text not in known:
            self.wrong(
                key, f"there is no {what} {shown(text)} in the file{suggestion(text, known)}"
            )

    # --- numbers -------------------------------------------------------------------------------
    def whole(self, key: str, low: int, high: int, *, required: bool = True) -> int | None:
        """Return a whole number between two others."""
        found = self.value(key, required=required)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int):
            self.wrong(key, f"should be a whole number without quotes, not {kind_of(found)}")
        elif not low <= found <= high:
            self.wrong(key, f"{shown(found)} is not between {low} and {high}")
        else:
            return found
        return None

    def number(self, key: str, low: int, high: int) -> int:
        """Return a required whole number between two others."""
        found = self.whole(key, low, high)
        return low if found is None else found

    def flag(self, key: str) -> bool:
        """Return true or false; absent is false."""
        found = self.value(key, required=False)
        if found is None or isinstance(found, bool):
            return bool(found)
        self.wrong(key, f"should be true or false, not {kind_of(found)}")
        return False

    def amount(
        self, key: str, *, places: int = 4, negative: bool = False, positive: bool = False
    ) -> Fraction:
        """Return an exact decimal; ``positive`` refuses zero."""
        value = self._numeral(
            key, lambda found: parse_decimal(found, places=places, negative=negative)
        )
        if value is None:
            return Fraction(1)
        if positive and value == 0:
            self.wrong(key, "must be more than zero")
        return value

    def fraction(self, key: str, default: Fraction | None = None) -> Fraction:
        """Return an exact fraction, not below zero."""
        if default is not None and not self.has(key):
            return default
        value = self._numeral(key, parse_fraction)
        return Fraction(1) if value is None else value

    def _numeral(self, key: str, parse: Callable[[object], Fraction]) -> Fraction | None:
        found = self.value(key)
        if found is None:
            return None
        if isinstance(found, (list, dict, bool)):
            self.wrong(key, f"should be a number as text in quotes, not {kind_of(found)}")
        elif len(str(found)) > _NUMERAL:
            self.wrong(key, f"{shown(found)} has more digits than are kept")
        else:
            try:
                return parse(found)
            except ValueError as error:
                self.wrong(key, str(error))
        return None

    # --- days ----------------------------------------------------------------------------------
    def date(self, key: str, parse: Callable[[str], dt.date] = parse_date) -> dt.date:
        """Return a day; ``parse`` may read a month or a week instead."""
        text = self.string(key)
        if isinstance(self.mapping.get(key), str):
            try:
                return parse(text)
            except ValueError as error:
                self.wrong(key, f"{shown(text)} {error}")
        return dt.date.min

    def span(self) -> Span:
        """Return the days from ``from`` to ``to``, the end open where it is absent."""
        before = len(self.problems)
        start = self.date("from")
        end = self.date("to") if self.has("to") else None
        if end is not None and end < start and len(self.problems) == before:
            self.wrong("to", f"{end} is before {start}, the day it begins")
        return Span(start, end)

    # --- lists ---------------------------------------------------------------------------------
    def items(self, key: str, *, required: bool = False) -> list[object]:
        """Return a list; absent is empty."""
        found = self.value(key, required=required)
        if isinstance(found, list):
            return found
        if found is not None:
            self.wrong(key, f"should be a list, not {kind_of(found)}")
        return []

    def rows(self, key: str, keys: Collection[str]) -> Iterable[Row]:
        """Yield the rows of a list of mappings."""
        for index, node in enumerate(self.items(key)):
            yield Row(node, f"{self.at(key)}[{index}]", keys, self.problems)

    def row(self, key: str, keys: Collection[str] | None) -> Row:
        """Return a mapping under a key; absent is empty."""
        found = self.value(key, required=False)
        inner = Row({} if found is None else found, self.at(key), keys, self.problems)
        self.ok = self.ok and inner.ok
        return inner

    def references(
        self, key: str, known: Collection[str] | None, what: str, *, required: bool = True
    ) -> tuple[str, ...]:
        """Return codes that the file defines, each once, sorted; required is at least one."""
        texts = []
        for index, found in enumerate(self.items(key, required=required)):
            place = f"{key}[{index}]"
            if not isinstance(found, str):
                self.wrong(place, f"should be a code, not {kind_of(found)}{_quotes(found)}")
                continue
            self.check_known(place, found, known, what)
            if found in texts:
                self.wrong(place, f"{shown(found)} stands twice")
            texts.append(found)
        if required and isinstance(self.mapping.get(key), list) and not self.mapping[key]:
            self.wrong(key, f"is empty; name at least one {what}")
        return tuple(sorted(texts))

    def whole_list(
        self, key: str, low: int, high: int, *, required: bool = True
    ) -> tuple[int, ...]:
        """Return whole numbers between two others, in the order of the file."""
        numbers = []
        for index, found in enumerate(self.items(key, required=required)):
            place = f"{key}[{index}]"
            if isinstance(found, bool) or not isinstance(found, int):
                self.wrong(place, f"should be a whole number without quotes, not {kind_of(found)}")
            elif not low <= found <= high:
                self.wrong(place, f"{shown(found)} is not between {low} and {high}")
            else:
                numbers.append(found)
        return tuple(numbers)


def _quotes(found: object) -> str:
    """Return the advice for a number where text belongs."""
    return "; put it in quotes" if isinstance(found, int) else ""
