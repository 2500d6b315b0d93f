"""Corrections of approved weeks: asked for, withdrawn, accepted, refused, outdated."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Change, ChangeText
from tests.db.timetracking.weeks import (
    ACROSS,
    MONDAY,
    RUN,
    TUESDAY,
    activity,
    approve,
    approved,
    hour,
    submit,
)
from timetracking.actions.amend_week import ask_amendment, decide_amendment, withdraw_amendment
from timetracking.core.grid import RowKey
from timetracking.models import Amendment, DayTotal, RemovedEntry, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast
    from timetracking.actions.save_cell import Saved

State = Amendment.State


@pytest.fixture
def saved(cast: Cast) -> Saved:
    """Give Tuesday's hour of Ada, approved with its week."""
    stored = hour(cast)
    approved(cast)
    return stored


def ask(cast: Cast, minutes: int, version: str, **changes: Any) -> Amendment:
    options = {"day": TUESDAY, "actor": cast.ada, "unit": cast.unit, "reason": "forgot a call"}
    options |= changes
    day = options.pop("day")
    return ask_amendment(RUN, day, minutes, version=version, **options)  # type: ignore[arg-type]


def test_an_accepted_correction_changes_the_entry_and_keeps_its_history(
    cast: Cast, saved: Saved
) -> None:
    wish = ask(cast, 90, saved.version)
    assert (wish.state, wish.minutes_before, wish.minutes_after) == (State.WAITING, 60, 90)
    assert TimeEntry.objects.get().minutes == 60, "nothing changes until it is accepted"
    done = decide_amendment(wish, actor=cast.coordinator, accept=True, answer="Right")
    assert (done.state, done.decided_by, done.answer) == (
        State.ACCEPTED, cast.coordinator, "Right",
    )  # fmt: skip
    entry = TimeEntry.objects.get()
    assert (entry.minutes, entry.first_minutes, entry.version) == (90, 60, 2)
    change = Change.objects.get(table="timetracking_timeentry", kind="changed")
    assert (change.actor, change.before, change.after, change.reason) == (
        cast.coordinator, {"minutes": 60}, {"minutes": 90}, f"amendment {wish.pk}",
    )  # fmt: skip
    assert WeekSheet.objects.get().state == WeekSheet.State.APPROVED
    assert set(ChangeText.objects.values_list("field", "after")) == {
        ("reason", "forgot a call"), ("answer", "Right"),
    }  # fmt: skip


def test_a_cell_can_be_filled_and_emptied(cast: Cast, saved: Saved) -> None:
    filled = ask(cast, 30, "", day=MONDAY)
    emptied = ask(cast, 0, saved.version)
    for wish in (filled, emptied):
        decide_amendment(wish, actor=cast.coordinator, accept=True)
    entry = TimeEntry.objects.get()
    assert (entry.person, entry.date, entry.minutes) == (cast.ada, MONDAY, 30)
    removed = RemovedEntry.objects.get()
    assert (removed.person, removed.date, removed.first_minutes) == (cast.ada, TUESDAY, 60)
    assert DayTotal.objects.get().minutes == 30


def test_a_refused_one_needs_an_answer_and_changes_nothing(cast: Cast, saved: Saved) -> None:
    wish = ask(cast, 90, saved.version)
    with pytest.raises(Refused, match="Say why not"):
        decide_amendment(wish, actor=cast.coordinator, accept=False, answer=" ")
    assert decide_amendment(
        wish, actor=cast.coordinator, accept=False, answer="It was Monday"
    ).state == (State.REFUSED)
    assert TimeEntry.objects.get().minutes == 60
    with pytest.raises(Conflict, match="refused meanwhile"):
        decide_amendment(wish, actor=cast.coordinator, accept=True)
    assert ask(cast, 75, saved.version).state == State.WAITING, "another can be asked for"


def test_who_decides_is_who_approves_the_week(cast: Cast, saved: Saved) -> None:
    wish = ask(cast, 90, saved.version)
    for person in (cast.ada, cast.aewa_secretary, cast.auditor, cast.administrator):
        with pytest.raises(NotAllowed):
            decide_amendment(wish, actor=person, accept=True)
    stored = hour(cast, person=cast.coordinator)
    approved(cast, person=cast.coordinator)
    own = ask(cast, 90, stored.version, actor=cast.coordinator)
    for person in (cast.coordinator, cast.cms_secretary):
        with pytest.raises(NotAllowed):
            decide_amendment(own, actor=person, accept=True)
    assert decide_amendment(own, actor=cast.aewa_secretary, accept=True).state == State.ACCEPTED


