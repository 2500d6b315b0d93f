"""The measured figures against a second way: every rule followed entry by entry, in Python.

Slow and simple on purpose; the rows are random, the seeds are fixed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from costsharing.queries.limitations import measure_limitations
from secretariats.models import Holiday
from tests.db.costsharing.limitations_record import ACTIVITIES, JOINT, Record
from timetracking.models import Kind, TimeEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from costsharing.core.limitations import Figures
    from tests.cast import Cast

START, END = dt.date(2017, 2, 20), dt.date(2017, 4, 10)
HOLIDAY, HALF = dt.date(2017, 3, 1), dt.date(2017, 3, 2)
ZONE = ZoneInfo("Europe/Berlin")
KEY = {"CMS": Fraction(2, 3), "AEWA": Fraction(1, 3)}
GAP = dt.timedelta(minutes=30)
MEMBERS = (("CMS",), ("CMS",), ("AEWA",), JOINT)
MINUTES = (7, 15, 30, 60, 60, 90, 120, 300)


def days() -> list[dt.date]:
    return [START + dt.timedelta(days=number) for number in range((END - START).days + 1)]


def works(day: dt.date) -> bool:
    return day.isoweekday() <= 5 and day != HOLIDAY


def share(part: int, whole: Fraction | int) -> Fraction | None:
    return Fraction(part) / whole if whole else None


def lag_of(entry: TimeEntry) -> int:
    count, day = 0, entry.date
    while day < saved_on(entry):
        day += dt.timedelta(days=1)
        count += works(day)
    return count


def saved_on(entry: TimeEntry) -> dt.date:
    return entry.saved.astimezone(ZONE).date()


def percentile(lags: list[int], level: Fraction) -> int | None:
    """Return the percentile of one value for each recorded minute."""
    for value in sorted(set(lags)):
        if sum(1 for lag in lags if lag <= value) >= level * len(lags):
            return value
    return None


def expected(entries: list[TimeEntry], day: dt.date) -> int:
    absent = sum(e.minutes for e in entries if e.date == day and e.kind == Kind.ABSENCE)
    return max(0, (480 - 240 * (day == HALF) if works(day) else 0) - absent)


def sittings(entries: list[TimeEntry]) -> Iterable[list[TimeEntry]]:
    sitting: list[TimeEntry] = []
    for entry in sorted(entries, key=lambda one: one.saved):
        if sitting and entry.saved - sitting[-1].saved > GAP:
            yield sitting
            sitting = []
        sitting.append(entry)
    yield sitting


def picture(entries: list[TimeEntry], day: dt.date) -> Counter[tuple[int, int | None]]:
    cells: Counter[tuple[int, int | None]] = Counter()
    for entry in entries:
        if entry.date == day:
            cells[entry.activity_id, entry.beneficiary_id] += entry.minutes
    return cells


def anchored(entries: list[TimeEntry]) -> tuple[int, int]:
    """Return anchored months and months with a split."""
    near = split = 0
    for month in {entry.date.month for entry in entries}:
        minutes = Counter[str]()
        for entry in entries:
            if entry.date.month == month and entry.beneficiary is not None:
                minutes[entry.beneficiary.code] += entry.minutes
        del minutes["AEWA+CMS"]
        if len(minutes) == 2:
            split += 1
            total = sum(minutes.values())
            near += all(
                abs(Fraction(minutes[code], total) - KEY[code]) <= Fraction(1, 100) for code in KEY
            )
    return near, split


def by_hand(groups: list[list[TimeEntry]]) -> dict[str, Fraction | int | None]:
    """Return the figures of one person, or of several: each person's entries are one group."""
    all_entries = [entry for group in groups for entry in group]
    worked = [entry for entry in all_entries if entry.kind != Kind.ABSENCE]
    recorded = sum(entry.minutes for entry in worked)
    lags = [lag_of(entry) for entry in worked for _minute in range(entry.minutes)]

    def minutes(rule: Callable[[TimeEntry], bool]) -> Fraction | None:
        return share(sum(entry.minutes for entry in worked if rule(entry)), recorded)

    def number(rule: Callable[[TimeEntry], bool], of: list[TimeEntry]) -> Fraction | None:
        return share(sum(1 for entry in of if rule(entry)), len(of))

    total, missing = 0, 0
    blank = batch = copied = overlong = recorded_days = near = split = 0
    for group in groups:
        own = [entry for entry in group if entry.kind != Kind.ABSENCE]
        for day in days():
            done = sum(entry.minutes for entry in own if entry.date == day)
            total += expected(group, day)
            missing += max(0, expected(group, day) - done)
            blank += expected(group, day) > 0 and done == 0
        dates = sorted({entry.date for entry in own})
        recorded_days += len(dates)
        overlong += sum(1 for day in dates if sum(e.minutes for e in own if e.date == day) > 600)
        copied += sum(
            1 for before, day in pairwise(dates) if picture(own, before) == picture(own, day)
        )
        batch += sum(
            len(sitting) for sitting in sittings(own) if len({e.date for e in sitting}) >= 3
        )
        months = anchored(own)
        near, split = near + months[0], split + months[1]
    quarters = [entry for entry in worked if entry.minutes % 15 == 0]
    full_hours = number(lambda e: e.minutes % 60 == 0, quarters)
    return {
        "expected": total,
        "recorded": recorded,
        "missing": missing,
        "blank_days": blank,
        "coverage": share(recorded, total),
        "on_time_1": minutes(lambda e: lag_of(e) <= 1),
        "on_time_5": minutes(lambda e: lag_of(e) <= 5),
        "in_advance": minutes(lambda e: saved_on(e) < e.date),
        "lag_median": percentile(lags, Fraction(1, 2)),
        "lag_p90": percentile(lags, Fraction(9, 10)),
        "joint_share": minutes(lambda e: e.beneficiary is not None and "+" in str(e.beneficiary)),
        "overhead_share": minutes(lambda e: e.kind == Kind.OVERHEAD),
        "heaping_60": number(lambda e: e.minutes % 60 == 0, worked),
        "heaping_30": number(lambda e: e.minutes % 30 == 0, worked),
        "heaping_index": None if full_hours is None else 400 * full_hours,
        "batch": share(batch, len(worked)),
        "copied_days": share(copied, recorded_days),
        "overlong_days": share(overlong, recorded_days),
        "anchoring": share(near, split),
        "corrections": share(sum(abs(e.minutes - e.first_minutes) for e in worked), recorded),
    }


