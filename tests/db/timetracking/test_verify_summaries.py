"""``verify_summaries``: what it proves, names and mends."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from secretariats.core.errors import NotAllowed
from secretariats.models import Change, Unit
from tests.db.costsharing.limitations_record import JOINT, Record
from tests.db.timetracking.totals import check_parts, check_totals
from timetracking.actions.rebuild_totals import rebuild_totals
from timetracking.models import DayTotal, MonthTotal, UnitMonthTotal
from timetracking.queries.differing_totals import differing_totals

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
RIGHT = "Every total is the sum of its entries.\n"


@pytest.fixture
def record(cast: Cast) -> Record:
    """Give a record of time of two people, two units and a leap day."""
    made = Record(cast)
    made.log(cast.ada, "2016-02-29", 60, "WEB", JOINT)
    made.log(cast.ada, "2017-01-31", 30, "ADM")
    made.log(cast.coordinator, "2017-01-31", 45, "ADM")
    east = Unit.objects.create(
        code="EAST", name="E", currency="EUR", timezone="UTC", daily_minutes=480, weekdays=[1]
    )
    Record(cast, east).log(cast.ada, "2017-01-31", 15, "OFF")
    return made


def run(*options: str) -> tuple[str, str, int]:
    """Return what the command printed, what it said besides, and its status."""
    out, beside = io.StringIO(), io.StringIO()
    try:
        call_command("verify_summaries", *options, stdout=out, stderr=beside)
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), beside.getvalue(), 0


def spoil() -> None:
    """Make one total of each kind wrong: too much, missing, of nothing at all."""
    DayTotal.objects.filter(date=dt.date(2016, 2, 29)).update(minutes=61)
    MonthTotal.objects.filter(beneficiary__gt=0).delete()
    total = UnitMonthTotal.objects.get(unit__code="EAST")
    UnitMonthTotal.objects.filter(pk=total.pk).update(month=dt.date(2017, 2, 1))


def test_totals_that_are_right(record: Record) -> None:
    assert run() == (RIGHT, "", 0)
    assert run("--unit", "IMCA") == (RIGHT, "", 0)
    out, _, status = run("--json", "--rebuild")
    assert (json.loads(out), status) == ({"differing": [], "rebuilt": False}, 0)
    assert not Change.objects.exists(), "nothing was wrong, nothing was written"


def test_each_difference_is_named(record: Record) -> None:
    spoil()
    out, told, status = run()
    assert out.splitlines() == [
        "EAST unit months 2017-01-01 OFF: 0 minutes kept, 15 minutes in the entries",
        "EAST unit months 2017-02-01 OFF: 15 minutes kept, 0 minutes in the entries",
        "IMCA days ada 2016-02-29: 61 minutes kept, 60 minutes in the entries",
        "IMCA months ada 2016-02-01 WEB AEWA+CMS: 0 minutes kept, 60 minutes in the entries",
    ]
    assert status == 1
    assert told.startswith("4 totals are not the sums of their entries. Run verify_summaries")
    out, _, status = run("--unit", "EAST", "--json")
    assert status == 1
    document: dict[str, Any] = json.loads(out)
    assert document["rebuilt"] is False
    assert document["differing"][0] == {
        "totals": "unit months", "unit": "EAST", "person": "", "start": "2017-01-01",
        "activity": "OFF", "beneficiary": "", "kept": 0, "entries": 15,
    }  # fmt: skip
    assert len(document["differing"]) == 2


def test_totals_are_summed_anew_with_history(record: Record) -> None:
    spoil()
    out, told, status = run("--rebuild", "--unit", "IMCA")
    assert (len(out.splitlines()), status) == (2, 0)
    assert told.startswith("2 totals differed")
    change = Change.objects.get()
    assert (change.actor, change.unit, change.table) == (
        None, record.unit, "secretariats_unit",
    )  # fmt: skip
    assert change.before == {"differing totals": {"days": 1, "months": 1}}
    assert {one.unit for one in differing_totals()} == {"EAST"}
    _, _, status = run("--rebuild")
    assert status == 0
    assert run() == (RIGHT, "", 0)
    check_totals()
    check_parts()


def test_wrong_use_of_the_command(record: Record, cast: Cast) -> None:
    _, told, status = run("--unit", "WEST")
    assert (told.split(".")[0], status) == ("There is no unit WEST", 1)
    for actor in (cast.administrator, cast.coordinator, cast.ada):
        with pytest.raises(NotAllowed, match="operator"):
            rebuild_totals(unit=None, actor=actor)


def test_the_number_of_queries_does_not_grow(
    record: Record, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        differing_totals()
    spoil()
    with django_assert_num_queries(7):
        assert len(differing_totals()) == 4
