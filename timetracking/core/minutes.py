"""From instants to whole minutes of work dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.dates import ONE_DAY
from secretariats.core.exact import half_up

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_SECOND = dt.timedelta(seconds=1)
# The years that this century's files can be about; beyond them no zone has rules worth the name.
FIRST_YEAR, LAST_YEAR = 1970, 2200


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of an interval that lies on one work date; its elapsed time in whole seconds."""

    day: dt.date
    begin: dt.datetime
    end: dt.datetime

    @property
    def seconds(self) -> int:
        """Return the seconds that passed, whatever the clocks did."""
        return elapsed_seconds(self.begin, self.end)


def elapsed_seconds(begin: dt.datetime, end: dt.datetime) -> int:
    """Return the whole seconds that passed between two instants, negative if they are reversed.

    Both carry a zone; the difference is that of the instants, so a change of daylight saving
    between them neither adds nor takes an hour.
    """
    return (end.astimezone(dt.UTC) - begin.astimezone(dt.UTC)) // ONE_SECOND


def minutes_of(seconds: int) -> int:
    """Return whole seconds as minutes, rounded half up (formats: an entry's minutes)."""
    return half_up(Fraction(seconds, 60))


def split_at_midnight(begin: dt.datetime, end: dt.datetime, zone: dt.tzinfo) -> Iterator[Piece]:
    """Yield the pieces of an interval by work date in ``zone``, in order, none of them empty.

    Args:
        begin: an instant with zone.
        end: a later instant with zone.
        zone: the zone that decides what day it is.

    The pieces' instants are in UTC, touch each other and cover the interval. A midnight that the
    clocks skip is the instant at which they skip it.
    """
    start, stop = begin.astimezone(dt.UTC), end.astimezone(dt.UTC)
    day = start.astimezone(zone).date()
    while start < stop:
        midnight = dt.datetime.combine(day + ONE_DAY, dt.time.min, zone).astimezone(dt.UTC)
        cut = min(midnight, stop)
        # A whole day that a zone left out (Samoa, 2011) begins and ends at one instant.
        if cut > start:
            yield Piece(day, start, cut)
            start = cut
        day += ONE_DAY
