"""The action behind every way of bringing in time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from secretariats.core.errors import NotAllowed
from secretariats.models import Change
from timetracking.actions.import_entries import import_entries
from timetracking.core.importers import formats
from timetracking.models import Activity, Kind, TimeEntry
from timetracking.queries import importing

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from secretariats.models import Person
    from tests.cast import Cast
    from timetracking.core.outcome import Outcome

pytestmark = pytest.mark.django_db
HEADER = "date,minutes,activity,for,note\n"
LINE = "2017-01-09,60,ADMIN,,\n"


def bring_in(cast: Cast, actor: Person | None, text: str = HEADER + LINE) -> Outcome:
    Activity.objects.get_or_create(unit=cast.unit, code="ADMIN", title="A", kind=Kind.OVERHEAD)
    return import_entries(
        text.encode(),
        formats()["csv"],
        actor=actor,
        unit=cast.unit,
        person=cast.ada,
        joint_on=lambda _: None,
    )


def test_people_bring_in_their_own_time_and_are_named_in_the_history(cast: Cast) -> None:
    assert bring_in(cast, cast.ada).created == 1
    assert Change.objects.get().actor == cast.ada


def test_nobody_brings_in_the_time_of_others(cast: Cast) -> None:
    for actor in (cast.coordinator, cast.administrator, cast.auditor, cast.stranger):
        with pytest.raises(NotAllowed):
            bring_in(cast, actor)
    cast.ada.is_active = False
    with pytest.raises(NotAllowed):
        bring_in(cast, cast.ada)
    assert not TimeEntry.objects.exists()


def test_whoever_has_left_the_unit_brings_in_no_more(cast: Cast) -> None:
    cast.unit.people.remove(cast.ada)
    with pytest.raises(NotAllowed):
        bring_in(cast, None)


def test_the_number_of_queries_does_not_grow_with_the_file(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lines = "".join(f"2017-01-{day:02d},5,ADMIN,,{n}\n" for day in range(1, 29) for n in range(20))
    bring_in(cast, None)
    with django_assert_max_num_queries(30):
        assert bring_in(cast, None, HEADER + lines).created == 560


def test_what_is_read_before_an_import_takes_one_query_each(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bring_in(cast, None)
    with django_assert_max_num_queries(1):
        (entry,) = importing.imported(cast.unit, cast.ada, "csv")
    assert (entry.values.minutes, entry.values.members) == (60, frozenset())
    with django_assert_max_num_queries(2):
        assert len(importing.engaged(cast.unit, cast.ada)) == 1
    with django_assert_max_num_queries(1):
        day = dt.date(2017, 1, 9)
        assert importing.recorded(cast.ada, {day}) == {day: 60}
    assert importing.recorded(cast.ada, set()) == {}
