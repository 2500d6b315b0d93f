"""The end of an agreement with nothing after it: what is signed, and what keeps it from being."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.agreed_terms import YEARS, content_of
from secretariats.core.dates import ONE_DAY, Span
from secretariats.core.text import Message, gettext_noop, message

if TYPE_CHECKING:
    import datetime as dt

    from costsharing.core.agreed_terms import Terms


def ending_problems(span: Span, last: dt.date, reason: str) -> list[tuple[str, Message]]:
    """Return what is wrong with the wish to end an agreement, as pairs of field and message.

    Args:
        span: the agreement's days.
        last: the day that shall be its last.
        reason: why, in words.
    """
    found: list[tuple[str, Message]] = []
    if last.year not in YEARS:
        text = gettext_noop("Write a day between the years %(first)s and %(last)s.")
        found.append(("last", message(text, first=YEARS[0], last=YEARS[-1])))
    elif last < span.start:
        text = gettext_noop("The agreement begins on %(start)s only: choose that day or a later.")
        found.append(("last", message(text, start=span.start)))
    elif span.end is not None and last >= span.end:
        text = gettext_noop("The agreement ends on %(end)s as it is: choose an earlier day.")
        found.append(("last", message(text, end=span.end)))
    if not reason:
        found.append(("reason", message(gettext_noop("Say why: all sides sign that too."))))
    return found


def left_without(span: Span, last: dt.date) -> Span:
    """Return the days that have the agreement now and would have none."""
    return Span(last + ONE_DAY, span.end)


def ending_content(
    terms: Terms, *, unit: str, last: dt.date, reason: str, sides: list[str]
) -> dict[str, object]:
    """Return what the sides of an ending sign, as plain JSON values.

    Args:
        terms: what the agreement says, to its last day as it is now.
        unit: the unit's code.
        last: the day that shall be its last.
        reason: why, in words.
        sides: codes of those who sign, sorted.
    """
    told = content_of(terms, unit=unit)
    shown = ("from", "to", "basis", "key", "instruments", "policies")
    return {
        "unit": unit,
        "agreement": {name: told[name] for name in shown if name in told},
        "last": last.isoformat(),
        "reason": reason,
        "sides": sides,
    }
