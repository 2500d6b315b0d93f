"""Who may see which figures of whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from costsharing.core.limitations import LimitationsTable, Tally, figures_of
from costsharing.core.limitations.figures import PRIVATE
from costsharing.permissions import visible_figures
from secretariats.models import Role, Unit

if TYPE_CHECKING:
    from tests.cast import Cast

TODAY = dt.date(2017, 6, 1)


@pytest.fixture
def table() -> LimitationsTable:
    figures = figures_of(Tally(recorded=60, entries=1, on_hour=1, on_half_hour=1, on_quarter=1))
    return LimitationsTable(
        unit="IMCA",
        start=dt.date(2017, 1, 1),
        end=dt.date(2017, 1, 31),
        team=figures,
        people=dict.fromkeys(("ada", "bob", "coordinator"), figures),
        activities={},
    )


def test_a_person_sees_everything_of_their_own_and_nothing_of_others(
    cast: Cast, table: LimitationsTable
) -> None:
    seen = visible_figures(table, person=cast.ada, on=TODAY)
    assert list(seen.people) == ["ada"]
    assert seen.people["ada"] == table.people["ada"]
    assert seen.team is None
    assert seen.as_json()["team"] is None


def test_the_coordinator_sees_people_less_what_is_for_each_alone(
    cast: Cast, table: LimitationsTable
) -> None:
    seen = visible_figures(table, person=cast.coordinator, on=TODAY)
    assert list(seen.people) == ["ada", "bob", "coordinator"]
    assert seen.people["coordinator"] == table.people["coordinator"]
    assert seen.people["ada"].withheld == PRIVATE
    assert seen.people["ada"].recorded == 60
    assert seen.people["ada"].heaping_60 is None
    assert "heaping_60" not in seen.people["ada"].as_json()
    assert seen.team == table.team


@pytest.mark.parametrize("reader", ["cms_secretary", "aewa_finance", "auditor"])
def test_those_who_read_values_see_the_team_only(
    cast: Cast, table: LimitationsTable, reader: str
) -> None:
    seen = visible_figures(table, person=getattr(cast, reader), on=TODAY)
    assert (seen.team, dict(seen.people)) == (table.team, {})


@pytest.mark.parametrize("reader", ["cms_member", "administrator", "stranger"])
def test_everybody_else_sees_nothing(cast: Cast, table: LimitationsTable, reader: str) -> None:
    seen = visible_figures(table, person=getattr(cast, reader), on=TODAY)
    assert (seen.team, dict(seen.people)) == (None, {})


def test_a_role_counts_in_its_unit_and_while_it_is_in_force(
    cast: Cast, table: LimitationsTable
) -> None:
    before = visible_figures(table, person=cast.coordinator, on=dt.date(2013, 12, 31))
    assert (before.team, list(before.people)) == (None, ["coordinator"])
    other = Unit.objects.create(
        code="EAST", name="E", currency="EUR", timezone="UTC", daily_minutes=480
    )
    Role.objects.filter(person=cast.coordinator).update(unit=other)
    elsewhere = visible_figures(table, person=cast.coordinator, on=TODAY)
    assert (elsewhere.team, list(elsewhere.people)) == (None, ["coordinator"])


def test_who_may_no_longer_log_in_sees_nothing(cast: Cast, table: LimitationsTable) -> None:
    cast.coordinator.is_active = False
    seen = visible_figures(table, person=cast.coordinator, on=TODAY)
    assert (seen.team, dict(seen.people)) == (None, {})
