"""All inputs of a run, read from one consistent snapshot of the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from django.db import connection, transaction

from costsharing.core.inputs import (
    ACTUAL,
    Fee,
    Inputs,
    OnPosts,
    StaffCostOf,
    Time,
    stretches,
)
from costsharing.core.presence import Stay, stays
from costsharing.queries.agreed_inputs import agreed_keys, grade_costs, spending, staff_costs
from costsharing.queries.engaged import engaged_people, work_calendar
from costsharing.queries.minutes import DayType, Period, Row, sums_of_days, sums_of_entries
from secretariats.core.dates import days, months
from timetracking.models import Activity, Beneficiary, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from secretariats.core.expected import WorkCalendar
    from secretariats.models import Unit

Rule = tuple[tuple[Fraction, "tuple[int, ...] | None"], ...]
ABSENT = "absence"
KINDS = {Kind.SERVICE: "service", Kind.OVERHEAD: "overhead", Kind.ABSENCE: ABSENT}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The inputs of a run, and whose stays each block of time stands for.

    Attributes:
        inputs: what the valuation takes, blocks in the order of ``people``.
        people: for each block its stays, as (person, first day, last day).
        stays: all stays of the unit's people, likewise.
        stray: whether there are entries on days when their person is not engaged.
    """

    inputs: Inputs
    people: Sequence[Sequence[tuple[int, dt.date, dt.date]]]
    stays: Sequence[tuple[int, dt.date, dt.date]]
    stray: bool


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read everything in the block as of one moment, whatever others commit meanwhile."""
    fresh = not connection.in_atomic_block
    with transaction.atomic():
        if fresh and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def gather_inputs(unit: Unit, start: dt.date, end: dt.date, method: str) -> Gathered:
    """Return everything a run over the period takes; a constant number of queries.

    To be called inside :func:`one_snapshot`. Whatever is missing is found by the valuation.
    """
    keys = agreed_keys(unit)
    grades = grade_costs(unit)
    calendar = work_calendar(unit)
    engaged = {
        person: stays(found, start, end)
        for person, found in engaged_people(unit, start, end).items()
    }
    blocks, rules, rows = _blocks(engaged, by_person=method == ACTUAL)
    cuts = frozenset(keys.rates.by_currency)
    spans = stretches(start, end, keys, cuts)
    period = Period(unit.pk, start, end, [first for first, _ in spans])
    activities = {
        pk: (code, area or "", KINDS[Kind(kind)])
        for pk, code, area, kind in Activity.objects.of_unit(unit).values_list(
            "pk", "code", "area__code", "kind"
        )
    }
    minutes, stray = _minutes(unit, period, rows, activities)
    missing = _missing(period, rows, calendar, rules)
    if method == ACTUAL:
        costs = staff_costs(unit, start, end)
        times, people = _by_month(period, minutes, missing, costs)
    else:
        found = sorted({block for block, _ in minutes} | {block for block, _ in missing})
        times = [_time(blocks[block], block, period.starts, minutes, missing) for block in found]
        stood = defaultdict(list)
        for row in rows:
            stood[row.block].append((row.person, row.start, row.end))
        people = [stood[block] for block in found]
    used = {activity for time in times for _, activity, _ in time.minutes}
    return Gathered(
        Inputs(
            unit=unit.code,
            start=start,
            end=end,
            method=method,
            joint=unit.joint_policy,
            overhead=unit.overhead_policy,
            support=Fraction(unit.support_num, unit.support_den),
            keys=keys,
            grades=grades,
            activities={
                code: (area, kind) for code, area, kind in activities.values() if code in used
            },
            times=times,
            spent=spending(unit, start, end),
        ),
        people,
        [(row.person, row.start, row.end) for row in rows],
        stray,
    )


def _blocks(
    engaged: Mapping[int, Sequence[Stay]], *, by_person: bool
) -> tuple[list[Fee | OnPosts], list[Rule], list[Row]]:
    """Number the costs and the rules of expected time; with ``by_person`` a block is a person."""
    costs: dict[Fee | OnPosts, int] = {}
    rules: dict[Rule, int] = {}
    rows: list[Row] = []
    for person, listed in engaged.items():
        for stay in listed:
            rule = rules.setdefault(stay.expected, len(rules))
            block = person if by_person else costs.setdefault(stay.cost, len(costs))
            rows.append(Row(person, block, rule, stay.start, stay.end))
    return list(costs), list(rules), rows


Minutes = dict[tuple[int, int], dict[tuple[str, tuple[str, ...]], int]]
Missing = dict[tuple[int, int], Fraction]


def _minutes(
    unit: Unit,
    period: Period,
    rows: Sequence[Row],
    activities: Mapping[int, tuple[str, str, str]],
) -> tuple[Minutes, bool]:
    """Return (block, stretch) → (activity, beneficiary) → minutes, and whether any are stray."""
    whom = {
        row.pk: tuple(sorted(member.code for member in row.members.all()))
        for row in Beneficiary.objects.of_unit(unit).prefetch_related("members")
    }
    minutes: Minutes = defaultdict(dict)
    stray = False
    for block, stretch, activity, beneficiary, total in sums_of_entries(period, rows):
        if block is None:
            stray = True
            continue
        code, _, kind = activities[activity]
        if kind != ABSENT:
            served = whom[beneficiary] if beneficiary is not None else ()
            minutes[block, stretch][code, served] = int(total)
    return minutes, stray


def _missing(
    period: Period, rows: Sequence[Row], calendar: WorkCalendar, rules: Sequence[Rule]
) -> Missing:
    """Return (block, stretch) → expected minutes that neither record nor absence covers."""
    day_types: dict[tuple[int, int], int] = {}
    typed: list[tuple[dt.date, int]] = []
    for day in days(period.start, period.end):
        if calendar.is_working_day(day):
            kind = (day.isoweekday(), calendar.holidays.get(day) or 0)
            typed.append((day, day_types.setdefault(kind, len(day_types))))
    expected = [
        (rule, number, _expected(parts, calendar, *kind))
        for rule, parts in enumerate(rules)
        for kind, number in day_types.items()
    ]
    common = lcm(*(amount.denominator for _, _, amount in expected))
    whole = {
        (rule, number): amount.numerator * (common // amount.denominator)
        for rule, number, amount in expected
        if amount
    }
    table = [DayType(rule, number, parts, common) for (rule, number), parts in whole.items()]
    missing: dict[tuple[int, int], int] = defaultdict(int)
    running = _running(period, typed, whole, len(rules))
    ends = [*period.starts[1:], period.end + dt.timedelta(days=1)]
    for row in rows:
        sums = running[row.rule]
        for stretch, (first, after) in enumerate(zip(period.starts, ends, strict=True)):
            low = max(first, row.start)
            high = min(after, row.end + dt.timedelta(days=1))
            if low < high:
                total = sums[(high - period.start).days] - sums[(low - period.start).days]
                missing[row.block, stretch] += total
    for block, stretch, _, covered in sums_of_days(period, rows, typed, table):
        missing[block, stretch] -= int(covered)
    return {key: Fraction(parts, common) for key, parts in missing.items() if parts}


def _expected(parts: Rule, calendar: WorkCalendar, weekday: int, taken: int) -> Fraction:
    """Return what a rule expects on a working day of a weekday that a holiday takes minutes of."""
    total = Fraction(0)
    for share, pattern in parts:
        if pattern is None:
            total += calendar.daily_minutes * share
        elif weekday <= len(pattern):
            total += pattern[weekday - 1]
    return max(Fraction(0), total - taken)


def _running(
    period: Period,
    typed: Sequence[tuple[dt.date, int]],
    whole: Mapping[tuple[int, int], int],
    rules: int,
) -> list[list[int]]:
    """Return for each rule the running total of expected parts, before each day of the period."""
    types = dict(typed)
    listed = list(days(period.start, period.end))
    running: list[list[int]] = []
    for rule in range(rules):
        sums = [0]
        for day in listed:
            number = types.get(day)
            sums.append(sums[-1] + (0 if number is None else whole.get((rule, number), 0)))
        running.append(sums)
    return running


def _time(
    cost: Fee | OnPosts,
    block: int,
    starts: Sequence[dt.date],
    minutes: Minutes,
    missing: Missing,
) -> Time:
    return Time(
        cost=cost,
        minutes={
            (start, activity, whom): count
            for number, start in enumerate(starts)
            for (activity, whom), count in minutes.get((block, number), {}).items()
        },
        missing={
            start: missing[block, number]
            for number, start in enumerate(starts)
            if (block, number) in missing
        },
    )


def _by_month(
    period: Period,
    minutes: Minutes,
    missing: Missing,
    costs: Mapping[tuple[int, dt.date], Sequence[tuple[Fraction, str]]],
) -> tuple[list[Time], list[list[tuple[int, dt.date, dt.date]]]]:
    """Return one block for each person and month that has time, missing time or staff cost."""
    of_month = {
        month: [
            number
            for number, start in enumerate(period.starts)
            if (start.year, start.month) == (month.year, month.month)
        ]
        for month in months(period.start, period.end)
    }
    persons = {block for block, _ in minutes} | {block for block, _ in missing}
    times: list[Time] = []
    people: list[list[tuple[int, dt.date, dt.date]]] = []
    for person in sorted(persons | {person for person, _ in costs}):
        for month, numbers in of_month.items():
            lines = tuple(sorted(costs.get((person, month), ())))
            time = Time(
                cost=StaffCostOf(month, lines),
                minutes={
                    (period.starts[number], activity, whom): count
                    for number in numbers
                    for (activity, whom), count in minutes.get((person, number), {}).items()
                },
                missing={
                    period.starts[number]: missing[person, number]
                    for number in numbers
                    if (person, number) in missing
                },
            )
            # Missing time of a month that cost nothing is worth nothing.
            if time.minutes or lines:
                times.append(time)
                people.append([(person, period.start, period.end)])
    return times, people
