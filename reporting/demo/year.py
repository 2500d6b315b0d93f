"""A year of entries, with the flaws of real ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reporting.demo.arrangement import AEWA, CMS, HOLIDAYS, YEAR
from reporting.demo.dice import Dice
from reporting.demo.services import ABSENCE, AEWA_PERCENT, SEASONS, SERVICES, Members
from reporting.demo.team import MEMBERS
from secretariats.core.dates import days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reporting.demo.team import Member

FIRST = dt.date(YEAR, 1, 1)
LAST = dt.date(YEAR, 12, 31)
CLOSED = frozenset(dt.date.fromisoformat(str(holiday["date"])) for holiday in HOLIDAYS)
MANILA = (dt.date(YEAR, 10, 20), dt.date(YEAR, 10, 29))
LONG_DAY = 630
MEETING = "UNIT-MEET"
SHORTEST = 15
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Work:
    """An entry before anybody stored it.

    Attributes:
        members: the beneficiary's instruments, sorted; empty for overhead and absence.
        first_minutes: the minutes first saved, where they were corrected later.
        saved: when it was first saved, a wall-clock time of the unit.
    """

    person: str
    date: dt.date
    minutes: int
    activity: str
    members: Members = ()
    note: str = ""
    first_minutes: int | None = None
    saved: dt.datetime | None = None


def work_of_year() -> list[Work]:
    """Return every entry of the year, person by person, day by day, as it was done.

    Times of saving come with :func:`reporting.demo.saving.save_all`.
    """
    return [work for member in MEMBERS for work in _year_of(member)]


def _year_of(member: Member) -> Iterator[Work]:
    dice = Dice(f"work {member.username} {YEAR}")
    yesterday: list[Work] = []
    for day in days(FIRST, LAST):
        if not member.employed(day):
            continue
        expected = 0 if day in CLOSED else member.expected[day.weekday()]
        absence = _absence(member, day)
        if absence and expected:
            yield Work(member.username, day, expected, absence)
            continue
        target = _target(member, day, expected, dice)
        if not target:
            continue
        if yesterday and dice.chance(member.habit.copies):
            today = [replace(work, date=day, first_minutes=None) for work in yesterday]
        else:
            today = list(_day_of(member, day, target, dice))
        yield from today
        yesterday = [work for work in today if work.activity != MEETING]


def _absence(member: Member, day: dt.date) -> str | None:
    """Return the kind of absence of the day, if any."""
    text = day.isoformat()
    for code, spans in zip(ABSENCE, (member.leave, member.sick), strict=True):
        if any(first <= text <= last for first, last in spans):
            return code
    return None


def _target(member: Member, day: dt.date, expected: int, dice: Dice) -> int:
    """Return the minutes that the person logs for the day; 0 is a gap."""
    habit = member.habit
    if member.travels and MANILA[0] <= day <= MANILA[1]:
        return LONG_DAY - 30 * dice.below(5)
    if not expected or dice.chance(habit.blank):
        return 0
    missing = dice.between(0, habit.short) if dice.chance(650) else 0
    extra = dice.pick((15, 30, 60)) if dice.chance(60) else 0
    target = expected - missing + extra
    return max(habit.grain, target - target % habit.grain)


def _day_of(member: Member, day: dt.date, target: int, dice: Dice) -> Iterator[Work]:
    """Yield entries that add up to ``target`` minutes."""
    habit, left = member.habit, target
    away = member.travels and MANILA[0] <= day <= MANILA[1]
    if day.weekday() == MONDAY and not away and member.contract is None:
        left -= min(60, left)
        yield Work(member.username, day, min(60, target), MEETING)
    shortest = max(SHORTEST, habit.grain)
    menu = _menu(member, day, away=away)
    while left:
        size = min(dice.pick(habit.sizes), left)
        if left - size < shortest:
            size = left
        left -= size
        activity = dice.weigh(menu)
        yield from _entries(member, day, size, activity, dice)


def _menu(member: Member, day: dt.date, *, away: bool) -> list[tuple[str, int]]:
    """Return what the person may be working on that day, with weights."""
    if away:
        return [("EV-COP12", 85), ("NM-MEDIA", 8), ("EV-WMBD", 7)]
    menu = dict(member.habit.work)
    if member.contract is None:
        for season in SEASONS:
            if season.start <= day <= season.end:
                menu[season.code] = menu.get(season.code, 0) + season.weight
    percent = _aewa_percent(member, day)
    return [(code, weight * _scale(code, percent)) for code, weight in menu.items()]


def _scale(code: str, aewa_percent: int) -> int:
    """Return the percent of its usual weight that an activity has."""
    service = SERVICES.get(code)
    only_aewa = service is not None and not service.cms and not service.both
    return aewa_percent if only_aewa else 100


def _aewa_percent(member: Member, day: dt.date) -> int:
    return AEWA_PERCENT[day.month - 1] * member.habit.aewa // 100


def _entries(member: Member, day: dt.date, size: int, activity: str, dice: Dice) -> Iterator[Work]:
    """Yield the work of one sitting: one entry, or two where the key is typed instead of time."""
    note = dice.pick(NOTES.get(activity[:2], ("",))) if dice.chance(160) else ""
    work = Work(member.username, day, size, activity, note=note)
    service = SERVICES.get(activity)
    if service is not None:
        mix = service.beneficiaries(_aewa_percent(member, day))
        work = replace(work, members=dice.weigh(mix))
    if member.habit.split_by_key and len(work.members) == 1 and size % 3 == 0:
        yield replace(work, members=(CMS,), minutes=size * 2 // 3)
        yield replace(work, members=(AEWA,), minutes=size // 3, note="")
        return
    if dice.chance(20):
        first = size + dice.pick((-30, -15, 15, 30, 60))
        work = replace(work, first_minutes=max(SHORTEST, first))
    yield work


NOTES: dict[str, tuple[str, ...]] = {
    "IM": ("Broken links", "New page", "Update of modules", "Access rights", "Backup checked"),
    "NR": ("Helpdesk for a Party", "Questionnaire tested", "Reminder to Parties"),
    "NM": ("Draft", "Clearance", "Photo and caption", "Translation checked"),
    "EV": ("Programme", "Partners called", "Material sent", "Web page", "Registration"),
    "DD": ("Second draft", "Print file", "Corrections of authors"),
    "CW": ("First draft", "Edited", "Sources checked"),
    "AV": ("Cutting", "Captions", "Licences checked"),
    "CS": ("Schedule of the week", "Answers", "Mailing list cleaned"),
    "UN": ("Preparation", "Follow-up"),
}
