"""People of one unit who write at the same moment: nobody waits for long, every total is right."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from secretariats.models import Assignment, Person, Post, Role, Secretariat
from tests.cast import SINCE, make_cast
from tests.db.timetracking.totals import check_parts, check_totals
from timetracking.actions.copy_time import copy_week, repeat_row
from timetracking.actions.import_entries import import_entries
from timetracking.actions.insert_entries import insert_entries
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import RowKey
from timetracking.core.importers import formats
from timetracking.core.weeks import Week
from timetracking.models import Activity, Kind, TimeEntry, UnitMonthTotal

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariats.models import Unit
    from tests.cast import Cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WEB, RUN = RowKey("WEB", "CMS"), RowKey("RUN")
WEEK = Week(2017, 2)
MONDAY, TUESDAY = WEEK.days[:2]


@pytest.fixture
def people() -> tuple[Cast, list[Person]]:
    """Give the cast and four more people of its unit."""
    cast = make_cast()
    for code, kind in (("WEB", Kind.SERVICE), ("RUN", Kind.OVERHEAD)):
        Activity.objects.create(unit=cast.unit, code=code, title=code, kind=kind)
    office = Secretariat.objects.get(unit=cast.unit, code="CMS")
    found = []
    for number in range(4):
        person = Person.objects.create_user(f"more-{number}", "x", name=f"More {number}")
        cast.unit.people.add(person)
        Role.objects.create(unit=cast.unit, person=person, role=Role.Kind.STAFF, start=SINCE)
        post = Post.objects.create(
            unit=cast.unit, code=f"M-{number}", title="x", employer=office,
            funding=Post.Funding.CORE,
        )  # fmt: skip
        Assignment.objects.create(
            unit=cast.unit, person=person, post=post, start=SINCE, share_num=1, share_den=1
        )
        found.append(person)
    return cast, found


def at_once(*works: Callable[[], object]) -> None:
    """Let each work in a thread of its own, beginning together; whatever one raises is raised."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(20)
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for one in [pool.submit(run, work) for work in works]:
            one.result(60)


def entry(unit: Unit, person: Person, code: str, minutes: int) -> TimeEntry:
    activity = Activity.objects.get(unit=unit, code=code)
    return TimeEntry(
        unit=unit, person=person, date=MONDAY, minutes=minutes, first_minutes=minutes,
        activity=activity, kind=activity.kind,
    )  # fmt: skip


def test_two_who_meet_in_opposite_order_do_not_block_each_other(
    people: tuple[Cast, list[Person]],
) -> None:
    cast, (one, other, *_) = people
    Activity.objects.create(unit=cast.unit, code="SIT", title="Sit", kind=Kind.OVERHEAD)
    insert_entries([entry(cast.unit, cast.ada, code, 60) for code in ("RUN", "SIT")])
    both = threading.Barrier(2)

    def log(person: Person, *codes: str) -> None:
        with transaction.atomic():
            for code in codes:
                insert_entries([entry(cast.unit, person, code, 30)])
                # Each holds what it wrote while the other writes the same.
                both.wait(20)

    at_once(lambda: log(one, "RUN", "SIT"), lambda: log(other, "SIT", "RUN"))
    check_totals()
    parts = list(UnitMonthTotal.objects.values_list("activity__code", "minutes"))
    assert sum(minutes for _code, minutes in parts) == 240
    assert len(parts) == 4, "what one held the other left alone"
    insert_entries([entry(cast.unit, cast.ada, code, 1) for code in ("RUN", "SIT")])
    check_totals()
    check_parts()


def test_a_change_that_is_taken_back_leaves_no_trace(people: tuple[Cast, list[Person]]) -> None:
    cast, (one, other, *_) = people
    insert_entries([entry(cast.unit, cast.ada, "RUN", 60)])
    written, gone = threading.Event(), threading.Event()

    def change_their_mind() -> None:
        with transaction.atomic():
            insert_entries([entry(cast.unit, one, "RUN", 500)])
            written.set()
            assert gone.wait(20)
            transaction.set_rollback(True)

    def log_meanwhile() -> None:
        assert written.wait(20)
        TimeEntry.objects.filter(person=cast.ada).delete()
        insert_entries([entry(cast.unit, other, "RUN", 30)])
        gone.set()

    at_once(change_their_mind, log_meanwhile)
    check_totals()


def test_savers_importers_and_copiers_of_one_unit(people: tuple[Cast, list[Person]]) -> None:
    cast, found = people
    unit = cast.unit

    def save(person: Person, *keys: RowKey) -> None:
        for day in WEEK.days[:5]:
            for key in keys:
                first = save_cell(key, day, 60, actor=person, unit=unit, version="")
                save_cell(key, day, 45, actor=person, unit=unit, version=first.version)

    def bring_in(person: Person) -> None:
        for month in (1, 2):
            lines = "".join(
                f"2017-{month:02d}-{day:02d},60,{line}\n"
                for day in range(1, 29)
                for line in ("WEB,CMS,", "RUN,,")
            )
            outcome = import_entries(
                f"date,minutes,activity,for,note\n{lines}".encode(),
                formats()["csv"],
                actor=person, unit=unit, person=person, joint_on=lambda _: None,
            )  # fmt: skip
            assert outcome.created == 56

    def copy(person: Person) -> None:
        save_cell(WEB, MONDAY, 90, actor=person, unit=unit, version="")
        save_cell(RUN, TUESDAY, 30, actor=person, unit=unit, version="")
        repeat_row(WEB, MONDAY, actor=person, unit=unit)
        week = WEEK
        for _ in range(4):
            week = week.after
            copy_week(week, actor=person, unit=unit)

    def remove(person: Person) -> None:
        for day in WEEK.days[:5]:
            stored = save_cell(RUN, day, 10, actor=person, unit=unit, version="")
            save_cell(RUN, day, 0, actor=person, unit=unit, version=stored.version)

    at_once(
        lambda: save(cast.ada, WEB, RUN),
        lambda: save(found[0], RUN, WEB),
        lambda: bring_in(found[1]),
        lambda: copy(found[2]),
        lambda: remove(found[3]),
    )
    check_totals()
    assert TimeEntry.objects.filter(person=found[3]).count() == 0
    # Whoever writes next puts together what was written side by side.
    for code in ("WEB", "RUN"):
        TimeEntry.objects.filter(activity__code=code).update(minutes=7, begin=None, end=None)
    check_totals()
    check_parts()


def test_a_long_import_keeps_nobody_waiting(people: tuple[Cast, list[Person]]) -> None:
    cast, (one, other, *_) = people
    holds, done = threading.Event(), threading.Event()

    def import_slowly() -> None:
        with transaction.atomic():
            insert_entries([entry(cast.unit, one, "RUN", 60)])
            holds.set()
            assert done.wait(20), "the other one waited for this"

    def save() -> None:
        assert holds.wait(20)
        save_cell(RUN, MONDAY, 60, actor=other, unit=cast.unit, version="")
        done.set()

    at_once(import_slowly, save)
    check_totals()
    month = dt.date(2017, 1, 1)
    assert sorted(UnitMonthTotal.objects.values_list("month", "minutes")) == [(month, 60)] * 2
