"""Public holidays of a country, as the library ``holidays`` knows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays
from holidays.registry import COUNTRIES

from secretariats.core.text import gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariats.core.text import Message

FIRST_YEAR, LAST_YEAR = 1970, 2199
# The language of names where a country's are not known in the reader's.
_ELSE = "en"

NO_COUNTRY = gettext_noop(
    "The library of holidays knows no country “%(code)s”. Write its two letters, such as DE."
)
NO_PART = gettext_noop(
    "The library of holidays knows no part “%(part)s” of %(code)s. It knows: %(known)s."
)
NO_PARTS = gettext_noop(
    "The library of holidays knows no parts of %(code)s: leave “%(part)s” out."
)
NO_YEAR = gettext_noop(
    "The library of holidays knows %(code)s from %(first)s to %(last)s, not %(year)s."
)


class Unknown(ValueError):
    """The library does not know a country, a part of it, or a year; ``message`` says which."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason for people."""
        super().__init__(str(reason))
        self.message = reason


@dataclass(frozen=True, slots=True)
class Station:
    """A duty station: a country by its two letters, and a part of it, empty for the whole."""

    country: str
    part: str = ""


class State(Enum):
    """How a day stands in the list of the unit and in that of the country."""

    THERE = "there"
    MISSING = "missing"
    OTHER_NAME = "other_name"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Own:
    """A holiday of the unit's own list; ``minutes`` it takes, None for the whole day."""

    pk: int
    name: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A day in one of the two lists or in both; ``also`` are its names in other languages."""

    day: dt.date
    public: str
    own: Own | None
    also: frozenset[str] = frozenset()

    @property
    def state(self) -> State:
        """How it stands."""
        if not self.public:
            return State.OWN
        if self.own is None:
            return State.MISSING
        same = self.own.name == self.public or self.own.name in self.also
        return State.THERE if same else State.OTHER_NAME


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """Return code and English name of every country that the library knows, by name."""
    known = {codes[1]: name for name, codes in COUNTRIES.items()}
    named = ((code, name.replace("_", " ").title()) for code, name in known.items())
    return tuple(sorted(named, key=lambda pair: pair[1]))


@lru_cache(maxsize=64)
def parts(country: str) -> tuple[tuple[str, str], ...]:
    """Return code and name of the parts of a country, by name; empty where it has none.

    Raises:
        Unknown: there is no such country.
    """
    found = _of(country)
    names: dict[str, str] = {}
    for name, code in found.subdivisions_aliases.items():
        names.setdefault(code, name)
    listed = ((code, names.get(code, code)) for code in found.subdivisions)
    return tuple(sorted(listed, key=lambda pair: pair[1]))


@lru_cache(maxsize=64)
def public_holidays(station: Station, year: int, language: str) -> Mapping[dt.date, str]:
    """Return date → name of the public holidays of a year, by date.

    Args:
        station: where.
        year: which.
        language: code of the reader's language; where the library has no names in it, they are
            English, and where it has none either, in a language of the country.

    Raises:
        Unknown: the library does not know the country, the part, or the year.
    """
    whole = _of(station.country)
    if not max(FIRST_YEAR, whole.start_year) <= year <= min(LAST_YEAR, whole.end_year):
        raise Unknown(
            message(
                NO_YEAR, code=station.country, year=year,
                first=max(FIRST_YEAR, whole.start_year), last=min(LAST_YEAR, whole.end_year),
            )
        )  # fmt: skip
    if station.part and station.part not in whole.subdivisions:
        known = ", ".join(sorted(whole.subdivisions))
        text = NO_PART if known else NO_PARTS
        raise Unknown(message(text, code=station.country, part=station.part, known=known))
    return _listed(station, year, _language(whole, language))


@lru_cache(maxsize=64)
def names_in_all_languages(station: Station, year: int) -> Mapping[dt.date, frozenset[str]]:
    """Return date → the names of a holiday in every language that the library has them in."""
    found: dict[dt.date, set[str]] = {}
    for language in _of(station.country).supported_languages:
        for day, name in _listed(station, year, language).items():
            found.setdefault(day, set()).add(name)
    return {day: frozenset(names) for day, names in found.items()}


def compared(
    public: Mapping[dt.date, str],
    own: Mapping[dt.date, Own],
    also: Mapping[dt.date, frozenset[str]] | None = None,
) -> tuple[Line, ...]:
    """Return both lists side by side, by date.

    Args:
        public: those of the country.
        own: the unit's.
        also: their names in other languages, which are no other names.
    """
    days = sorted(public.keys() | own.keys())
    names = also or {}
    return tuple(
        Line(day, public.get(day, ""), own.get(day), names.get(day, frozenset())) for day in days
    )


def _listed(station: Station, year: int, language: str | None) -> dict[dt.date, str]:
    """Return what the library lists, in one of its own languages."""
    found = holidays.country_holidays(
        station.country, subdiv=station.part or None, years=year, language=language
    )
    return {day: found[day] for day in sorted(found) if day.year == year}


def _of(country: str) -> holidays.HolidayBase:
    """Return what the library knows of a country."""
    if country not in {code for code, _name in countries()}:
        raise Unknown(message(NO_COUNTRY, code=country[:10]))
    return holidays.country_holidays(country)


def _language(found: holidays.HolidayBase, wanted: str) -> str | None:
    """Return the library's code of a language in which it has the names of a country."""
    for language in (wanted.split("-")[0], _ELSE):
        for known in found.supported_languages:
            if known.split("_")[0] == language:
                return known
    return found.default_language
