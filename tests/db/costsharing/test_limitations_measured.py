"""Each limitation from stored entries, worked by hand, on every database the same."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from costsharing.queries.limitations import measure_limitations
from secretariats.models import Assignment, Contract, Holiday, Person, Post, Unit
from tests.db.costsharing.limitations_record import JOINT, Record
from timetracking.models import RemovedEntry

if TYPE_CHECKING:
    from costsharing.core.limitations import Figures, LimitationsTable
    from tests.cast import Cast

START, END = dt.date(2017, 1, 2), dt.date(2017, 1, 31)  # 22 weekdays
# 18 questions; in a test's transaction the snapshot is a savepoint, set and released.


@pytest.fixture
def record(cast: Cast) -> Record:
    return Record(cast)


def measure(record: Record, start: dt.date = START, end: dt.date = END) -> LimitationsTable:
    return measure_limitations(record.unit, start, end)


def ada(record: Record) -> Figures:
    return measure(record).people["ada"]


def test_expected_recorded_missing_and_blank_days(cast: Cast, record: Record) -> None:
    Holiday.objects.create(unit=cast.unit, date=dt.date(2017, 1, 6), name="Epiphany")
    Holiday.objects.create(unit=cast.unit, date=dt.date(2017, 1, 9), name="Half", minutes=240)
    record.log(cast.ada, "2017-01-02", 500)
    record.log(cast.ada, "2017-01-03", 100)
    record.log(cast.ada, "2017-01-03", 120, "OFF")
    record.log(cast.ada, "2017-01-04", 480, "OFF")
    record.log(cast.ada, "2017-01-09", 200, "ADM")
    record.log(cast.ada, "2017-02-01", 300)
    found = measure(record)
    figures = found.people["ada"]
    assert figures.expected == 20 * 480 + 240 - 120 - 480
    assert figures.recorded == 800
    assert figures.missing == 260 + 40 + 17 * 480
    assert figures.blank_days == 17
    assert figures.coverage == Fraction(800, 9240)
    coordinator = found.people["coordinator"]
    assert (coordinator.recorded, coordinator.missing, coordinator.blank_days) == (
        0,
        Fraction(9840),
        21,
    )
    assert found.team is not None
    assert found.team.expected == 9240 + 9840
    assert found.team.missing == figures.missing + 9840
    assert found.team.blank_days == 17 + 21
    assert found.team.coverage == Fraction(800, 19080)


def test_who_is_measured(cast: Cast, record: Record) -> None:
    consultant = Person.objects.create_user("consultant")
    gone = Person.objects.create_user("gone")
    later = Person.objects.create_user("later")
    deleted = Person.objects.create_user("deleted")
    for person, start, end in ((consultant, 5, None), (gone, 1, dt.date(2017, 1, 1))):
        Contract.objects.create(
            unit=cast.unit,
            person=person,
            start=dt.date(2017, 1, start),
            end=end,
            hourly="45",
            currency="EUR",
        )
    record.log(later, "2017-02-01", 60)
    record.log(cast.stranger, "2017-01-31", 60)
    RemovedEntry.objects.create(
        unit=cast.unit, person=deleted, date=START, kind=1, first_minutes=30
    )
    found = measure(record)
    assert list(found.people) == ["ada", "consultant", "coordinator", "deleted", "stranger"]
    assert found.people["consultant"].expected == 0
    assert found.people["consultant"].coverage is None
    assert found.team is not None
    assert found.team.corrections == Fraction(30, 60)


def test_each_unit_counts_its_own(cast: Cast, record: Record) -> None:
    other = Unit.objects.create(
        code="EAST",
        name="Another",
        currency="EUR",
        timezone="Asia/Tokyo",
        daily_minutes=420,
        weekdays=[1, 2, 3, 4],
    )
    post = Post.objects.create(
        unit=other, code="E-1", title="E", employer=Post.objects.all()[0].employer, funding="core"
    )
    Assignment.objects.create(
        unit=other, person=cast.ada, post=post, start=START, share_num=1, share_den=3
    )
    east = Record(cast, other)
    east.log(cast.ada, "2017-01-02", 140)
    record.log(cast.ada, "2017-01-02", 480)
    assert measure(east).people["ada"].expected == 18 * 140
    assert measure(east).people["ada"].recorded == 140
    assert measure(record).people["ada"].expected == 22 * 480
    assert measure(record).people["ada"].recorded == 480


def test_dates_of_saving_are_those_of_the_unit_s_zone(cast: Cast, record: Record) -> None:
    # In Berlin it is an hour later than universal time: Tuesday already, and Monday still.
    record.log(cast.ada, "2017-01-02", 100, saved="2017-01-02T23:30:00+00:00")
    record.log(cast.ada, "2017-01-02", 200, saved="2017-01-02T22:30:00+00:00")
    record.log(cast.ada, "2017-01-03", 100, saved="2017-01-02T23:30:00+00:00")
    record.log(cast.ada, "2017-01-03", 400, saved="2017-01-02T22:30:00+00:00")
    record.log(cast.ada, "2017-01-06", 200, saved="2017-01-16T06:00:00+00:00")
    figures = ada(record)
    assert figures.in_advance == Fraction(4, 10)
    assert figures.on_time_1 == Fraction(8, 10)
    assert figures.on_time_5 == Fraction(8, 10)
    assert (figures.lag_median, figures.lag_p90) == (0, 6)


def test_a_holiday_is_no_working_day_of_the_lag_and_half_a_one_is(
    cast: Cast, record: Record
) -> None:
    Holiday.objects.create(unit=cast.unit, date=dt.date(2017, 1, 3), name="Whole")
    Holiday.objects.create(unit=cast.unit, date=dt.date(2017, 1, 4), name="Half", minutes=240)
    record.log(cast.ada, "2017-01-02", 60, saved="2017-01-03T12:00:00+00:00")
    assert ada(record).lag_median == 0
    record.log(cast.ada, "2017-01-02", 180, saved="2017-01-05T12:00:00+00:00")
    figures = ada(record)
    assert (figures.lag_median, figures.on_time_1) == (2, Fraction(1, 4))


def test_approved_share_takes_the_person_s_approved_sheets_only(
    cast: Cast, record: Record
) -> None:
    record.sheet(cast.ada, "2017-01-02", "2017-01-08")
    record.sheet(cast.ada, "2017-01-09", "2017-01-15", "submitted")
    record.sheet(cast.ada, "2017-01-30", "2017-01-31")
    record.sheet(cast.coordinator, "2017-01-09", "2017-01-15")
    for date in ("2017-01-08", "2017-01-09", "2017-01-16", "2017-01-31"):
        record.log(cast.ada, date, 60)
    record.log(cast.ada, "2017-01-02", 480, "OFF")
    assert ada(record).approved_share == Fraction(1, 2)


def test_joint_and_overhead_by_person_team_and_activity(cast: Cast, record: Record) -> None:
    record.log(cast.ada, "2017-01-02", 60, "WEB", ("CMS",))
    record.log(cast.ada, "2017-01-03", 120, "WEB", JOINT)
    record.log(cast.ada, "2017-01-04", 20, "ADM")
    record.log(cast.coordinator, "2017-01-04", 200, "NEWS", ("AEWA",))
    record.log(cast.coordinator, "2017-01-05", 480, "OFF")
    found = measure(record)
    assert found.people["ada"].joint_share == Fraction(120, 200)
    assert found.people["ada"].overhead_share == Fraction(20, 200)
    assert found.team is not None
    assert found.team.joint_share == Fraction(120, 400)
    assert found.team.overhead_share == Fraction(20, 400)
    assert found.team.concentration == Fraction(1, 2)
    by_activity = {
        code: (part.recorded, part.joint_share, part.overhead_share)
        for code, part in found.activities.items()
    }
    assert by_activity == {
        "ADM": (20, Fraction(0), Fraction(1)),
        "NEWS": (200, Fraction(0), Fraction(0)),
        "WEB": (180, Fraction(2, 3), Fraction(0)),
    }
