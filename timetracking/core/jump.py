"""Weeks as people name them to go there: a number or a date, with a year or without."""

from __future__ import annotations

import datetime as dt
import re

from timetracking.core.weeks import Week

_NUMBER = re.compile(r"(?:[wk]w?|week|semaine|semana|s)?\s*([0-9]{1,2})(?:\s*[/ ]\s*([0-9]{4}))?")
_NAMED = re.compile(r"([0-9]{4})-?\s*w([0-9]{1,2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY = re.compile(r"([0-9]{1,2})\s*[./]\s*([0-9]{1,2})\s*(?:[./]\s*([0-9]{4}))?[.]?")


def week_meant(text: str, today: dt.date) -> tuple[Week, dt.date | None] | None:
    """Return the week that a text names, and the day if it names one; None for no such week.

    Without a year the last one is meant that is not after this week: whoever jumps looks back more
    often than ahead.

    Args:
        text: such as ``12``, ``w12``, ``12/2017``, ``2017-W12``, ``2017-03-21``, ``21.3.2017``,
            ``21/3``.
        today: the date of who asks.
    """
    plain = text.strip().lower()
    try:
        if found := _ISO.fullmatch(plain):
            return _on(dt.date(*(int(part) for part in found.groups())))
        if found := _NAMED.fullmatch(plain):
            return Week.named(f"{found[1]}-W{int(found[2]):02d}"), None
        if found := _NUMBER.fullmatch(plain):
            this = Week.of(today)
            year = int(found[2] or this.year)
            if not found[2] and int(found[1]) > this.number:
                year -= 1
            return Week.named(f"{year}-W{int(found[1]):02d}"), None
        if found := _DAY.fullmatch(plain):
            day = dt.date(int(found[3] or today.year), int(found[2]), int(found[1]))
            if not found[3] and day > Week.of(today).end:
                day = day.replace(year=today.year - 1)
            return _on(day)
    except ValueError:
        pass
    return None


def _on(day: dt.date) -> tuple[Week, dt.date]:
    week = Week.of(day)
    return Week.named(str(week)), day
