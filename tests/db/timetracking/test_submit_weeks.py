"""Weeks handed in and taken back: what goes in, what is refused, what is locked meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Change, ChangeText, Person
from tests.db.timetracking.weeks import (
    ACROSS,
    MONDAY,
    RUN,
    TUESDAY,
    WEEK,
    activity,
    approve,
    approved,
    hour,
    mark,
    submit,
)
from timetracking.actions.save_cell import save_cell
from timetracking.actions.submit_week import submit_week, take_back_week
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.models import Activity, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

State = WeekSheet.State
ONE = dt.timedelta(days=1)


def states() -> list[tuple[str, str, str]]:
    rows = WeekSheet.objects.order_by("start").values_list("start", "end", "state")
    return [(str(start), str(end), state) for start, end, state in rows]


def test_a_week_goes_in_with_its_gaps_told_and_its_note_apart(cast: Cast) -> None:
    hour(cast, minutes=480)
    found = submit(cast, note="  Monday was a strike  ")
    assert [str(day.date) for day in found.gaps] == [
        "2017-01-09", "2017-01-11", "2017-01-12", "2017-01-13",
    ]  # fmt: skip
    (sheet,) = WeekSheet.objects.all()
    assert (sheet.start, sheet.end, sheet.state) == (MONDAY, MONDAY + 6 * ONE, State.SUBMITTED)
    assert (sheet.person, sheet.note, sheet.version) == (cast.ada, "Monday was a strike", 1)
    assert sheet.submitted is not None
    change = Change.objects.latest("pk")
    assert change.actor == cast.ada
    assert change.after == {
        "state": "submitted", "version": 1, "missing": "1920", "cells": {"2017-01-10 RUN:": 480},
    }  # fmt: skip
    assert list(ChangeText.objects.values_list("field", "after")) == [
        ("note", "Monday was a strike")
    ]


@pytest.mark.parametrize("minutes", [0, 30])
def test_what_waits_for_approval_does_not_change_unseen(minutes: int, cast: Cast) -> None:
    saved = hour(cast)
    submit(cast)
    version = saved.version
    with pytest.raises(Refused, match=r"Take the week back"):
        save_cell(RUN, TUESDAY, minutes, actor=cast.ada, unit=cast.unit, version=version)
    for day in (MONDAY, MONDAY + 6 * ONE):
        with pytest.raises(Refused, match="submitted week"):
            hour(cast, day)
    for day in (MONDAY - ONE, MONDAY + 7 * ONE):
        assert hour(cast, day).what == "created", "the weeks beside are open"


def test_taken_back_it_is_open_and_goes_in_again(cast: Cast) -> None:
    hour(cast)
    submit(cast)
    (sheet,) = take_back_week(WEEK, cast.unit, actor=cast.ada)
    assert (sheet.state, sheet.version) == (State.OPEN, 2)
    hour(cast, MONDAY)
    (again,) = submit(cast, note="now whole").sheets
    assert (again.pk, again.state, again.version) == (sheet.pk, State.SUBMITTED, 3)
    with pytest.raises(Refused, match="submitted already"):
        submit(cast)


def test_what_is_decided_cannot_be_taken_back(cast: Cast) -> None:
    hour(cast)
    with pytest.raises(Refused, match="not submitted"):
        take_back_week(WEEK, cast.unit, actor=cast.ada)
    approved(cast)
    with pytest.raises(Refused, match="amendment"):
        take_back_week(WEEK, cast.unit, actor=cast.ada)
    with pytest.raises(Refused, match="amendment"):
        submit(cast)
    assert WeekSheet.objects.get().state == State.APPROVED


def test_nothing_to_hand_in_is_said(cast: Cast) -> None:
    with pytest.raises(Refused, match="Nothing is logged"):
        submit(cast)
    with pytest.raises(Refused, match="501 characters"):
        submit(cast, note="x" * 501)
    assert not WeekSheet.objects.exists()


def test_a_week_changed_since_it_was_seen_is_not_handed_in(cast: Cast) -> None:
    hour(cast)
    old = mark(cast)
    hour(cast, MONDAY)
    with pytest.raises(Conflict, match="changed elsewhere") as caught:
        submit_week(WEEK, cast.unit, actor=cast.ada, seen=old)
    assert caught.value.current == {"seen": mark(cast)}
    assert not WeekSheet.objects.exists()


def test_everybody_hands_in_their_own_where_they_work(cast: Cast) -> None:
    hour(cast)
    for person in (cast.auditor, cast.cms_secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            submit_week(WEEK, cast.unit, actor=person, seen="")
        with pytest.raises(NotAllowed):
            take_back_week(WEEK, cast.unit, actor=person)
    submit(cast)
    with pytest.raises(Refused, match="not submitted"):
        take_back_week(WEEK, cast.unit, actor=cast.coordinator)


def test_a_week_goes_in_from_its_last_working_day_on(cast: Cast) -> None:
    today = timezone.localdate()
    this, following = Week.of(today), Week.of(today).after
    friday = this.start + 4 * ONE
    hour(cast, this.start)
    leave = Activity.objects.create(unit=cast.unit, code="LEAVE", title="Leave", kind=Kind.ABSENCE)
    if today < friday:
        with pytest.raises(Refused, match="work is still to come"):
            submit(cast, this)
        rest = [this.start + n * ONE for n in range(5) if this.start + n * ONE > today]
        for day in rest:
            save_cell(RowKey(leave.code), day, 480, actor=cast.ada, unit=cast.unit, version="")
    assert submit(cast, this).sheets, "who is away for the rest can hand it in today"
    with pytest.raises(Refused):
        submit(cast, following)


def test_a_week_of_two_months_is_two_sheets_that_go_in_together(cast: Cast) -> None:
    hour(cast, dt.date(2017, 1, 31))
    hour(cast, dt.date(2017, 2, 1))
    assert len(submit(cast, ACROSS).sheets) == 2
    assert states() == [
        ("2017-01-30", "2017-01-31", "submitted"), ("2017-02-01", "2017-02-05", "submitted"),
    ]  # fmt: skip
    assert len(take_back_week(ACROSS, cast.unit, actor=cast.ada)) == 2
    assert {state for _start, _end, state in states()} == {"open"}


def test_where_one_month_is_approved_only_the_other_goes_in(cast: Cast) -> None:
    january, february = dt.date(2017, 1, 31), dt.date(2017, 2, 1)
    saved = hour(cast, january)
    first, second = submit(cast, ACROSS).sheets
    approve(cast, first)
    take_back_week(ACROSS, cast.unit, actor=cast.ada)
    assert [state for *_days, state in states()] == ["approved", "open"]
    with pytest.raises(Refused, match="approved week"):
        save_cell(RUN, january, 0, actor=cast.ada, unit=cast.unit, version=saved.version)
    assert hour(cast, february).what == "created", "the first of the month is open"
    (sheet,) = submit(cast, ACROSS).sheets
    assert sheet.pk == second.pk
    with pytest.raises(Refused, match="submitted week"):
        hour(cast, february + ONE)
    assert [state for *_days, state in states()] == ["approved", "submitted"]


def test_a_part_without_time_goes_in_with_the_other(cast: Cast) -> None:
    hour(cast, dt.date(2017, 4, 28))
    # 29 and 30 April are a weekend, and the week ends with the month.
    assert [str(sheet.end) for sheet in submit(cast, Week(2017, 17)).sheets] == ["2017-04-30"]
    hour(cast, dt.date(2017, 9, 29))
    assert len(submit(cast, Week(2017, 39)).sheets) == 2, "Sunday is the first of October"


def test_a_file_brings_nothing_into_a_submitted_week(cast: Cast) -> None:
    from timetracking.queries.importing import rules_of

    activity(cast)
    hour(cast)
    submit(cast)
    barriers = rules_of(cast.unit, Person.objects.get(pk=cast.ada.pk)).barriers(TUESDAY, "RUN")
    assert [barrier.value for barrier in barriers] == ["submitted"]
    assert TimeEntry.objects.count() == 1
