"""Totals of days and months that the database keeps: always the sums of the entries."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from secretariats.models import Unit
from tests.db.costsharing.limitations_record import JOINT, Record
from tests.db.timetracking.totals import check_parts, check_totals
from timetracking.actions.insert_entries import insert_entries
from timetracking.models import Beneficiary, DayTotal, MonthTotal, TimeEntry, UnitMonthTotal

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2017, 1, 31), dt.date(2017, 2, 1), dt.date(2017, 2, 28), dt.date(2016, 2, 29)]


@pytest.fixture
def record(cast: Cast) -> Record:
    return Record(cast)


def check() -> None:
    """Compare every total with the entries, while nobody writes beside."""
    check_totals()
    check_parts()


def any_entry(random: Random, record: Record, people: list[Person]) -> TimeEntry:
    """Return an entry that is not stored."""
    activity = record.activities[random.choice(["WEB", "NEWS", "ADM", "OFF"])]
    whom: Beneficiary | None = None
    if activity.code in ("WEB", "NEWS"):
        whom = record.beneficiaries[random.choice([("CMS",), ("AEWA",), JOINT])]
    minutes = random.choice([1, 7, 60, 500])
    return TimeEntry(
        unit=record.unit,
        person=random.choice(people),
        date=random.choice(DAYS),
        minutes=minutes,
        first_minutes=minutes,
        activity=activity,
        kind=activity.kind,
        beneficiary=whom,
    )


def change(random: Random, record: Record, people: list[Person]) -> None:
    """Do one thing to some of the entries, in one statement where there is one for it."""
    keys = list(TimeEntry.objects.order_by("pk").values_list("pk", flat=True))
    some = TimeEntry.objects.filter(pk__in=random.sample(keys, random.randint(0, len(keys)) // 2))
    services = some.exclude(beneficiary=None)
    other = any_entry(random, record, people)
    match random.randint(0, 7):
        case 0 | 1:
            insert_entries(
                [any_entry(random, record, people) for _ in range(random.randint(1, 9))]
            )
        case 2:
            some.update(minutes=other.minutes)
        case 3:
            some.update(date=other.date)
        case 4:
            some.update(person=other.person, note="another's")
        case 5:
            services.update(beneficiary=record.beneficiaries[JOINT])
        case 6:
            services.update(activity=record.activities["NEWS"], minutes=11)
        case _:
            some.delete()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_to_entries(seed: int, cast: Cast, record: Record) -> None:
    random = Random(seed)  # noqa: S311 - a draw of a test
    people = [cast.ada, cast.coordinator]
    refused = []
    for _ in range(12):
        try:
            with transaction.atomic():
                change(random, record, people)
        except IntegrityError as error:
            # More than 1440 minutes a day: nothing of the statement stays.
            refused.append("a_day_has_1440_minutes" in str(error))
        check()
    assert all(refused)
    assert len(refused) < 12
    TimeEntry.objects.all().delete()
    assert not DayTotal.objects.exists()
    assert not MonthTotal.objects.exists()
    assert not UnitMonthTotal.objects.exists()


def test_an_entry_of_another_unit_is_another_total(cast: Cast, record: Record) -> None:
    other = Unit.objects.create(
        code="EAST", name="E", currency="EUR", timezone="UTC", daily_minutes=480, weekdays=[1]
    )
    record.log(cast.ada, "2017-01-31", 800)
    east = Record(cast, other)
    east.log(cast.ada, "2017-01-31", 640)
    check()
    assert sorted(DayTotal.objects.values_list("minutes", flat=True)) == [640, 800]
    with pytest.raises(IntegrityError), transaction.atomic():
        east.log(cast.ada, "2017-01-31", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.filter(unit=other).update(minutes=641)
    check()


def test_what_no_total_rests_on_changes_none(cast: Cast, record: Record) -> None:
    entry = record.log(cast.ada, "2017-01-31", 60)
    before = MonthTotal.objects.values().get()
    TimeEntry.objects.filter(pk=entry.pk).update(note="x", version=2)
    assert MonthTotal.objects.values().get() == before
    entry.note = "y"
    entry.save()
    check()
