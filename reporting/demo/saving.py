"""When each entry was saved: some on the day, some in one sitting on Friday, some weeks late."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from reporting.demo.arrangement import YEAR
from reporting.demo.dice import Dice
from reporting.demo.services import ABSENCE
from reporting.demo.team import COORDINATOR, MEMBERS
from reporting.demo.year import CLOSED, MEETING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reporting.demo.year import Work

FRIDAY = 4
# How a week is saved, by habit, with weights.
WAYS = {
    "daily": (("daily", 90), ("friday", 6), ("late", 4)),
    "mixed": (("daily", 60), ("friday", 32), ("late", 8)),
    "friday": (("daily", 18), ("friday", 66), ("late", 16)),
}


def save_all(works: Iterable[Work]) -> Iterator[Work]:
    """Yield the same entries with the time at which each was first saved."""
    habits = {member.username: member.habit.saving for member in MEMBERS}
    for person, own in groupby(works, key=lambda work: work.person):
        dice = Dice(f"saving {person} {YEAR}")
        for _, week in groupby(own, key=lambda work: work.date.isocalendar()[:2]):
            yield from _save_week(list(week), dice.weigh(WAYS[habits[person]]), dice)


def _save_week(week: list[Work], way: str, dice: Dice) -> Iterator[Work]:
    """Yield a week's entries with their times of saving."""
    sitting = _sitting(week[-1].date, way, dice)
    for day, entries in groupby(week, key=lambda work: work.date):
        if way == "daily":
            sitting = _end_of_day(day, dice)
        for work in entries:
            sitting += dt.timedelta(seconds=dice.between(20, 110))
            yield replace(work, saved=_planned(work, dice) or sitting)


def _sitting(last: dt.date, way: str, dice: Dice) -> dt.datetime:
    """Return when the week is typed in one go."""
    day = last + dt.timedelta(days=max(0, FRIDAY - last.weekday()))
    if way == "late":
        day = _next_working_day(day + dt.timedelta(days=dice.between(9, 27)))
    elif dice.chance(350):
        day = _next_working_day(day)
    return dt.datetime.combine(day, dt.time(dice.between(9, 16), dice.below(60)))


def _end_of_day(day: dt.date, dice: Dice) -> dt.datetime:
    """Return when the day is typed: that evening, or the next working morning."""
    if dice.chance(140):
        return dt.datetime.combine(_next_working_day(day), dt.time(9, dice.below(40)))
    return dt.datetime.combine(day, dt.time(dice.between(16, 18), dice.below(60)))


def _planned(work: Work, dice: Dice) -> dt.datetime | None:
    """Return an earlier time for what is known before: leave, and some of the meetings."""
    ahead = 0
    if work.activity == next(iter(ABSENCE)):
        ahead = 7 * dice.between(1, 6)
    elif work.activity == MEETING and work.person == COORDINATOR and dice.chance(250):
        ahead = 3
    if not ahead:
        return None
    return dt.datetime.combine(work.date - dt.timedelta(days=ahead), dt.time(11, dice.below(60)))


def _next_working_day(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    while day.weekday() > FRIDAY or day in CLOSED:
        day += dt.timedelta(days=1)
    return day