def random_record(cast: Cast, seed: int) -> None:
    """Store random entries, full of what the rules look for."""
    random, record = Random(seed), Record(cast)  # noqa: S311 - rows of a test, no secrets
    record.agree("2017-01-01", None, CMS="2/3", AEWA="1/3")
    Holiday.objects.create(unit=cast.unit, date=HOLIDAY, name="Whole")
    Holiday.objects.create(unit=cast.unit, date=HALF, name="Half", minutes=240)
    rows = []
    for person in (cast.ada, cast.coordinator):
        moment = dt.datetime(2017, 2, 20, 8, 0, tzinfo=ZONE)
        cells: list[tuple[int, str, tuple[str, ...]]] = []
        for day in days():
            if random.random() < 0.4:
                late = random.choice((-2, 0, 0, 1, 2, 9))
                moment = dt.datetime(day.year, day.month, day.day, 22, 50, tzinfo=ZONE)
                moment += dt.timedelta(days=late, minutes=random.choice((0, 60)))
            moment += dt.timedelta(
                minutes=random.choice((0, 1, 29, 30, 31)),
                microseconds=random.choice((0, 1, 999_999)),
            )
            if random.random() < 0.2:
                continue
            if random.random() < 0.7:
                cells = [
                    (random.choice(MINUTES), random.choice(tuple(ACTIVITIES)), members)
                    for members in random.sample(MEMBERS, k=random.randint(1, 4))
                ]
            for minutes, activity, members in random.sample(cells, k=len(cells)):
                moment += dt.timedelta(minutes=random.choice((0, 0, 0, 1, 15)))
                first = random.choice((minutes, minutes, 45))
                rows.append((person, str(day), minutes, activity, members, str(moment), first))
    # How entries are ordered in the table makes no difference.
    random.shuffle(rows)
    for person, date, minutes, activity, members, saved, first in rows:
        record.log(person, date, minutes, activity, members, saved=saved, first=first)


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_going_through_every_entry(cast: Cast, seed: int) -> None:
    random_record(cast, seed)
    groups = [
        list(
            TimeEntry.objects.filter(person=person, date__gte=START, date__lte=END).select_related(
                "beneficiary"
            )
        )
        for person in (cast.ada, cast.coordinator)
    ]
    table = measure_limitations(cast.unit, START, END)

    def agrees(figures: Figures | None, by: dict[str, Fraction | int | None]) -> None:
        assert figures is not None
        assert {name: getattr(figures, name) for name in by} == by

    agrees(table.people["ada"], by_hand(groups[:1]))
    agrees(table.people["coordinator"], by_hand(groups[1:]))
    agrees(table.team, by_hand(groups))
