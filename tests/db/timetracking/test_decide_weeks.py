"""Weeks approved in bulk or sent back: by whom, as they were seen, all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Assignment, Change, ChangeText, Person, Post, Role
from tests.cast import SINCE
from tests.db.timetracking.weeks import MONDAY, WEEK, approve, hour, mark, seen, submit
from timetracking.actions.decide_weeks import Seen, approve_weeks, send_back
from timetracking.actions.submit_week import submit_week, take_back_week
from timetracking.models import WeekSheet
from timetracking.permissions import approvers_of, may_approve

if TYPE_CHECKING:
    from tests.cast import Cast

State = WeekSheet.State


@pytest.fixture
def sheet(cast: Cast) -> WeekSheet:
    """Give Ada's week, handed in."""
    hour(cast)
    return submit(cast).sheets[0]


@pytest.fixture
def own(cast: Cast) -> WeekSheet:
    """Give the coordinator's week, handed in."""
    hour(cast, person=cast.coordinator)
    return submit(cast, person=cast.coordinator).sheets[0]


def deciders(cast: Cast, sheet: WeekSheet) -> set[str]:
    people = [getattr(cast, name) for name in cast.__slots__]
    return {one.username for one in people if isinstance(one, Person) and may_approve(one, sheet)}


def names(cast: Cast, person: Person) -> list[str]:
    roles = approvers_of(person, cast.unit, MONDAY, MONDAY, coordinates=person == cast.coordinator)
    return sorted(role.person.username for role in roles)


def test_the_coordinator_decides_on_the_team_and_their_employer_on_the_coordinator(
    cast: Cast, sheet: WeekSheet, own: WeekSheet
) -> None:
    assert deciders(cast, sheet) == {"coordinator"}
    assert deciders(cast, own) == {"aewa-secretary"}, "the AEWA Secretariat employs them"
    assert names(cast, cast.ada) == ["coordinator"]
    assert names(cast, cast.coordinator) == ["aewa-secretary"]


def test_a_coordinator_who_is_staff_too_is_decided_on_as_a_coordinator(
    cast: Cast, own: WeekSheet
) -> None:
    kind = Role.Kind
    for person, role in ((cast.coordinator, kind.STAFF), (cast.auditor, kind.COORDINATOR)):
        Role.objects.create(unit=cast.unit, person=person, role=role, start=SINCE)
    assert deciders(cast, own) == {"aewa-secretary"}, "two coordinators do not approve each other"


def test_who_is_both_does_not_approve_their_own(cast: Cast, own: WeekSheet) -> None:
    Role.objects.filter(person=cast.aewa_secretary).update(person=cast.coordinator)
    assert deciders(cast, own) == set()
    assert names(cast, cast.coordinator) == []
    with pytest.raises(NotAllowed, match="Nobody approves their own"):
        approve(cast, own, actor=cast.coordinator)


def test_the_employer_of_that_week_decides(cast: Cast, own: WeekSheet) -> None:
    Assignment.objects.filter(person=cast.coordinator).update(end=MONDAY.replace(day=31))
    Assignment.objects.create(
        unit=cast.unit, person=cast.coordinator, post=Post.objects.get(code="P-01"),
        start=MONDAY.replace(month=2, day=1), share_num=1, share_den=1,
    )  # fmt: skip
    assert deciders(cast, own) == {"aewa-secretary"}
    later = WeekSheet(
        unit=cast.unit, person=cast.coordinator, start=MONDAY.replace(month=3),
        end=MONDAY.replace(month=3), state=State.SUBMITTED,
    )  # fmt: skip
    later.save()
    assert deciders(cast, later) == {"cms-secretary"}


def test_a_secretariat_that_serves_both_has_both_sides(cast: Cast, own: WeekSheet) -> None:
    cast.unit.secretariats.get(code="AEWA").serves.add(cast.cms)
    assert deciders(cast, own) == {"aewa-secretary", "cms-secretary"}


