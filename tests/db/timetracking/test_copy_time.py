"""Copying a day, a week, a row: what is written, and what is left alone; on both databases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Assignment, Change, Holiday, Unit
from timetracking.actions.copy_time import Copied, copy_day, copy_week, repeat_row
from timetracking.actions.save_cell import save_cell
from timetracking.core.checks import Barrier
from timetracking.core.copying import Why
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.models import Activity, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

WEEK = Week(2017, 2)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days
WEB, BOTH, ADMIN = RowKey("CMS-WEB", "CMS"), RowKey("S01", "AEWA+CMS"), RowKey("ADMIN")
LEAVE = RowKey("LEAVE")


def save(cast: Cast, key: RowKey, day: dt.date, minutes: int, note: str = "") -> None:
    save_cell(key, day, minutes, actor=cast.ada, unit=cast.unit, version="", note=note)


def stored(day: dt.date) -> dict[str, int]:
    rows = TimeEntry.objects.filter(date=day).values_list(
        "activity__code", "beneficiary__code", "minutes"
    )
    return {f"{activity}:{beneficiary or ''}": minutes for activity, beneficiary, minutes in rows}


def left(copied: Copied) -> list[tuple[str, object]]:
    return [(one.piece.key.activity, one.why) for one in copied.left]


def test_yesterday_is_copied_without_notes_and_absence(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, TUE, 90, "for me")
    save(cast, BOTH, TUE, 240)
    save(cast, ADMIN, TUE, 30)
    save(cast, LEAVE, TUE, 120)
    copied = copy_day(WED, actor=cast.ada, unit=unit)
    assert (copied.source, len(copied.pieces), copied.left) == (TUE, 3, ())
    assert stored(WED) == {"CMS-WEB:CMS": 90, "S01:AEWA+CMS": 240, "ADMIN:": 30}
    assert not TimeEntry.objects.filter(date=WED).exclude(note="").exists()
    changes = Change.objects.filter(kind="created", after__date=WED.isoformat())
    assert [change.actor for change in changes] == [cast.ada] * 3


def test_the_day_before_is_the_last_with_work_in_this_week_or_the_last(
    cast: Cast, unit: Unit
) -> None:
    save(cast, WEB, MON - dt.timedelta(days=7), 90)
    save(cast, LEAVE, TUE, 480)
    assert copy_day(WED, actor=cast.ada, unit=unit).source == MON - dt.timedelta(days=7)
    assert stored(WED) == {"CMS-WEB:CMS": 90}
    with pytest.raises(Refused, match="no work is logged in the days before"):
        copy_day(WED + dt.timedelta(days=21), actor=cast.ada, unit=unit)


def test_twice_nothing_doubles_and_what_is_there_stays(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, TUE, 90)
    save(cast, ADMIN, TUE, 30)
    save(cast, ADMIN, WED, 45)
    first = copy_day(WED, actor=cast.ada, unit=unit)
    assert left(first) == [("ADMIN", Why.TAKEN)]
    again = copy_day(WED, actor=cast.ada, unit=unit)
    assert again.pieces == ()
    assert stored(WED) == {"CMS-WEB:CMS": 90, "ADMIN:": 45}


def test_a_full_day_takes_what_still_has_room(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, TUE, 600)
    save(cast, ADMIN, TUE, 30)
    save(cast, BOTH, WED, 900)
    copied = copy_day(WED, actor=cast.ada, unit=unit)
    assert left(copied) == [("CMS-WEB", Why.FULL)]
    assert stored(WED) == {"S01:AEWA+CMS": 900, "ADMIN:": 30}


def test_locked_days_and_days_to_come_stay_as_they_are(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, TUE, 60)
    WeekSheet.objects.create(unit=unit, person=cast.ada, start=WED, end=WED, state="approved")
    copied = copy_day(WED, actor=cast.ada, unit=unit)
    assert (copied.pieces, left(copied)) == ((), [("CMS-WEB", Barrier.LOCKED)])
    this = Week.of(timezone.localdate())
    save(cast, WEB, this.start, 60)
    ahead = copy_day(this.after.start, actor=cast.ada, unit=unit)
    assert (ahead.pieces, left(ahead)) == ((), [("CMS-WEB", Barrier.FUTURE)])


def test_before_employment_nothing_is_copied(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, MON, 60)
    Assignment.objects.filter(person=cast.ada).update(start=WED)
    copied = repeat_row(WEB, MON, actor=cast.ada, unit=unit)
    assert [one.day for one in copied.pieces] == [WED, THU, FRI]


def test_a_week_is_copied_day_by_day_but_for_holidays_absence_and_what_is_there(
    cast: Cast, unit: Unit
) -> None:
    before = [day - dt.timedelta(days=7) for day in WEEK.days]
    for day in before[:5]:
        save(cast, WEB, day, 90)
    save(cast, ADMIN, before[4], 30)
    save(cast, LEAVE, before[3], 120)
    Holiday.objects.create(unit=unit, date=MON, name="A holiday")
    save(cast, LEAVE, TUE, 480)
    save(cast, WEB, WED, 15)
    copied = copy_week(WEEK, actor=cast.ada, unit=unit)
    assert copied.source == before[0]
    assert [(one.key, one.day) for one in copied.pieces] == [(WEB, THU), (WEB, FRI), (ADMIN, FRI)]
    assert [why for _code, why in left(copied)] == [Why.HOLIDAY, Why.ABSENT, Why.TAKEN]
    assert stored(WED) == {"CMS-WEB:CMS": 15}
    assert copy_week(WEEK, actor=cast.ada, unit=unit).pieces == ()


def test_a_row_is_repeated_on_the_working_days_of_its_week(cast: Cast, unit: Unit) -> None:
    save(cast, WEB, TUE, 60)
    save(cast, WEB, THU, 15)
    copied = repeat_row(WEB, TUE, actor=cast.ada, unit=unit)
    assert [one.day for one in copied.pieces] == [MON, WED, FRI]
    assert left(copied) == [("CMS-WEB", Why.TAKEN)]
    assert stored(SAT) == {}
    assert repeat_row(WEB, TUE, actor=cast.ada, unit=unit).pieces == ()
    with pytest.raises(Refused, match="has no time on Saturday"):
        repeat_row(WEB, SAT, actor=cast.ada, unit=unit)
    save(cast, LEAVE, FRI, 60)
    with pytest.raises(Refused, match="Absence is not repeated"):
        repeat_row(LEAVE, FRI, actor=cast.ada, unit=unit)


def test_nobody_copies_where_they_keep_no_time(cast: Cast, unit: Unit) -> None:
    with pytest.raises(NotAllowed):
        copy_day(WED, actor=cast.stranger, unit=unit)
    with pytest.raises(NotAllowed):
        copy_week(WEEK, actor=cast.cms_member, unit=unit)
    with pytest.raises(NotAllowed):
        repeat_row(WEB, WED, actor=cast.auditor, unit=unit)


def test_a_day_counts_the_time_of_other_units(cast: Cast, unit: Unit) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    elsewhere = Activity.objects.create(unit=other, code="X", title="X", kind=Kind.OVERHEAD)
    TimeEntry.objects.create(
        unit=other, person=cast.ada, date=WED, minutes=1000, first_minutes=1000,
        activity=elsewhere, kind=elsewhere.kind,
    )  # fmt: skip
    save(cast, WEB, TUE, 441)
    assert left(copy_day(WED, actor=cast.ada, unit=unit)) == [("CMS-WEB", Why.FULL)]
