"""What a timer that is stopped adds up to: whole minutes on the work dates it ran through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.exact import half_up
from timetracking.core.minutes import elapsed_seconds, split_at_midnight

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nobody works longer at a stretch: a timer that did was forgotten.
LONGEST = dt.timedelta(hours=24)
# Where entries come from that stand beside others of their cell.
SOURCE = "timer"


@dataclass(frozen=True, slots=True)
class Part:
    """Minutes on one work date, from an instant to another, both UTC."""

    day: dt.date
    minutes: int
    begin: dt.datetime
    end: dt.datetime


def parts_of(
    begin: dt.datetime, end: dt.datetime, zone: dt.tzinfo, step: int = 1
) -> Iterator[Part]:
    """Yield what is to be stored of a timer, work date by work date; nothing of what is too short.

    Each day's time is rounded half up to ``step`` minutes, of the time that passed, whatever the
    clocks did; a night over a change of the clocks is as long as it was.

    Args:
        begin: when it was started, with zone.
        end: when it was stopped, with zone.
        zone: the unit's, which decides where a day ends.
        step: whole minutes, at least one.
    """
    for piece in split_at_midnight(begin, end, zone):
        minutes = half_up(Fraction(piece.seconds, 60 * step)) * step
        if minutes:
            yield Part(piece.day, minutes, piece.begin, piece.end)


def run_minutes(begin: dt.datetime, end: dt.datetime) -> int:
    """Return the whole minutes that have passed, as a running timer shows them."""
    return max(0, elapsed_seconds(begin, end) // 60)


def joined(old: str, new: str, longest: int) -> str | None:
    """Return two notes as one, None where that would be longer than a note can be."""
    if not new or new in old.split("; "):
        return old
    both = f"{old}; {new}" if old else new
    return both if len(both) <= longest else None
