"""Each limitation from stored entries, worked by hand, on every database the same."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from costsharing.queries.limitations import measure_limitations
from secretariats.core.errors import Refused
from secretariats.models import Assignment, Contract, Holiday, Person, Post, Unit
from tests.db.costsharing.limitations_record import JOINT, Record
from timetracking.models import RemovedEntry

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from costsharing.core.limitations import Figures, LimitationsTable
    from tests.cast import Cast

START, END = dt.date(2017, 1, 2), dt.date(2017, 1, 31)  # 22 weekdays
# 18 questions; in a test's transaction the snapshot is a savepoint, set and released.
QUERIES = 18 + 2


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


def test_heaping_counts_entries_that_are_no_absence(cast: Cast, record: Record) -> None:
    for number, minutes in enumerate((60, 120, 30, 90, 15, 45, 7, 50), start=2):
        record.log(cast.ada, f"2017-01-{number:02d}", minutes)
    record.log(cast.ada, "2017-01-20", 60, "OFF")
    figures = ada(record)
    assert figures.heaping_60 == Fraction(2, 8)
    assert figures.heaping_30 == Fraction(4, 8)
    assert figures.heaping_index == 400 * Fraction(2, 6)


def test_a_batch_is_a_sitting_over_three_work_dates(cast: Cast, record: Record) -> None:
    # Gaps of exactly 30 minutes hold a sitting together; the last is a microsecond longer.
    record.log(cast.ada, "2017-01-02", 60, saved="2017-01-10T09:00:00.000001+00:00")
    record.log(cast.ada, "2017-01-03", 60, saved="2017-01-10T09:30:00.000001+00:00")
    record.log(cast.ada, "2017-01-03", 60, saved="2017-01-10T09:30:00.000001+00:00")
    record.log(cast.ada, "2017-01-04", 60, saved="2017-01-10T10:00:00.000001+00:00")
    record.log(cast.ada, "2017-01-05", 60, saved="2017-01-10T10:30:00.000002+00:00")
    record.log(cast.ada, "2017-01-05", 30, saved="2017-01-10T10:31:00+00:00")
    assert ada(record).batch == Fraction(4, 6)


def test_two_work_dates_are_no_batch_nor_are_people_one_sitting(
    cast: Cast, record: Record
) -> None:
    for date in ("2017-01-02", "2017-01-03", "2017-01-02"):
        record.log(cast.ada, date, 60, saved="2017-01-10T09:00:00+00:00")
    record.log(cast.coordinator, "2017-01-04", 60, saved="2017-01-10T09:01:00+00:00")
    # Absence is no entry: it neither adds a work date nor bridges a gap.
    record.log(cast.ada, "2017-01-05", 60, "OFF", saved="2017-01-10T09:20:00+00:00")
    record.log(cast.ada, "2017-01-06", 60, saved="2017-01-10T09:40:00+00:00")
    # Nor does an entry outside the period.
    record.log(cast.ada, "2017-02-01", 60, saved="2017-01-10T09:00:00+00:00")
    found = measure(record)
    assert found.people["ada"].batch == found.people["coordinator"].batch == 0
    assert found.team is not None
    assert found.team.batch == 0


def test_entries_of_one_moment_open_a_sitting_together(cast: Cast, record: Record) -> None:
    record.log(cast.ada, "2017-01-02", 60, saved="2017-01-10T09:00:00+00:00")
    for date in ("2017-01-03", "2017-01-04", "2017-01-05"):
        record.log(cast.ada, date, 60, saved="2017-01-10T11:00:00+00:00")
    assert ada(record).batch == Fraction(3, 4)


def test_copied_days_equal_the_recorded_day_before(cast: Cast, record: Record) -> None:
    def log(date: str, *cells: tuple[int, str, tuple[str, ...]]) -> None:
        for minutes, activity, members in cells:
            record.log(cast.ada, date, minutes, activity, members)

    web, joint, adm = (60, "WEB", ("CMS",)), (30, "WEB", JOINT), (15, "ADM", ())
    log("2016-12-30", web)  # outside the period
    log("2017-01-02", web)
    log("2017-01-03", web, joint, adm)
    log("2017-01-06", adm, joint, web)  # equal to the 3rd, the recorded day before
    log("2017-01-07", web, joint)  # one less
    log("2017-01-09", (45, "WEB", ("CMS",)), joint, (15, "WEB", ("CMS",)))  # the same sums
    log("2017-01-10", web, (480, "OFF", ()), joint)  # absence makes no difference
    log("2017-01-11", (60, "WEB", ("AEWA",)), joint)  # for somebody else
    log("2017-01-12", (60, "NEWS", ("AEWA",)), joint)  # on something else
    log("2017-01-13", (61, "NEWS", ("AEWA",)), joint)  # a minute more
    assert ada(record).copied_days == Fraction(3, 9)


def test_overlong_days_and_corrections(cast: Cast, record: Record) -> None:
    record.log(cast.ada, "2017-01-02", 500, first=480)
    record.log(cast.ada, "2017-01-02", 101, "ADM")
    record.log(cast.ada, "2017-01-03", 600, first=660)
    record.log(cast.ada, "2017-01-03", 60, "OFF", first=600)
    for kind, date in ((1, START), (2, END), (3, START), (1, dt.date(2017, 2, 1))):
        RemovedEntry.objects.create(
            unit=cast.unit, person=cast.ada, date=date, kind=kind, first_minutes=100
        )
    figures = ada(record)
    assert figures.overlong_days == Fraction(1, 2)
    assert figures.corrections == Fraction(20 + 60 + 200, 1201)


def test_anchoring_takes_the_key_of_the_month_s_last_day(cast: Cast, record: Record) -> None:
    record.agree("2017-01-01", "2017-01-30", CMS="1/2", AEWA="1/2")
    record.agree("2017-01-31", "2017-02-27", CMS="2/3", AEWA="1/3")
    for date in ("2017-01-09", "2017-02-09"):
        record.log(cast.ada, date, 200, members=("CMS",))
        record.log(cast.ada, date, 100, members=("AEWA",))
        record.log(cast.ada, date, 90, members=JOINT)
    record.log(cast.coordinator, "2017-01-10", 99, members=("CMS",))
    # The period ends before the month does; February has no key on its last day.
    found = measure(record, START, dt.date(2017, 2, 20))
    assert found.people["ada"].anchoring == Fraction(1, 2)
    assert found.people["coordinator"].anchoring is None
    assert measure(record, START, dt.date(2017, 1, 10)).people["ada"].anchoring == 1
    assert found.team is not None
    assert found.team.anchoring == Fraction(1, 2)


def test_the_key_of_budgets_without_budget_stops_nothing(cast: Cast, record: Record) -> None:
    record.agree_by_budget("2017-01-01")
    record.log(cast.ada, "2017-01-09", 200, members=("CMS",))
    record.log(cast.ada, "2017-01-09", 100, members=("AEWA",))
    assert ada(record).anchoring == 0


def test_a_period_that_ends_before_it_begins_is_refused(record: Record) -> None:
    with pytest.raises(Refused, match="swap"):
        measure(record, END, START)


def test_the_number_of_queries_does_not_grow(
    cast: Cast, record: Record, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record.agree("2017-01-01", None, CMS="2/3", AEWA="1/3")
    record.log(cast.ada, "2017-01-02", 60)
    with django_assert_num_queries(QUERIES):
        measure(record)
    for number in range(8):
        person = Person.objects.create_user(f"person-{number}")
        for day in range(2, 7):
            record.log(person, f"2017-01-0{day}", 60 + number, members=JOINT)
        record.sheet(person, "2017-01-02", "2017-01-08")
    with django_assert_num_queries(QUERIES):
        measure(record)
