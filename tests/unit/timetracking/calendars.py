"""Calendars as tests write them."""

from __future__ import annotations

import datetime as dt

from timetracking.core.importers.ical import read
from timetracking.core.rows import Rejected, Row, Settings, Skipped, Timed

TODAY = dt.date(2022, 6, 30)
BERLIN = Settings(zone="Europe/Berlin", today=TODAY, person=frozenset({"ada@example.org"}))
Line = Row | Rejected | Skipped


def event(*lines: str, uid: str = "one") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]).encode()


def lines(*events: str, settings: Settings = BERLIN) -> list[Line]:
    return list(read(calendar(*events), settings))


def only(*content: str) -> Line:
    (found,) = lines(event(*content))
    return found


def begins(found: list[Line]) -> list[str]:
    """Return when rows begin, by the clocks of UTC."""
    return [
        f"{row.when.begin:%Y-%m-%d %H:%M}"
        for row in found
        if isinstance(row, Row) and isinstance(row.when, Timed)
    ]
