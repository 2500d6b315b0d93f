"""One cell of a week: stored, changed, emptied, refused; on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Assignment, Change, ChangeText, Role, Unit
from tests.cast import SINCE
from timetracking.actions.save_cell import Saved, save_cell
from timetracking.core.grid import RowKey
from timetracking.models import (
    Activity,
    Beneficiary,
    DayTotal,
    Kind,
    RemovedEntry,
    TimeEntry,
    WeekSheet,
)

if TYPE_CHECKING:
    from typing import Any

    from tests.cast import Cast

DAY = dt.date(2017, 1, 10)
WEB, BOTH, ADMIN = RowKey("CMS-WEB", "CMS"), RowKey("S01", "AEWA+CMS"), RowKey("ADMIN")


def save(cast: Cast, minutes: int, version: str = "", key: RowKey = WEB, **changes: Any) -> Saved:
    options: dict[str, Any] = {"actor": cast.ada, "unit": cast.unit, "day": DAY, **changes}
    day = options.pop("day")
    return save_cell(key, day, minutes, version=version, **options)


def last_change() -> Change:
    found: Change = Change.objects.order_by("-pk")[0]
    return found


def test_a_cell_is_stored_with_its_history(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 90, key=BOTH)
    entry = TimeEntry.objects.get()
    assert (saved.what, saved.minutes, saved.version) == ("created", 90, f"{entry.pk}.1")
    assert (entry.person, entry.date, entry.minutes, entry.first_minutes) == (
        cast.ada, DAY, 90, 90,
    )  # fmt: skip
    assert entry.beneficiary is not None
    assert entry.beneficiary.code == "AEWA+CMS"
    assert set(entry.beneficiary.members.all()) == {cast.cms, cast.aewa}
    change = last_change()
    assert (change.kind, change.actor, change.after) == (
        "created", cast.ada, {"date": "2017-01-10", "minutes": 90},
    )  # fmt: skip


def test_a_change_keeps_when_and_how_it_was_first_saved(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 90)
    first = timezone.now() - dt.timedelta(days=9)
    TimeEntry.objects.update(saved=first, note="Broken links")
    again = save(cast, 60, saved.version)
    entry = TimeEntry.objects.get()
    assert (again.what, again.version) == ("changed", f"{entry.pk}.2")
    assert (entry.minutes, entry.first_minutes, entry.saved) == (60, 90, first)
    assert entry.note == "Broken links", "a note stays unless it is written anew"
    change = last_change()
    assert (change.before, change.after) == ({"minutes": 90}, {"minutes": 60})


def test_notes_stand_apart_in_the_history(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 90, note="first")
    save(cast, 90, saved.version, note="second")
    texts = ChangeText.objects.order_by("pk").values_list("field", "before", "after")
    assert list(texts) == [("note", "", "first"), ("note", "first", "second")]
    assert not [change for change in Change.objects.all() if "first" in str(change.after)]


def test_an_emptied_cell_leaves_what_measures_corrections(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 90, note="a note")
    gone = save(cast, 0, saved.version)
    assert gone == Saved(0, "", "removed")
    assert not TimeEntry.objects.exists()
    removed = RemovedEntry.objects.get()
    assert (removed.person, removed.date, removed.first_minutes) == (cast.ada, DAY, 90)
    assert last_change().before == {
        "date": "2017-01-10", "minutes": 90, "cell": "CMS-WEB:CMS",
    }  # fmt: skip
    assert not DayTotal.objects.exists()


def test_the_same_twice_is_no_change(cast: Cast, unit: Unit) -> None:
    save(cast, 90)
    assert save(cast, 90).what == "unchanged", "the answer was lost, and it was sent again"
    assert save(cast, 0, key=ADMIN).what == "unchanged"
    assert Change.objects.count() == TimeEntry.objects.count() == 1


def test_what_was_changed_since_is_not_overwritten(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 90)
    theirs = save(cast, 120, saved.version)
    with pytest.raises(Conflict, match="changed to 2:00 elsewhere") as caught:
        save(cast, 60, saved.version)
    assert caught.value.current == {"minutes": 120, "version": theirs.version, "note": ""}
    with pytest.raises(Conflict):
        save(cast, 0, "")
    assert TimeEntry.objects.get().minutes == 120


def test_a_removed_entry_made_anew_is_another_one(cast: Cast, unit: Unit) -> None:
    seen = save(cast, 90).version
    save(cast, 0, seen)
    with pytest.raises(Conflict, match="emptied elsewhere"):
        save(cast, 60, seen)
    save(cast, 45)
    with pytest.raises(Conflict, match="changed to 0:45"):
        save(cast, 60, seen)
    assert TimeEntry.objects.get().minutes == 45


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2013, 12, 31), "before your first assignment"),
        (dt.date(2017, 7, 3), "no assignment or contract"),
        (dt.date(2017, 1, 16), "approved week"),
        (dt.date(2199, 1, 1), "has not come yet"),
    ],
)
def test_a_day_that_is_barred_says_why(day: dt.date, said: str, cast: Cast, unit: Unit) -> None:
    Assignment.objects.filter(person=cast.ada).update(end=dt.date(2017, 6, 30))
    Assignment.objects.create(
        unit=unit, person=cast.ada, post=unit.posts.all()[0], start=dt.date(2018, 1, 1),
        share_num=1, share_den=2,
    )  # fmt: skip
    WeekSheet.objects.create(
        unit=unit, person=cast.ada, start=dt.date(2017, 1, 16), end=dt.date(2017, 1, 22),
        state=WeekSheet.State.APPROVED,
    )  # fmt: skip
    with pytest.raises(Refused, match=said):
        save(cast, 60, day=day)
    assert not TimeEntry.objects.exists()


def test_a_locked_entry_can_neither_change_nor_go(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 60)
    WeekSheet.objects.create(
        unit=unit, person=cast.ada, start=DAY, end=DAY, state=WeekSheet.State.APPROVED
    )
    for minutes in (0, 30):
        with pytest.raises(Refused, match="locked"):
            save(cast, minutes, saved.version)
    assert TimeEntry.objects.get().minutes == 60
    save(cast, 60, day=DAY + dt.timedelta(days=1))


@pytest.mark.parametrize("state", ["open", "returned"])
def test_weeks_of_the_persons_turn_are_open(state: str, cast: Cast, unit: Unit) -> None:
    WeekSheet.objects.create(unit=unit, person=cast.ada, start=DAY, end=DAY, state=state)
    assert save(cast, 60).what == "created"


def test_absence_may_be_planned_and_work_for_tomorrow(cast: Cast, unit: Unit) -> None:
    today = timezone.localdate()
    assert save(cast, 480, key=RowKey("LEAVE"), day=today + dt.timedelta(days=90)).minutes == 480
    with pytest.raises(Refused, match="has not come yet"):
        save(cast, 60, day=today + dt.timedelta(days=7))


def test_a_day_has_24_hours_in_all_units_together(cast: Cast, unit: Unit) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    elsewhere = Activity.objects.create(unit=other, code="X", title="X", kind=Kind.OVERHEAD)
    TimeEntry.objects.create(
        unit=other, person=cast.ada, date=DAY, minutes=1000, first_minutes=1000,
        activity=elsewhere, kind=elsewhere.kind,
    )  # fmt: skip
    saved = save(cast, 440)
    with pytest.raises(Refused, match="24:01; a day has 24:00"):
        save(cast, 1, key=ADMIN)
    with pytest.raises(Refused, match="24:01"):
        save(cast, 441, saved.version)
    assert save(cast, 430, saved.version).what == "changed"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (RowKey("NONE", "CMS"), "no activity NONE"),
        (RowKey("S01"), "S01 is a service"),
        (RowKey("ADMIN", "CMS"), "serves no instrument of its own"),
        (RowKey("LEAVE", "AEWA+CMS"), "serves no instrument of its own"),
        (RowKey("S01", "CMS+RAMSAR"), "does not serve RAMSAR. It serves AEWA, CMS."),
    ],
)
def test_activity_and_beneficiary_go_together(
    key: RowKey, said: str, cast: Cast, unit: Unit
) -> None:
    with pytest.raises(Refused, match=said):
        save(cast, 60, key=key)
    assert not Beneficiary.objects.exists()


@pytest.mark.parametrize("minutes", [-1, 1441])
def test_minutes_are_those_of_a_day(minutes: int, cast: Cast, unit: Unit) -> None:
    with pytest.raises(Refused, match="0 to 1440"):
        save(cast, minutes)


def test_a_long_note_is_refused(cast: Cast, unit: Unit) -> None:
    with pytest.raises(Refused, match="501 characters"):
        save(cast, 60, note="x" * 501)


def test_several_entries_are_not_changed_as_one(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 60)
    entry = TimeEntry.objects.get()
    entry.pk = None
    entry.save(force_insert=True)
    for minutes in (0, 30):
        with pytest.raises(Refused, match="sums 2 entries"):
            save(cast, minutes, saved.version)
    assert DayTotal.objects.get().minutes == 120


def test_clock_times_go_with_the_minutes_they_meant(cast: Cast, unit: Unit) -> None:
    saved = save(cast, 60)
    begin = dt.datetime(2017, 1, 10, 8, tzinfo=dt.UTC)
    TimeEntry.objects.update(
        begin=begin, end=begin + dt.timedelta(hours=1), zone="Europe/Berlin",
        source="timewarrior", source_id="1",
    )  # fmt: skip
    save(cast, 60, saved.version, note="only a note")
    assert TimeEntry.objects.get().begin == begin
    save(cast, 90, f"{TimeEntry.objects.get().pk}.2")
    entry = TimeEntry.objects.get()
    assert (entry.begin, entry.end, entry.zone, entry.source_id) == (None, None, "", "1")
    before = last_change().before
    assert before is not None
    assert before["begin"] == "2017-01-10T08:00:00+00:00"


def test_everybody_keeps_their_own_time_where_they_work(cast: Cast, unit: Unit) -> None:
    for person in (cast.auditor, cast.cms_secretary, cast.cms_member, cast.stranger):
        with pytest.raises(NotAllowed):
            save(cast, 60, actor=person)
    assert save(cast, 60, actor=cast.coordinator).what == "created"
    assert TimeEntry.objects.get().person == cast.coordinator


def test_whoever_left_keeps_the_past_and_adds_nothing(cast: Cast, unit: Unit) -> None:
    Role.objects.filter(person=cast.ada).update(end=dt.date(2017, 6, 30))
    Assignment.objects.filter(person=cast.ada).update(end=dt.date(2017, 6, 30))
    assert save(cast, 60).what == "created", "an old week may still be completed"
    with pytest.raises(Refused, match="no assignment or contract"):
        save(cast, 60, day=dt.date(2017, 7, 3))
    cast.ada.is_active = False
    with pytest.raises(NotAllowed):
        save(cast, 60)


def test_staff_without_an_assignment_are_told_so(cast: Cast, unit: Unit) -> None:
    Role.objects.create(unit=unit, person=cast.stranger, role=Role.Kind.STAFF, start=SINCE)
    with pytest.raises(Refused, match="no assignment or contract"):
        save(cast, 60, actor=cast.stranger)
