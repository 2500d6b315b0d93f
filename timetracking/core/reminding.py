"""When a person may be reminded of their record, and of what."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timetracking.core.coverage import DayRecord, PersonWeek
    from timetracking.core.weeks import Week

# The hours of the person's own clock between which a mail may be sent.
OPENS, CLOSES = 8, 18
# What a day must lack before anybody is told: less is no forgotten day.
LEAST = Fraction(30)
# The weekday from which on a last week that was never submitted is mentioned.
TUESDAY = 2


@dataclass(frozen=True, slots=True)
class Lack:
    """What the record of a person lacks in one week.

    Attributes:
        week: which one.
        days: those of which time is missing, in order.
        unsubmitted: whether the week is over, and was never submitted.
    """

    week: Week
    days: tuple[DayRecord, ...]
    unsubmitted: bool

    @property
    def missing(self) -> Fraction:
        """Minutes that the days lack together."""
        return sum((day.missing for day in self.days), Fraction(0))


def zone_of(own: str, of_unit: str) -> zoneinfo.ZoneInfo:
    """Return a person's time zone: their own where they chose one that exists, else the unit's."""
    known = zoneinfo.available_timezones()
    return zoneinfo.ZoneInfo(next((name for name in (own, of_unit) if name in known), "UTC"))


def in_hours(now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Return whether it is day where a person is: from 8:00 to before 18:00 on their clock.

    Args:
        now: an instant with zone.
        zone: the person's.
    """
    return OPENS <= now.astimezone(zone).hour < CLOSES


def lacks(weeks: Iterable[PersonWeek]) -> list[Lack]:
    """Return what a person is told of by the clock: the last week and the present one.

    Days up to yesterday that lack at least half an hour, and the last week if it was not submitted
    by Tuesday. What is submitted or approved is for others to decide on. Weeks of which there is
    nothing to say are left out.

    Args:
        weeks: of one person in one unit; others than these two are left alone.
    """
    found = []
    for one in weeks:
        ago = (one.today - one.week.start).days // 7
        if ago not in {0, 1}:
            continue
        days = tuple(day for day in one.to_fill if day.missing >= LEAST)
        late = ago == 1 and one.today.isoweekday() >= TUESDAY
        unsubmitted = late and bool(one.unsubmitted)
        if days or unsubmitted:
            found.append(Lack(one.week, days, unsubmitted))
    return found


def lack_of(week: PersonWeek) -> Lack | None:
    """Return all that a person can still do for a week, whenever it was; None for nothing."""
    unsubmitted = week.over and bool(week.unsubmitted)
    if not week.to_fill and not unsubmitted:
        return None
    return Lack(week.week, week.to_fill, unsubmitted)
