"""How people log, measured on stored records: heaping, batches, copied days, anchoring."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from costsharing.queries.limitations import measure_limitations
from secretariats.core.errors import Refused
from secretariats.models import Person
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
