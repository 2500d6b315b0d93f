"""What must never be is refused by the database too, whoever writes."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from costsharing.actions import load_unit as loading
from costsharing.actions.load_unit import load_unit
from costsharing.models import Agreement, AgreementShare
from secretariats.core.errors import Refused
from secretariats.models import Assignment, Contract, Instrument, Person, Post, Unit
from tests.unit.costsharing.unit_files import good, read
from timetracking.models import Activity, TimeEntry

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def unit(db: None) -> Unit:
    """Give the unit of the good file, stored."""
    return load_unit(read(good()), actor=None).unit


def entry(unit: Unit, **values: Any) -> None:
    activity = Activity.objects.get(unit=unit, code=values.pop("activity", "ADM"))
    TimeEntry.objects.create(
        unit=unit,
        person=Person.objects.get(username="ada"),
        activity=activity,
        kind=activity.kind,
        **{"date": dt.date(2017, 1, 9), "minutes": 1, "first_minutes": 1} | values,
    )


def agreement(unit: Unit, *shares: int | None, **values: Any) -> None:
    made = Agreement.objects.create(unit=unit, **{"basis": "fixed"} | values)
    for code, share in zip(("CMS", "AEWA"), shares, strict=False):
        AgreementShare.objects.create(
            agreement=made,
            instrument=Instrument.objects.get(code=code),
            share_num=share,
            share_den=None if share is None else 3,
        )


def contract(unit: Unit, **values: Any) -> None:
    bob = Person.objects.get(username="bob")
    Contract.objects.create(unit=unit, person=bob, hourly=1, currency="EUR", **values)


def assignment(unit: Unit, post: str, start: str) -> None:
    Assignment.objects.create(
        unit=unit,
        person=Person.objects.get(username="ada"),
        post=Post.objects.get(code=post),
        start=start,
        share_num=2,
        share_den=3,
    )


def second_post(unit: Unit) -> None:
    first = Post.objects.get(code="P-01")
    Post.objects.create(
        unit=unit, code="P-02", title="Second", employer=first.employer, funding="core"
    )
    assignment(unit, "P-02", "2017-05-01")


def assert_refused(write: Callable[[], None]) -> None:
    def write_and_check() -> None:
        with transaction.atomic():
            write()
            connection.check_constraints()

    with pytest.raises(DatabaseError):
        write_and_check()


@pytest.mark.parametrize(
    "values",
    [
        {"minutes": 0},
        {"minutes": 1441},
        {"first_minutes": 0},
        {"minutes": 1291},
        {"activity": "CMS-WEB"},
        {"begin": dt.datetime(2017, 1, 9, tzinfo=dt.UTC)},
    ],
    ids=["no minutes", "too many", "no first", "day too long", "for nobody", "no end"],
)
def test_no_database_takes_such_an_entry(unit: Unit, values: dict[str, Any]) -> None:
    assert_refused(lambda: entry(unit, **values))


@pytest.mark.postgres
@pytest.mark.parametrize(
    "write",
    [
        lambda unit: agreement(unit, 1, 2, start="2016-12-31", end="2016-12-31"),
        lambda unit: agreement(unit, 1, 1, start="2013-01-01", end="2013-12-31"),
        lambda unit: agreement(unit, start="2013-01-01", end="2013-12-31"),
        lambda unit: agreement(unit, 1, None, start="2013-01-01", end="2013-12-31"),
        lambda unit: contract(unit, start="2017-06-30", end=None),
        lambda unit: assignment(unit, "P-01", "2018-01-01"),
        second_post,
    ],
    ids=[
        "overlapping agreements", "key of 2/3", "no key", "half a key", "overlapping contracts",
        "twice on a post", "more than full time",
    ],
)  # fmt: skip
def test_postgresql_takes_no_such_row(unit: Unit, write: Callable[[Unit], None]) -> None:
    assert_refused(lambda: write(unit))


def overlap(document: dict[str, Any]) -> None:
    document["agreements"][0]["to"] = "2017-01-01"


def bad_key(document: dict[str, Any]) -> None:
    document["agreements"][0]["key"]["CMS"] = "1/3"


def two_contracts(document: dict[str, Any]) -> None:
    document["people"][1]["contracts"] *= 2


def full_time(document: dict[str, Any]) -> None:
    document["people"][0]["assignments"][0]["share"] = "2/1"


def no_beneficiary(document: dict[str, Any]) -> None:
    del document["entries"][0]["for"]


@pytest.mark.parametrize("spoil", [overlap, bad_key, two_contracts, full_time, no_beneficiary])
def test_on_every_database_the_file_is_refused_and_nothing_is_written(
    db: None, spoil: Callable[[dict[str, Any]], None]
) -> None:
    document = good()
    spoil(document)
    with pytest.raises(Refused):
        load_unit(read(document), actor=None)
    assert not Unit.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_rule_that_only_the_database_saw_broken_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_unit(read(good()), actor=None)
    document = good()
    document["unit"]["code"] = "OTHER"
    document["entries"] = [
        {"person": "ada", "date": "2017-01-09", "minutes": 1291, "activity": "ADM"}
    ]
    # As if the time had been logged after the check.
    monkeypatch.setattr(loading, "long_day_problems", lambda _file: [])
    with pytest.raises(Refused, match="more than 1440 minutes in all units"):
        load_unit(read(document), actor=None)
    assert not Unit.objects.filter(code="OTHER").exists()


@pytest.mark.django_db(transaction=True)
def test_two_loads_of_one_new_unit_make_one_unit_and_no_traceback() -> None:
    file = read(good())
    start = threading.Barrier(2)
    ends: list[str] = []

    def run() -> None:
        start.wait()
        try:
            ends.append(load_unit(file, actor=None).state)
        except Refused as refused:
            ends.append(str(refused))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "created" in ends
    ends.remove("created")
    # The second waited and found the same content, or met the first half-way.
    assert ends[0] == "unchanged" or "run it again" in ends[0]
    assert Unit.objects.count() == 1
    assert TimeEntry.objects.count() == 4
