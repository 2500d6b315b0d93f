"""The period of a statement: from where the year's last final one ended to a month's end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY, month_end
from secretariats.core.text import gettext_noop, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariats.core.text import Message


def next_start(year: int, ends: Iterable[dt.date]) -> dt.date | None:
    """Return the first day of a year's next statement; None where the year is settled whole.

    Args:
        year: the calendar year.
        ends: the last days of the final statements there are, of any year.
    """
    last = max((end for end in ends if end.year == year), default=None)
    if last is None:
        return dt.date(year, 1, 1)
    return None if last == dt.date(year, 12, 31) else last + ONE_DAY


def period_problems(
    end: dt.date, ends: Iterable[dt.date], *, today: dt.date, start: dt.date | None = None
) -> list[tuple[str, Message]]:
    """Return why no statement can end on a day, as (field, words); empty where one can.

    Args:
        end: the last day that is asked for.
        ends: the last days of the final statements there are.
        today: a period that is not over cannot be settled.
        start: the first day, where it was asked for: it must be the one that follows.
    """
    known = [day for day in ends if day.year == end.year]
    found: list[tuple[str, Message]] = []
    if start is not None and end < start:
        text = gettext_noop("the period ends on %(end)s, before it begins on %(start)s")
        return [("to", message(text, end=end, start=start))]
    if start is not None and start.year != end.year:
        text = gettext_noop(
            "the period runs over two calendar years; a statement settles one year at most: ask "
            "for one to %(last)s, then for one of %(year)s"
        )
        last = dt.date(start.year, 12, 31)
        return [("from", message(text, last=last, year=end.year))]
    if end != month_end(end):
        text = gettext_noop("a statement settles whole months: take %(last)s, the month's end")
        found.append(("to", message(text, last=month_end(end))))
    if end >= today:
        text = gettext_noop("the period is not over before %(end)s has passed")
        found.append(("to", message(text, end=end)))
    first = next_start(end.year, known)
    if first is None or end < first:
        text = gettext_noop(
            "%(year)s is settled to %(last)s by a final statement: what was corrected since falls "
            "into the next one"
        )
        found.append(("to", message(text, year=end.year, last=max(known))))
    elif start is not None and start != first:
        text = gettext_noop("the next statement of %(year)s begins on %(first)s")
        found.append(("from", message(text, year=end.year, first=first)))
    return found
