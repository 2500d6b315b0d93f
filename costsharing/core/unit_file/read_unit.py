"""Reads who: the unit, instruments, secretariats, committees, holidays."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.unit_file.context import once
from costsharing.core.unit_file.problems import shown
from costsharing.core.unit_file.records import (
    Committee,
    Holiday,
    Instrument,
    Secretariat,
    UnitRecord,
    default_committees,
    default_secretariats,
)
from costsharing.core.unit_file.times import parse_zone
from costsharing.core.unit_file.words import (
    DAY,
    DEFAULT_LANGUAGES,
    HOUR,
    JOINT_POLICIES,
    KEYS,
    METHODS,
    OVERHEAD_POLICIES,
    UNIT_POLICIES,
)
from secretariats.core.public_holidays import Unknown, parts

if TYPE_CHECKING:
    from collections.abc import Hashable

    from costsharing.core.unit_file.context import Context
    from costsharing.core.unit_file.row import Row

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")
_ZONE, _COUNTRY, _PART = 64, 2, 32


def read_zone(row: Row, key: str) -> dt.tzinfo | None:
    """Return the time zone under a key, None where it is absent or none."""
    text = row.text(key, _ZONE, required=False)
    if text:
        try:
            return parse_zone(text)
        except ValueError as error:
            row.wrong(key, f"{shown(text)} {error}")
    return None


def read_unit(row: Row, context: Context) -> UnitRecord:
    """Return the unit; its time zone goes into the context."""
    zone = read_zone(row, "timezone")
    row.value("timezone")
    context.zone = zone or dt.UTC
    weekdays = row.whole_list("weekdays", 1, 7)
    if len(set(weekdays)) < len(weekdays):
        row.wrong("weekdays", "names a weekday twice")
    policies = row.row("policies", UNIT_POLICIES)
    country, subdivision = _station(row)
    return UnitRecord(
        code=row.code("code"),
        name=row.text("name"),
        currency=row.currency(),
        timezone=row.string("timezone", required=False),
        daily_minutes=row.number("daily_minutes", 1, DAY),
        weekdays=tuple(sorted(weekdays)),
        joint=policies.choice("joint", JOINT_POLICIES, "key"),
        overhead=policies.choice("overhead", OVERHEAD_POLICIES, "proportional"),
        method=policies.choice("method", METHODS, "standard"),
        support=policies.fraction("support", Fraction(0)),
        synthetic=row.flag("synthetic"),
        timer_minutes=row.whole("timer_minutes", 1, HOUR, required=False) or 1,
        country=country,
        subdivision=subdivision,
    )


def _station(row: Row) -> tuple[str, str]:
    """Return the country and the part of it where the duty station is, both of the library."""
    country = row.text("country", _COUNTRY, required=False)
    subdivision = row.text("subdivision", _PART, required=False)
    if not country:
        if subdivision:
            row.wrong("subdivision", "belongs to a country: name it too")
        return "", ""
    try:
        known = {code for code, _name in parts(country)}
    except Unknown as unknown:
        row.wrong("country", str(unknown))
        return "", ""
    if subdivision and subdivision not in known:
        row.wrong("subdivision", f"{shown(subdivision)} is no part of {country}")
    return country, subdivision


def read_instruments(top: Row) -> tuple[Instrument, ...]:
    """Return the instruments."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("instruments", KEYS["instruments"]):
        # Sets of instruments are written with these signs between the codes.
        code = row.code("code", banned="+,")
        once(seen, code, row, "code") if code else None
        found.append(Instrument(code, row.text("name")))
    return tuple(found)


def read_secretariats(
    top: Row, context: Context, instruments: tuple[Instrument, ...]
) -> tuple[Secretariat, ...]:
    """Return the secretariats, by default one for each instrument."""
    if not top.has("secretariats"):
        return default_secretariats(instruments)
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("secretariats", KEYS["secretariats"]):
        code = row.code("code")
        once(seen, code, row, "code") if code else None
        serves = row.references("serves", context.instruments, "instrument", required=False)
        found.append(Secretariat(code, row.text("name"), serves))
    return tuple(found)


def read_committees(
    top: Row, context: Context, instruments: tuple[Instrument, ...]
) -> tuple[Committee, ...]:
    """Return the committees, by default one for each instrument."""
    if not top.has("committees"):
        return default_committees(instruments, DEFAULT_LANGUAGES)
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("committees", KEYS["committees"]):
        code = row.code("code")
        once(seen, code, row, "code") if code else None
        instrument = row.reference("instrument", context.instruments, "instrument")
        found.append(Committee(code, row.text("name"), instrument or "", _languages(row)))
    return tuple(found)


def _languages(row: Row) -> tuple[str, ...]:
    if not row.has("languages"):
        return DEFAULT_LANGUAGES
    languages: list[str] = []
    for index, found in enumerate(row.items("languages")):
        place = f"languages[{index}]"
        if not isinstance(found, str) or not _LANGUAGE.fullmatch(found):
            row.wrong(place, f"{shown(found)} is not the code of a language such as en")
        elif found in languages:
            row.wrong(place, f"{shown(found)} stands twice")
        else:
            languages.append(found)
    return tuple(languages)


def read_language(row: Row, key: str) -> str | None:
    """Return the code of a language, None where it is absent."""
    if not row.has(key):
        return None
    text = row.string(key)
    if text and not _LANGUAGE.fullmatch(text):
        row.wrong(key, f"{shown(text)} is not the code of a language such as en")
    return text


def read_holidays(top: Row) -> tuple[Holiday, ...]:
    """Return the holidays."""
    seen: dict[Hashable, str] = {}
    found = []
    for row in top.rows("holidays", KEYS["holidays"]):
        date = row.date("date")
        if row.ok:
            once(seen, date, row, "date")
        minutes = row.whole("minutes", 1, DAY, required=False)
        found.append(Holiday(date, row.text("name"), minutes))
    return tuple(found)
