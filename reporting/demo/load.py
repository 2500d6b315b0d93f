"""Synthetic units of any size, for benchmarks: the same arguments give the same rows.

The shape is that of the demonstration, many times over: about 1,100 entries a person and year,
each person on eight to twelve of the unit's forty activities, three beneficiaries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reporting.demo import arrangement
from reporting.demo.arrangement import AEWA, CMS, EUR, Document
from reporting.demo.dice import Dice
from reporting.demo.services import BOTH, Members
from secretariats.core.dates import days, month_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIRST_YEAR = 2017
ENTRIES_A_YEAR = 1100
SATURDAY = 5
GRADES = ("P5", "P4", "P3", "P2", "G7", "G6", "G5", "G4")
ANNUAL = (195_000, 168_000, 138_000, 108_000, 98_000, 86_000, 75_600, 64_800)
SERVICES = tuple(f"S{number:02}" for number in range(1, 36))
OVERHEAD = ("O1", "O2", "O3")
ABSENCE = ("A1", "A2")
# One person in fifty moves to another grade in the middle of the first year.
MOVERS = 50
AREAS = 8
# Whole minutes of entries; five of the longest are less than a day.
MINUTES = (30, 30, 45, 60, 60, 60, 90, 90, 90, 105, 120, 120, 120, 150, 180, 180)
# Days between work and saving, in sixteenths: most on the day, some weeks late.
LAGS = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 3, 5, 16)
SLOTS = 64
CORRECTED = 63


class LoadEntry(NamedTuple):
    """An entry of a load; ``person`` counts from 0, ``saved`` is UTC."""

    person: int
    date: dt.date
    minutes: int
    first_minutes: int
    activity: str
    members: Members
    saved: dt.datetime


@dataclass(frozen=True)
class Load:
    """One unit of a load.

    Attributes:
        number: 1 and up; the unit is ``LOAD-number``.
        entries: how many entries it has.
        years: whole years from 2017 on.
    """

    number: int
    entries: int
    years: int

    @property
    def code(self) -> str:
        """Return the unit's code."""
        return f"LOAD-{self.number}"

    @property
    def start(self) -> dt.date:
        """Return the first day of the period."""
        return dt.date(FIRST_YEAR, 1, 1)

    @property
    def end(self) -> dt.date:
        """Return the last day of the period."""
        return dt.date(FIRST_YEAR + self.years - 1, 12, 31)

    @property
    def people(self) -> int:
        """Return the number of people: as many as log so many entries."""
        return max(1, -(-self.entries // (ENTRIES_A_YEAR * self.years)))

    @cached_property
    def weekdays(self) -> list[dt.date]:
        """Return the days on which people log."""
        return [day for day in days(self.start, self.end) if day.weekday() < SATURDAY]

    def username(self, person: int) -> str:
        """Return the username of a person by number, from 0."""
        return f"load-{self.number}-{person + 1:05}"

    def entries_of(self, person: int) -> int:
        """Return how many entries a person has; all together have the unit's."""
        whole, left = divmod(self.entries, self.people)
        return whole + (person < left)

    def rows(self) -> Iterator[LoadEntry]:
        """Yield the entries, person by person and day by day; none is kept."""
        saved = [
            [
                dt.datetime.combine(day, dt.time(15 + number % 4, 3 * number), dt.UTC)
                + dt.timedelta(days=lag)
                for number, lag in enumerate(LAGS)
            ]
            for day in self.weekdays
        ]
        for person in range(self.people):
            yield from self._rows_of(person, saved)

    def _rows_of(self, person: int, saved: list[list[dt.datetime]]) -> Iterator[LoadEntry]:
        dice = Dice(f"load {self.number} {person}")
        slots = _slots(dice)
        count, weekdays, below = self.entries_of(person), self.weekdays, dice.below
        # One throw decides an entry: 6 bits its work, 4 its minutes, 4 its saving, 6 its history.
        for number in range(count):
            place = number * len(weekdays) // count
            throw = below(1 << 20)
            activity, members = slots[throw & 63]
            minutes = MINUTES[throw >> 6 & 15]
            first = minutes + 15 if throw >> 14 == CORRECTED else minutes
            yield LoadEntry(
                person, weekdays[place], minutes, first, activity, members,
                saved[place][throw >> 10 & 15],
            )  # fmt: skip

    def sheets(self) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield first and last day of each week, cut at the months' ends."""
        start = self.start
        while start <= self.end:
            sunday = start + dt.timedelta(days=6 - start.weekday())
            last = min(sunday, month_end(start))
            yield start, last
            start = last + dt.timedelta(days=1)

    def document(self, names: Mapping[str, str]) -> Document:
        """Return the unit file without its entries.

        Args:
            names: instrument code → name as stored already; others get their real names.
        """
        instruments = [
            {**row, "name": names.get(str(row["code"]), row["name"])}
            for row in arrangement.INSTRUMENTS
        ]
        years = range(FIRST_YEAR, FIRST_YEAR + self.years)
        return {
            "imca": 1,
            "instruments": instruments,
            "unit": {**arrangement.UNIT, "code": self.code, "name": f"Load {self.number}"},
            "secretariats": arrangement.SECRETARIATS,
            "committees": arrangement.COMMITTEES,
            "holidays": arrangement.HOLIDAYS,
            "budgets": arrangement.BUDGETS,
            "agreements": arrangement.AGREEMENTS,
            "grades": [
                {"grade": grade, "year": year, "annual": f"{annual + 900 * number}.00",
                 "currency": EUR, "productive_hours": str(arrangement.PRODUCTIVE_HOURS)}
                for number, year in enumerate(years)
                for grade, annual in zip(GRADES, ANNUAL, strict=True)
            ],
            "posts": [self._post(person) for person in range(self.people)],
            "people": [self._person(person) for person in range(self.people)],
            "work_areas": [{"code": f"W{area}", "name": f"Area {area}"} for area in range(AREAS)],
            "activities": _activities(),
        }  # fmt: skip

    def _post(self, person: int) -> Document:
        first = self.start.isoformat()
        grades = [{"from": first, "grade": GRADES[person % len(GRADES)]}]
        if person % MOVERS == MOVERS - 1:
            changed = f"{FIRST_YEAR}-07-01"
            grades.append({"from": changed, "grade": GRADES[(person + 1) % len(GRADES)]})
        return {
            "code": f"P{person + 1:05}", "title": "Officer", "funding": "core",
            "employer": AEWA if person % 3 == 0 else CMS, "grades": grades,
        }  # fmt: skip

    def _person(self, person: int) -> Document:
        share = "4/5" if person % 10 == 0 else "1"
        assignment = {
            "post": f"P{person + 1:05}", "from": self.start.isoformat(), "share": share
        }  # fmt: skip
        return {
            "username": self.username(person),
            "name": f"Person {person + 1} of {self.code}",
            "assignments": [assignment],
        }


def loads(*, entries: int, units: int, years: int) -> list[Load]:
    """Return the units of a load; their entries add up to ``entries``."""
    whole, left = divmod(entries, units)
    return [Load(number + 1, whole + (number < left), years) for number in range(units)]


def _activities() -> list[Document]:
    """Return forty activities."""
    rows: list[Document] = [
        {"code": code, "title": f"Service {code}", "area": f"W{number % AREAS}", "kind": "service"}
        for number, code in enumerate(SERVICES)
    ]
    for kind, codes in (("overhead", OVERHEAD), ("absence", ABSENCE)):
        rows += [{"code": code, "title": f"{kind} {code}", "kind": kind} for code in codes]
    return rows


def _slots(dice: Dice) -> list[tuple[str, Members]]:
    """Return what a person works on: 64 slots over eight to twelve activities."""
    own = [dice.pick(SERVICES)]
    wanted = dice.between(6, 10)
    while len(own) < wanted:
        code = dice.pick(SERVICES)
        if code not in own:
            own.append(code)
    slots: list[tuple[str, Members]] = [(dice.pick(ABSENCE), ())] * 3
    slots += [(dice.pick(OVERHEAD), ())] * 6
    for number in range(SLOTS - len(slots)):
        members = dice.weigh((((CMS,), 50), ((AEWA,), 28), (BOTH, 22)))
        slots.append((own[number % wanted], members))
    return slots
