"""Public holidays taken over into a unit's list: by action and by command, on both databases."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from secretariats.actions.take_holidays import Taken, take_holidays
from secretariats.core.errors import NotAllowed, Refused
from secretariats.core.public_holidays import State, Station
from secretariats.models import Change, Holiday, Unit
from timetracking.models import WeekSheet
from timetracking.queries.unit_holidays import year_of_holidays

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

BONN = Station("DE", "NW")
NEW_YEAR, MAY_DAY = dt.date(2027, 1, 1), dt.date(2027, 5, 1)


def take(cast: Cast, *days: dt.date, **options: Any) -> Taken:
    given: dict[str, Any] = {"actor": cast.coordinator, "language": "en", **options}
    return take_holidays(cast.unit, given.pop("station", BONN), 2027, days, **given)


def command(*options: str) -> str:
    out = io.StringIO()
    call_command("holidays", "--unit", "IMCA", "--year", "2027", *options, stdout=out)
    return out.getvalue()


def test_only_what_was_ticked_is_taken_with_its_history(cast: Cast) -> None:
    assert take(cast, NEW_YEAR) == Taken((NEW_YEAR,), ())
    row = Holiday.objects.get()
    assert (row.unit, row.date, row.name, row.minutes) == (
        cast.unit, NEW_YEAR, "New Year's Day", None,
    )  # fmt: skip
    change = Change.objects.get(table="secretariats_holiday")
    assert (change.kind, change.actor, change.row) == ("created", cast.coordinator, str(row.pk))
    unit = Unit.objects.get(pk=cast.unit.pk)
    assert (unit.country, unit.subdivision) == ("DE", "NW")
    assert Change.objects.get(table="secretariats_unit").after == {
        "country": "DE", "subdivision": "NW",
    }  # fmt: skip


def test_taken_twice_it_is_there_once_and_another_name_is_replaced(cast: Cast) -> None:
    Holiday.objects.create(unit=cast.unit, date=MAY_DAY, name="First of May", minutes=240)
    take(cast, NEW_YEAR)
    assert take(cast, NEW_YEAR, MAY_DAY) == Taken((), (MAY_DAY,))
    found = Holiday.objects.get(date=MAY_DAY)
    assert (found.name, found.minutes) == ("Labor Day", 240), "half a day stays half a day"
    count = Change.objects.count()
    assert take(cast, NEW_YEAR, MAY_DAY) == Taken((), ())
    assert Change.objects.count() == count


def test_what_is_no_holiday_there_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="24 December 2027 is no public holiday"):
        take(cast, NEW_YEAR, dt.date(2027, 12, 24))
    with pytest.raises(Refused, match="no country “XX”"):
        take(cast, NEW_YEAR, station=Station("XX"))
    assert not Holiday.objects.exists()
    assert not Change.objects.exists()


def test_coordinator_and_administrator_take_them_and_nobody_else(cast: Cast) -> None:
    for actor in (cast.ada, cast.auditor, cast.cms_secretary, cast.stranger):
        with pytest.raises(NotAllowed):
            take(cast, NEW_YEAR, actor=actor)
    assert take(cast, NEW_YEAR, actor=cast.administrator).new


def test_both_lists_cost_two_queries_and_tell_of_approved_weeks(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in (cast.ada, cast.coordinator):
        WeekSheet.objects.create(
            unit=cast.unit, person=person, start=dt.date(2026, 12, 28), end=dt.date(2027, 1, 3),
            state=WeekSheet.State.APPROVED,
        )  # fmt: skip
    Holiday.objects.create(unit=cast.unit, date=dt.date(2027, 3, 17), name="Own")
    with django_assert_num_queries(2):
        found = year_of_holidays(cast.unit, BONN, 2027, "en")
    assert found is not None
    assert found.approved[NEW_YEAR] == 2
    assert [line.day for line in found.lines if line.state is State.OWN] == [dt.date(2027, 3, 17)]
    assert year_of_holidays(cast.unit, None, 2027, "en") is None


def test_the_command_shows_first_and_takes_when_told(cast: Cast) -> None:
    with pytest.raises(CommandError, match="--country DE"):
        command()
    shown = command("--country", "de", "--subdivision", "NW")
    assert "2027-05-27  missing          Corpus Christi" in shown
    assert not Holiday.objects.exists()
    told = json.loads(command("--country", "DE", "--subdivision", "NW", "--take", "--json"))
    assert len(told["taken"]) == Holiday.objects.count() == 11
    assert "already there" in command(), "the duty station is remembered"
    with pytest.raises(CommandError, match="no country “ZZ”"):
        command("--country", "ZZ")
