"""The register of outputs: written by who works in the unit, counted in a few queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from secretariats.core.errors import Conflict, NotAllowed, Refused
from secretariats.models import Change
from timetracking.actions.edit_programme import add_item
from timetracking.actions.write_output import add_output, change_output, remove_output
from timetracking.core.outputs import Delivered
from timetracking.core.programme import Planned
from timetracking.models import Activity, Kind, Output
from timetracking.queries.outputs import (
    Cut,
    output_rows,
    outputs_counted,
    outputs_of,
    served_by,
)

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

DAY = dt.date(2017, 5, 10)
EVENT = Delivered(DAY, "event", "Bird day", ("AEWA", "CMS"), "https://example.org/", "WEB")

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit_at_work(cast: Cast) -> Cast:
    Activity.objects.create(unit=cast.unit, code="WEB", title="Web", kind=Kind.SERVICE)
    return cast


def titles(cast: Cast, **cut: object) -> list[str]:
    found = outputs_of(cast.unit, Cut(**cut))  # type: ignore[arg-type]
    return [row.delivered.title for row in output_rows(found.select_related("activity"))]


def test_an_output_is_recorded_corrected_and_removed_with_its_history(unit_at_work: Cast) -> None:
    cast = unit_at_work
    row = add_output(cast.unit, EVENT, actor=cast.ada)
    (listed,) = output_rows(outputs_of(cast.unit, Cut()).select_related("activity"))
    assert (listed.delivered, listed.activity_title) == (EVENT, "Web")
    other = replace(EVENT, instruments=("CMS",), title="Day of birds")
    change_output(row, other, actor=cast.coordinator, seen=1)
    with pytest.raises(Conflict, match="Somebody changed this output") as conflict:
        change_output(row, EVENT, actor=cast.ada, seen=1)
    assert conflict.value.current["title"] == "Day of birds"
    assert change_output(row, other, actor=cast.ada, seen=2).version == 2, "no change, no version"
    remove_output(row, actor=cast.ada, seen=2)
    with pytest.raises(Refused, match="Somebody removed this output"):
        remove_output(row, actor=cast.ada, seen=2)
    told = Change.objects.filter(table="timetracking_output").order_by("pk")
    assert [one.kind for one in told] == ["created", "changed", "removed"]
    assert told[1].before is not None
    assert told[1].before["instruments"] == ["AEWA", "CMS"]


def test_only_who_works_in_the_unit_writes(unit_at_work: Cast) -> None:
    cast = unit_at_work
    row = add_output(cast.unit, EVENT, actor=cast.coordinator)
    for person in (cast.auditor, cast.cms_secretary, cast.cms_finance, cast.administrator,
                   cast.stranger):  # fmt: skip
        for wish in (
            lambda who: add_output(cast.unit, EVENT, actor=who),
            lambda who: change_output(row, EVENT, actor=who, seen=1),
            lambda who: remove_output(row, actor=who, seen=1),
        ):
            with pytest.raises(NotAllowed):
                wish(person)


def test_every_mistake_is_told(unit_at_work: Cast) -> None:
    cast = unit_at_work
    future = timezone.localdate() + dt.timedelta(days=2)
    wrong = Delivered(future, "song", " ", ("BATS",), "example.org", "NONE")
    with pytest.raises(Refused) as refused:
        add_output(cast.unit, wrong, actor=cast.ada)
    assert [one.path for one in refused.value.problems] == [
        "date", "kind", "title", "address", "instruments", "activity",
    ]  # fmt: skip
    for bad in ("javascript:alert(1)", "https://a b", "ftp://a", "https://a/" + "x" * 500):
        with pytest.raises(Refused):
            add_output(cast.unit, replace(EVENT, address=bad), actor=cast.ada)
    assert not Output.objects.exists()


def test_outputs_are_cut_down_and_counted_in_as_many_queries_for_many(
    unit_at_work: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast = unit_at_work
    for number in range(6):
        add_output(cast.unit, replace(EVENT, title=f"Day {number}"), actor=cast.ada)
    news = Delivered(dt.date(2018, 1, 2), "news", "News", ("CMS",))
    add_output(cast.unit, news, actor=cast.ada)
    assert titles(cast)[0] == "News", "the newest first"
    assert titles(cast, year=2018) == titles(cast, kind="news") == ["News"]
    assert len(titles(cast, activity="WEB")) == len(titles(cast, instrument="AEWA")) == 6
    assert not titles(cast, activity="NONE")
    with django_assert_num_queries(2):
        found = outputs_counted(cast.unit, dt.date(2017, 1, 1), dt.date(2018, 1, 2))
    assert (found.total, found.joint) == (7, 6)
    assert found.kinds == {"news": 1, "event": 6}
    assert found.instruments == {"AEWA": 6, "CMS": 7}
    assert found.activities == {"": 1, "WEB": 6}
    assert outputs_counted(cast.unit, DAY, DAY).total == 6
    assert outputs_counted(cast.unit, dt.date(2019, 1, 1), dt.date(2019, 2, 1)).total == 0
    with django_assert_num_queries(2):
        assert len(output_rows(outputs_of(cast.unit, Cut()).select_related("activity"))) == 7


def test_an_output_is_for_those_for_whom_its_activity_is_planned(unit_at_work: Cast) -> None:
    cast = unit_at_work
    days = (("AEWA", Fraction(0)), ("CMS", Fraction(21, 2)))
    planned = Planned("1", "Web", activity="WEB", days=days)
    add_item(cast.unit, 2017, planned, actor=cast.coordinator)
    assert served_by(cast.unit, "WEB", 2017) == ("CMS",)
    assert served_by(cast.unit, "WEB", 2018) == ("AEWA", "CMS")
    assert served_by(cast.unit, "", 2017) == ("AEWA", "CMS")