def test_a_withdrawn_one_is_out_of_the_way(cast: Cast, saved: Saved) -> None:
    wish = ask(cast, 90, saved.version)
    with pytest.raises(Refused, match="waits already"):
        ask(cast, 120, saved.version)
    with pytest.raises(NotAllowed):
        withdraw_amendment(wish, actor=cast.coordinator)
    assert withdraw_amendment(wish, actor=cast.ada).state == State.WITHDRAWN
    with pytest.raises(Conflict):
        decide_amendment(wish, actor=cast.coordinator, accept=True)
    with pytest.raises(Conflict):
        withdraw_amendment(wish, actor=cast.ada)
    ask(cast, 120, saved.version)


def test_one_that_was_overtaken_is_outdated_and_overwrites_nothing(
    cast: Cast, saved: Saved
) -> None:
    wish = ask(cast, 90, saved.version)
    TimeEntry.objects.update(minutes=45, version=2)
    done = decide_amendment(wish, actor=cast.coordinator, accept=True)
    assert done.state == State.OUTDATED
    assert TimeEntry.objects.get().minutes == 45
    with pytest.raises(Conflict, match="holds 0:45 by now"):
        ask(cast, 90, saved.version)


def test_several_entries_are_not_amended_as_one_but_an_imported_one_is(
    cast: Cast, saved: Saved
) -> None:
    begin = dt.datetime(2017, 1, 10, 8, tzinfo=dt.UTC)
    TimeEntry.objects.update(
        begin=begin, end=begin + dt.timedelta(hours=1), source="timewarrior", source_id="1"
    )
    done = decide_amendment(ask(cast, 90, saved.version), actor=cast.coordinator, accept=True)
    entry = TimeEntry.objects.get()
    assert (done.state, entry.minutes, entry.begin) == (State.ACCEPTED, 90, None)
    entry.pk, entry.source_id = None, "2"
    entry.save(force_insert=True)
    with pytest.raises(Refused, match="sums 2 entries"):
        ask(cast, 30, "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": MONDAY - dt.timedelta(days=1)}, "not approved: change it in the week"),
        ({"day": MONDAY + dt.timedelta(days=7)}, "Take the week back"),
        ({"reason": "  "}, "Say why"),
        ({"reason": "x" * 501}, "501 characters"),
        ({"minutes": 60}, "these minutes already"),
        ({"minutes": 1441}, "0 to 1440"),
        ({"minutes": 1440}, "24:30; a day has 24:00"),
    ],
)
def test_what_cannot_be_asked_for_says_why(
    changes: dict[str, Any], said: str, cast: Cast, saved: Saved
) -> None:
    from timetracking.core.weeks import Week
    from timetracking.models import Activity, Kind

    other = Activity.objects.create(
        unit=cast.unit, code="ADMIN", title="Admin", kind=Kind.OVERHEAD
    )
    TimeEntry.objects.create(
        unit=cast.unit, person=cast.ada, date=TUESDAY, minutes=30, first_minutes=30,
        activity=other, kind=other.kind,
    )  # fmt: skip
    hour(cast, MONDAY + dt.timedelta(days=7))
    submit(cast, Week(2017, 3))
    minutes = changes.get("minutes", 90)
    rest = {name: value for name, value in changes.items() if name != "minutes"}
    version = saved.version if rest.get("day", TUESDAY) == TUESDAY else ""
    with pytest.raises(Refused, match=said):
        ask(cast, minutes, version, **rest)
    assert not Amendment.objects.exists()


def test_of_a_week_in_two_months_the_approved_one_is_amended(cast: Cast) -> None:
    january, february = dt.date(2017, 1, 31), dt.date(2017, 2, 1)
    activity(cast)
    hour(cast, january)
    first, second = submit(cast, ACROSS).sheets
    approve(cast, first)
    with pytest.raises(Refused, match="submitted week"):
        ask(cast, 60, "", day=february)
    assert ask(cast, 60, "", day=dt.date(2017, 1, 30)).state == State.WAITING
    assert second.state == WeekSheet.State.SUBMITTED


def test_who_keeps_no_time_asks_for_nothing(cast: Cast, saved: Saved) -> None:
    for person in (cast.auditor, cast.cms_secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            ask(cast, 90, saved.version, actor=person)
    with pytest.raises(Refused, match="no activity NONE"):
        ask_amendment(
            RowKey("NONE"), TUESDAY, 60, actor=cast.ada, unit=cast.unit, version="", reason="x"
        )
