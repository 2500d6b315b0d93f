"""What a file of another program yields, whatever its format: rows, and what was not taken."""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

LONGEST_QUOTE = 60


class Says(enum.Enum):
    """What a name of a row can stand for."""

    ANYTHING = enum.auto()
    ACTIVITY = enum.auto()
    BENEFICIARY = enum.auto()


@dataclass(frozen=True, slots=True)
class Name:
    """A project, task, tag, account or title as the file has it.

    ``says`` narrows it where the place in the file tells what it must stand for.
    """

    text: str
    says: Says = Says.ANYTHING

    def __hash__(self) -> int:
        """Return the text's own hash, which it keeps: names are looked up over and over."""
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Dated:
    """Time told as a work date and a duration in whole seconds, zero and below included."""

    day: dt.date
    seconds: int


@dataclass(frozen=True, slots=True)
class Timed:
    """Time told as two instants, each with its zone; the unit's zone decides their dates."""

    begin: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file.

    Attributes:
        row: where it is, counted as a person sees it in the file.
        source_id: what tells it from the file's other records when it comes again: at most 40
            characters, without ``#``.
        when: when and how long.
        names: what it was logged against, in the file's order.
        note: the person's own words.
    """

    row: int
    source_id: str
    when: Dated | Timed
    names: tuple[Name, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """A record that is wrong: as long as there is one, nothing of the file is stored."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A record that is not wrong and is not time to be stored either, such as a running timer."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What a format is told besides the file's bytes.

    Attributes:
        zone: IANA name of the zone in which the file's local times are meant: the unit's.
        order: of the parts of its dates: ``dmy``, ``mdy``, ``ymd``, or empty where the file must
            tell it by itself.
        person: in small letters, what the file may call the person whose time is wanted; a file
            of several people gives the rows of that person alone.
        today: the date in that zone, up to which what repeats has happened; None where nobody
            says.
        since: the first day on which the person can have worked, before which nothing that
            repeats is of interest.
    """

    zone: str
    order: str = ""
    person: frozenset[str] = frozenset()
    today: dt.date | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format's record of what it is.

    Attributes:
        name: what people and programs call it; the ``source`` of its entries; at most 16
            characters.
        label: its name as a sentence has it.
        endings: how its files' names end, with the dot, in small letters.
        read: file content → records in the file's order. Lazily: a broken record is a
            :class:`Rejected`; a broken file raises ``Refused``; no other error ever leaves it.
    """

    name: str
    label: str
    endings: tuple[str, ...]
    read: Callable[[bytes, Settings], Iterable[Row | Rejected | Skipped]]


def clean(text: str) -> str:
    """Return a text of a file as it can be stored: composed, on one line, without controls."""
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text.strip()
    composed = unicodedata.normalize("NFC", text)
    plain = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in composed
    )
    # Halves of surrogate pairs, which JSON can escape, have no place in any encoding.
    return "".join(plain).encode("utf-8", "replace").decode("utf-8").strip()


def shown(value: object) -> str:
    """Return a value of a file as a message quotes it, cut where it is long."""
    return cut(repr(value))


def cut(text: str) -> str:
    """Return a text of a file as a message says it without quotes, cut where it is long."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