def test_roles_that_ended_and_closed_accounts_decide_nothing(
    cast: Cast, sheet: WeekSheet, own: WeekSheet
) -> None:
    Role.objects.filter(person=cast.aewa_secretary).update(end=MONDAY)
    cast.coordinator.is_active = False
    assert deciders(cast, own) == set()
    assert deciders(cast, sheet) == set()
    assert not may_approve(cast.coordinator, sheet)


def test_weeks_are_approved_together(cast: Cast, sheet: WeekSheet) -> None:
    hour(cast, MONDAY.replace(day=16))
    (other,) = submit(cast, WEEK.after).sheets
    assert len(approve(cast, sheet, other)) == 2
    for row in WeekSheet.objects.all():
        assert (row.state, row.decided_by, row.version) == (State.APPROVED, cast.coordinator, 2)
    changes = Change.objects.filter(table="timetracking_weeksheet").order_by("-pk")[:2]
    assert [(one.actor, one.before, one.after) for one in changes] == [
        (
            cast.coordinator, {"state": "submitted", "version": 1},
            {"state": "approved", "version": 2},
        )
    ] * 2  # fmt: skip


def test_one_that_changed_meanwhile_stops_all_and_is_named(cast: Cast, sheet: WeekSheet) -> None:
    hour(cast, MONDAY.replace(day=16))
    (other,) = submit(cast, WEEK.after).sheets
    looked_at = seen(sheet, other)
    take_back_week(WEEK, cast.unit, actor=cast.ada)
    with pytest.raises(Conflict, match="Ada Staff, week of Monday 9 January: open") as caught:
        approve_weeks(looked_at, actor=cast.coordinator)
    assert list(caught.value.current) == [str(sheet.pk)]
    hour(cast, MONDAY)
    submit(cast)
    with pytest.raises(Conflict, match="submitted anew"):
        approve_weeks(looked_at, actor=cast.coordinator)
    assert not WeekSheet.objects.filter(state=State.APPROVED).exists()
    with pytest.raises(Conflict, match="submitted anew"):
        send_back(looked_at[0], actor=cast.coordinator, reason="Tuesday")


def test_a_second_decision_finds_the_first(cast: Cast, sheet: WeekSheet) -> None:
    looked_at = seen(sheet)
    approve_weeks(looked_at, actor=cast.coordinator)
    with pytest.raises(Conflict, match="approved meanwhile"):
        approve_weeks(looked_at, actor=cast.coordinator)
    with pytest.raises(Conflict, match="approved meanwhile"):
        send_back(looked_at[0], actor=cast.coordinator, reason="too late")
    assert WeekSheet.objects.get().reason == ""


def test_nothing_and_what_is_not_there_is_not_approved(cast: Cast, sheet: WeekSheet) -> None:
    with pytest.raises(Refused, match="at least one"):
        approve_weeks([], actor=cast.coordinator)
    with pytest.raises(NotAllowed):
        approve_weeks([*seen(sheet), Seen(10**6, 1)], actor=cast.coordinator)
    for person in (cast.ada, cast.aewa_secretary, cast.administrator, cast.stranger):
        with pytest.raises(NotAllowed):
            approve(cast, sheet, actor=person)
    assert WeekSheet.objects.get().state == State.SUBMITTED


def test_sent_back_with_a_reason_it_can_be_changed_and_comes_again(
    cast: Cast, sheet: WeekSheet
) -> None:
    with pytest.raises(Refused, match="Say what to change"):
        send_back(seen(sheet)[0], actor=cast.coordinator, reason="  ")
    back = send_back(seen(sheet)[0], actor=cast.coordinator, reason="Monday is empty")
    assert (back.state, back.reason, back.version) == (State.RETURNED, "Monday is empty", 2)
    assert ChangeText.objects.latest("pk").after == "Monday is empty"
    assert not Change.objects.filter(reason__contains="Monday").exists()
    hour(cast, MONDAY)
    (again,) = submit_week(WEEK, cast.unit, actor=cast.ada, seen=mark(cast)).sheets
    assert (again.state, again.reason) == (State.SUBMITTED, "Monday is empty")
    approve(cast, again)
    assert WeekSheet.objects.get().reason == ""
