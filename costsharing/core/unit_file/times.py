"""Dates, months, weeks and times as a unit file writes them."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
)
_WEEK_DAYS = 7


def parse_date(text: str) -> dt.date:
    """Return the day that ``2017-01-31`` names.

    Raises:
        ValueError: with a message for people.
    """
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        message = "is no day of the calendar"
        raise ValueError(message) from None
    message = "is not a date such as 2017-01-31"
    raise ValueError(message)


def parse_month(text: str) -> dt.date:
    """Return the first day of the month that ``2017-01`` names.

    Raises:
        ValueError: with a message for people.
    """
    match = _MONTH.fullmatch(text)
    if match is not None:
        try:
            return dt.date(int(match.group(1)), int(match.group(2)), 1)
        except ValueError:
            pass
    message = "is not a month such as 2017-01"
    raise ValueError(message)


def parse_week(text: str) -> dt.date:
    """Return the Monday of the week that ``2017-W02`` names.

    Raises:
        ValueError: with a message for people.
    """
    match = _WEEK.fullmatch(text)
    if match is not None:
        try:
            monday = dt.date.fromisocalendar(int(match.group(1)), int(match.group(2)), 1)
        except ValueError:
            pass
        else:
            if monday <= dt.date.max - dt.timedelta(days=_WEEK_DAYS):
                return monday
    message = "is not a week such as 2017-W02"
    raise ValueError(message)


def sheets_of_week(monday: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return first and last day of each sheet of a week: it is cut at a month's end."""
    sunday = monday + dt.timedelta(days=_WEEK_DAYS - 1)
    if sunday.month == monday.month:
        return [(monday, sunday)]
    first = sunday.replace(day=1)
    return [(monday, first - dt.timedelta(days=1)), (first, sunday)]


def parse_zone(text: str) -> zoneinfo.ZoneInfo:
    """Return the time zone of an IANA name.

    Raises:
        ValueError: with a message for people.
    """
    try:
        return zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        message = "is not a time zone such as Europe/Berlin"
        raise ValueError(message) from None


def parse_time(text: str, zone: dt.tzinfo) -> dt.datetime:
    """Return the instant, in UTC, that ``2017-01-09T17:00:00+01:00`` names.

    Args:
        text: ISO 8601; without an offset it is local time in ``zone``. A local time that the
            clocks show twice is the earlier one.
        zone: the unit's time zone.

    Raises:
        ValueError: with a message for people; also for a local time that the clocks skip.
    """
    try:
        if not _TIME.fullmatch(text):
            raise ValueError
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        message = "is not a time such as 2017-01-09T17:00:00+01:00"
        raise ValueError(message) from None
    if not dt.MINYEAR < time.year < dt.MAXYEAR:
        message = "is too far from today to be a time"
        raise ValueError(message)
    if time.tzinfo is not None:
        return time.astimezone(dt.UTC)
    instant = time.replace(tzinfo=zone).astimezone(dt.UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != time:
        message = f"does not exist in {zone}: the clocks go forward then; add the offset"
        raise ValueError(message)
    return instant
