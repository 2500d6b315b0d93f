"""Inputs changed and removed: what history keeps, who is told, what stays."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from costsharing.actions.save_inputs import change_row, remove_row
from costsharing.models import StaffCost
from costsharing.queries.input_tables import TABLES
from secretariats.actions.write_input import (
    ChangedMeanwhile,
    change_input,
    mark_of,
    remove_input,
)
from secretariats.core.errors import Refused
from secretariats.models import Change, Holiday, Post, PostGrade
from secretariats.queries.row_history import row_history
from tests.db.costsharing.test_inputs import ROWS, add, agree
from timetracking.models import Activity, Beneficiary, Kind, TimeEntry, WorkArea

if TYPE_CHECKING:
    from tests.cast import Cast


def test_a_change_keeps_before_and_after_and_a_removal_what_was(cast: Cast) -> None:
    table = TABLES["staff-costs"]
    row = add(cast, "staff-costs")
    texts = ROWS["staff-costs"][1] | {"amount": "99.99"}
    proposal = change_row(
        table, cast.unit, row, texts, actor=cast.cms_finance, seen=mark_of(table, row),
        reason="as paid",
    ).proposal  # fmt: skip
    assert StaffCost.objects.get().amount == Decimal("-12.50"), "it waits for the other side"
    assert proposal is not None
    agree(cast, proposal)
    changed = StaffCost.objects.get()
    assert changed.amount == Decimal("99.99")
    own = Change.objects.filter(table="costsharing_staffcost")
    last = own.last()
    assert last is not None
    assert (last.kind, last.actor) == ("changed", cast.aewa_finance)
    assert (last.reason, last.request) == ("as paid", f"inputs {proposal.pk}")
    assert (last.before or {})["amount"] == "-12.50"
    assert (last.after or {})["amount"] == "99.99"
    assert (last.after or {})["person"] == cast.ada.pk, "history keeps no names"
    newest, first = row_history(table, cast.unit, changed)
    assert [(one.label, one.before, one.after) for one in newest.columns] == [
        ("Amount", "−12.50", "99.99")
    ]
    assert newest.actor == "Fay Finance of AEWA"
    assert ("Person", "", "Ada Staff") in [
        (one.label, one.before, one.after) for one in first.columns
    ]
    gone_ = remove_row(
        table, cast.unit, changed, actor=cast.aewa_finance, seen=mark_of(table, changed)
    )
    assert gone_.proposal is not None
    assert StaffCost.objects.exists()
    agree(cast, gone_.proposal)
    assert not StaffCost.objects.exists()
    gone = own.last()
    assert gone is not None
    assert (gone.kind, (gone.before or {})["amount"]) == ("removed", "99.99")


def test_whoever_did_not_see_the_row_as_it_is_changes_nothing(cast: Cast) -> None:
    table, texts = TABLES["holidays"], ROWS["holidays"][1]
    row = add(cast, "holidays")
    seen = mark_of(table, row)
    Holiday.objects.update(name="Boxing Day")
    with pytest.raises(ChangedMeanwhile) as changed:
        change_input(table, cast.unit, row, texts, actor=cast.coordinator, seen=seen)
    assert changed.value.row.name == "Boxing Day"
    with pytest.raises(ChangedMeanwhile):
        remove_input(table, cast.unit, row, actor=cast.coordinator, seen=seen)
    now = Holiday.objects.get()
    change_input(table, cast.unit, now, texts, actor=cast.coordinator, seen=mark_of(table, now))
    assert Holiday.objects.get().name == "Christmas"
    Holiday.objects.all().delete()
    with pytest.raises(Refused, match="removed this row meanwhile"):
        change_input(table, cast.unit, now, texts, actor=cast.coordinator, seen=seen)


def test_what_others_rest_on_stays(cast: Cast) -> None:
    table = TABLES["posts"]
    post = Post.objects.get(code="P-01")
    with pytest.raises(Refused, match="rest on this row: assignments"):
        remove_input(table, cast.unit, post, actor=cast.coordinator, seen=mark_of(table, post))
    assert PostGrade.objects.filter(post=post).exists()


def test_an_activity_with_time_on_it_stays_of_its_kind(cast: Cast) -> None:
    area = WorkArea.objects.create(unit=cast.unit, code="WEB", name="Web")
    activity = Activity.objects.create(
        unit=cast.unit, code="WEB", title="Web", area=area, kind=Kind.SERVICE
    )
    beneficiary = Beneficiary.objects.create(unit=cast.unit, code="CMS")
    TimeEntry.objects.create(
        unit=cast.unit, person=cast.ada, date=dt.date(2017, 1, 2), minutes=60, first_minutes=60,
        activity=activity, kind=activity.kind, beneficiary=beneficiary,
    )  # fmt: skip
    table = TABLES["activities"]
    texts = {"code": "WEB", "title": "Web", "kind": "overhead"}
    with pytest.raises(Refused, match="stays of its kind"):
        change_input(
            table, cast.unit, activity, texts, actor=cast.coordinator,
            seen=mark_of(table, activity),
        )  # fmt: skip
    with pytest.raises(Refused, match="rest on this row: entries"):
        remove_input(
            table, cast.unit, activity, actor=cast.coordinator, seen=mark_of(table, activity)
        )


def test_a_row_of_another_unit_is_out_of_reach(cast: Cast) -> None:
    other = type(cast.unit).objects.create(
        code="OTHER", name="Other", currency="EUR", timezone="UTC", daily_minutes=480
    )
    theirs = Holiday.objects.create(unit=other, date=dt.date(2017, 1, 1), name="New Year")
    table = TABLES["holidays"]
    with pytest.raises(Refused, match="removed this row"):
        change_input(
            table, cast.unit, theirs, ROWS["holidays"][1], actor=cast.coordinator,
            seen=mark_of(table, theirs),
        )  # fmt: skip
    theirs.refresh_from_db()
    assert theirs.name == "New Year"
