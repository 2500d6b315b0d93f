"""The timer: one a person, switched as one act, stopped once; on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Assignment, Change, Contract, Role, Unit
from tests.cast import SINCE
from timetracking.actions.run_timer import Started, change_timer, discard_timer, start_timer
from timetracking.actions.save_cell import save_cell
from timetracking.actions.stop_timer import Stopped, stop_timer
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind, TimeEntry, Timer, WeekSheet
from timetracking.queries.timer import running

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

# A Tuesday in Berlin, an hour ahead of UTC.
DAY = dt.date(2017, 1, 10)
WEB, BOTH, ADMIN = RowKey("CMS-WEB", "CMS"), RowKey("S01", "AEWA+CMS"), RowKey("ADMIN")


class Clock:
    """The time that the site has, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = dt.datetime(2017, 1, 10, 9, 0, tzinfo=dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def passes(self, **much: int) -> None:
        """Let so much time pass."""
        self.now += dt.timedelta(**much)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the time of a Tuesday morning."""
    return Clock(monkeypatch)


def start(cast: Cast, key: RowKey = WEB, **changes: Any) -> Started:
    return start_timer(key, **{"actor": cast.ada, "unit": cast.unit, **changes})


def stop(cast: Cast, **changes: Any) -> Stopped:
    return stop_timer(actor=cast.ada, **changes)


def entries() -> list[tuple[str, int, str]]:
    """Return day, minutes and note of all entries in order."""
    rows = TimeEntry.objects.order_by("date", "pk").values_list("date", "minutes", "note")
    return [(day.isoformat(), minutes, note) for day, minutes, note in rows]


def test_a_timer_is_added_to_the_cell_of_its_day(cast: Cast, unit: Unit, clock: Clock) -> None:
    start(cast, note="Broken links")
    clock.passes(minutes=41, seconds=30)
    assert stop(cast).minutes == 42
    assert entries() == [("2017-01-10", 42, "Broken links")]
    # A second one adds to it, and what was typed by hand stays in it.
    start(cast, note="Redirects")
    clock.passes(minutes=8)
    stop(cast)
    assert entries() == [("2017-01-10", 50, "Broken links; Redirects")]
    entry = TimeEntry.objects.get()
    assert (entry.version, entry.first_minutes, entry.source) == (2, 42, "")
    last = Change.objects.filter(kind=Change.Kind.CHANGED).latest("pk")
    assert (last.before, last.after) == ({"minutes": 42}, {"minutes": 50})
    assert not Timer.objects.exists()


def test_switching_stores_what_ran_and_starts_the_next_as_one_act(
    cast: Cast, unit: Unit, clock: Clock
) -> None:
    first = start(cast)
    clock.passes(minutes=30)
    assert start(cast).timer.version == first.timer.version, "the same row runs on"
    clock.passes(minutes=30)
    second = start(cast, BOTH, version=first.timer.version)
    assert second.before is not None
    assert second.before.minutes == 60
    assert second.timer.started == clock.now
    # What cannot be stored stops nothing and starts nothing.
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2017, 1, 9), end=dt.date(2017, 1, 15),
        state=WeekSheet.State.APPROVED,
    )  # fmt: skip
    clock.passes(days=7)
    with pytest.raises(Refused):
        start(cast, ADMIN)
    assert running(cast.ada) is not None
    assert TimeEntry.objects.count() == 1


def test_a_device_stops_only_what_it_shows(cast: Cast, unit: Unit, clock: Clock) -> None:
    first = start(cast).timer.version
    clock.passes(minutes=10)
    second = start(cast, ADMIN).timer.version
    clock.passes(minutes=10)
    for act in (stop, lambda cast, version: start(cast, BOTH, version=version)):
        with pytest.raises(Conflict, match="Another timer runs"):
            act(cast, version=first)
    stop(cast, version=second)
    with pytest.raises(Conflict, match="No timer runs"):
        stop(cast, version=second)
    assert sum(minutes for _, minutes, _ in entries()) == 20
    # A timer started later is another one, even if it is the first again.
    later = start(cast).timer.version
    assert later not in {first, second}


def test_a_night_goes_to_both_days_and_nothing_short_is_stored(
    cast: Cast, unit: Unit, clock: Clock
) -> None:
    start(cast)
    clock.passes(seconds=29)
    assert stop(cast).parts == ()
    clock.passes(hours=13)
    start(cast)
    clock.passes(hours=2)
    stop(cast)
    assert entries() == [("2017-01-10", 60, ""), ("2017-01-11", 60, "")]


def test_a_forgotten_timer_waits_until_its_end_is_told(
    cast: Cast, unit: Unit, clock: Clock
) -> None:
    began = clock.now
    start(cast)
    clock.passes(hours=30)
    with pytest.raises(Refused, match="30:00, longer than a day"):
        stop(cast)
    with pytest.raises(Refused, match="30:00, longer than a day"):
        start(cast, ADMIN)
    for end in (began - dt.timedelta(minutes=1), clock.now + dt.timedelta(minutes=1)):
        with pytest.raises(Refused, match="between the start"):
            stop(cast, end=end)
    assert stop(cast, end=began + dt.timedelta(hours=3)).minutes == 180
    assert entries() == [("2017-01-10", 180, "")]


def test_a_locked_day_keeps_the_timer_running(cast: Cast, unit: Unit, clock: Clock) -> None:
    start(cast)
    clock.passes(hours=1)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2017, 1, 9), end=dt.date(2017, 1, 15),
        state=WeekSheet.State.APPROVED,
    )  # fmt: skip
    with pytest.raises(Refused, match="approved week"):
        stop(cast)
    with pytest.raises(Refused, match="approved week"):
        start(cast, ADMIN)
    assert running(cast.ada) is not None
    discard_timer(actor=cast.ada)
    assert running(cast.ada) is None
    assert entries() == []


def test_it_starts_only_where_time_can_be_entered(cast: Cast, unit: Unit, clock: Clock) -> None:
    with pytest.raises(NotAllowed):
        start(cast, actor=cast.cms_secretary)
    with pytest.raises(Refused, match="no activity"):
        start(cast, RowKey("NOTHING"))
    with pytest.raises(Refused, match="501 characters"):
        start(cast, note="x" * 501)
    Assignment.objects.filter(person=cast.ada).update(start=dt.date(2017, 6, 1))
    with pytest.raises(Refused, match="before your first assignment"):
        start(cast)
    assert not Timer.objects.exists()


def test_it_is_put_right_while_it_runs(cast: Cast, unit: Unit, clock: Clock) -> None:
    version = start(cast).timer.version
    began = clock.now
    clock.passes(minutes=20)
    changed = change_timer(BOTH, actor=cast.ada, unit=cast.unit, version=version, note="Flyways")
    assert (changed.key, changed.started) == (BOTH, began)
    with pytest.raises(Conflict):
        discard_timer(actor=cast.ada, version=version)
    assert stop(cast, version=changed.version).key == BOTH
    assert entries() == [("2017-01-10", 20, "Flyways")]


def test_beside_imported_or_several_entries_it_stands_by_itself(
    cast: Cast, unit: Unit, clock: Clock
) -> None:
    save_cell(WEB, DAY, 60, actor=cast.ada, unit=cast.unit, version="", note="n" * 400)
    TimeEntry.objects.update(source="toggl", source_id="1")
    start(cast, note="by hand")
    clock.passes(minutes=5)
    stop(cast)
    assert entries() == [("2017-01-10", 60, "n" * 400), ("2017-01-10", 5, "by hand")]
    beside = TimeEntry.objects.get(source="timer")
    assert beside.begin is not None
    assert beside.end == clock.now
    assert (beside.zone, beside.first_minutes) == ("Europe/Berlin", 5)


def test_a_unit_may_round_and_a_person_of_two_has_one_timer(
    cast: Cast, unit: Unit, clock: Clock
) -> None:
    Unit.objects.filter(pk=cast.unit.pk).update(timer_minutes=15, timezone="Asia/Tokyo")
    start(cast)
    clock.passes(minutes=22, seconds=30)
    other = other_unit(cast)
    switched = start(cast, RowKey("ELSE"), unit=other)
    assert switched.before is not None
    assert switched.before.minutes == 30
    assert Timer.objects.get().unit == other


def other_unit(cast: Cast) -> Unit:
    """Store a second unit in which Ada works too, and return it."""
    other: Unit = Unit.objects.create(
        code="OTHER", name="Other unit", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    Role.objects.create(unit=other, person=cast.ada, role=Role.Kind.STAFF, start=SINCE)
    Contract.objects.create(
        unit=other, person=cast.ada, start=dt.date(2017, 1, 1), end=dt.date(2017, 12, 31),
        hourly=1, currency="EUR",
    )  # fmt: skip
    Activity.objects.create(unit=other, code="ELSE", title="Else", kind=Kind.OVERHEAD)
    return other


def test_what_pages_ask_is_one_query(
    cast: Cast, unit: Unit, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert running(cast.ada) is None
    start(cast, BOTH)
    with django_assert_num_queries(1):
        shown = running(cast.ada)
        assert shown is not None
        assert (shown.title, shown.unit.code, shown.key) != ("", "", WEB)
    assert running(cast.coordinator) is None
