"""The dashboard for programs: the same figures as the page, exact and rounded, and no further."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from reporting.models import Report
from tests.api.test_valuations import problem
from tests.db.costsharing.valued_units import entry, run_of, small, store

if TYPE_CHECKING:
    from django.test import Client

    from costsharing.models import ValuationRun
    from secretariats.models import Person, Unit
    from tests.world import World

BOARD, FIGURE, WAITING = "/api/v1/dashboard/", "/api/v1/dashboard/figure/", "/api/v1/waiting/"


def reader(unit: Unit, role: str = "auditor") -> Person:
    from secretariats.models import Person, Role
    from tests.cast import SINCE

    person = Person.objects.create_user(role, role, name=role)
    Role.objects.create(unit=unit, person=person, role=role, start=SINCE)
    return person


@pytest.fixture
def half_year(db: None) -> ValuationRun:
    entries = [
        one
        for month in range(1, 7)
        for one in (
            entry(f"2017-{month:02}-10", 50 + month),
            entry(f"2017-{month:02}-11", 31 + month, "NEWS", "AEWA+CMS"),
            entry(f"2017-{month:02}-12", 17 + month, "ADM"),
        )
    ]
    return run_of(store(small(entries=entries)), "2017-01-01", "2017-06-30")


SPANS = [
    ("2017-01-01", "2017-06-30"),
    ("2017-04-01", "2017-06-30"),
    ("2017-05-01", "2017-05-31"),
    ("2017-02-01", "2017-05-31"),
]


@pytest.mark.parametrize(("start", "end"), SPANS)
def test_figures_of_any_months_are_those_of_a_run_of_them(
    start: str, end: str, half_year: ValuationRun, client: Client
) -> None:
    client.force_login(reader(half_year.unit))
    asked = {"unit": "IMCA", "from": start, "to": end, "compare": "none"}
    found = client.get(BOARD, asked).json()
    assert found["run"] == str(half_year.pk)
    alone = run_of(half_year.unit, start, end)
    for name in ("total", "activities", "areas", "months", "keys"):
        assert found[name] == alone.results[name], name
    for code, figures in alone.results["instruments"].items():
        shown = found["instruments"][code]
        assert {name: shown[name] for name in figures} == figures
        assert shown["verdict"] == "coverage_too_low"
    assert found["compared"] is None
    assert found["reach"] == [f"2017-{month:02}" for month in range(1, 7)]


def test_months_may_be_named_as_months(half_year: ValuationRun, client: Client) -> None:
    client.force_login(reader(half_year.unit))
    by_month = client.get(BOARD, {"from": "2017-04", "to": "2017-06"}).json()
    by_day = client.get(BOARD, {"from": "2017-04-01", "to": "2017-06-30"}).json()
    assert by_month == by_day
    assert by_month["compared"]["from"] == "2017-01-01"
    assert by_month["compared"]["to"] == "2017-03-31"


@pytest.mark.parametrize("code", ["CMS", "AEWA"])
def test_a_figure_adds_up_by_activity_and_by_month(
    code: str, half_year: ValuationRun, client: Client
) -> None:
    client.force_login(reader(half_year.unit))
    asked = {"unit": "IMCA", "from": "2017-04", "to": "2017-06", "instrument": code}
    found = client.get(FIGURE, asked).json()
    board = client.get(BOARD, asked).json()["instruments"][code]
    assert found["columns"] == ["2017-04", "2017-05", "2017-06"]
    for form in ("exact", "rounded"):

        def worth(cell: Any, form: str = form) -> Fraction:
            return Fraction(cell[form])

        for name in found["columns"]:
            column = [worth(row["months"][name]) for row in found["rows"]]
            assert sum(column) == worth(found["totals"][name])
        for row in found["rows"]:
            assert sum(map(worth, row["months"].values())) == worth(row["total"])
        assert sum(map(worth, found["totals"].values())) == worth(found["total"])
        assert worth(found["total"]) == worth(board["received"])
        for month in found["by_month"]:
            parts = [worth(month[part]) for part in ("direct", "joint", "overhead", "support")]
            assert sum(parts) == worth(month["received"])
            assert worth(month["received"]) - worth(month["funded"]) == worth(month["balance"])
    kinds = [(row["kind"], row["activity"]) for row in found["rows"]]
    assert kinds == [("activity", "NEWS"), ("activity", "WEB"), ("overhead", ""), ("support", "")]
    assert (found["lowest"], found["highest"]) == (board["lowest"], board["highest"])
    assert found["coverage"], "no value stands without the coverage behind it"


def test_no_person_is_told(half_year: ValuationRun, client: Client) -> None:
    client.force_login(reader(half_year.unit, "executive_secretary"))
    for address in (BOARD, FIGURE):
        assert "ada" not in client.get(address).content.decode().lower()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from": "2017-04-02", "to": "2017-06-30"}, "whole months"),
        ({"from": "2017-13", "to": "2017-13"}, "whole months"),
        ({"from": "2017-06", "to": "2017-04"}, "whole months"),
        ({"from": "2017-04", "to": "2017-09"}, "from 2017-01-01 to 2017-06-30"),
    ],
)
def test_a_period_without_figures_is_refused_with_what_there_is(
    asked: dict[str, str], said: str, half_year: ValuationRun, client: Client
) -> None:
    client.force_login(reader(half_year.unit))
    for address in (BOARD, FIGURE):
        found = problem(client.get(address, asked), 422)
        assert said in found["detail"]
        assert found["errors"][0]["path"] == "from"


def test_nothing_valued_is_said(cast: Any, client: Client) -> None:
    client.force_login(cast.auditor)
    assert "was valued yet" in problem(client.get(BOARD), 422)["detail"]


@pytest.mark.parametrize("who", ["ada", "cms_member", "administrator"])
def test_those_who_see_no_figures_see_none(who: str, world: World, client: Client) -> None:
    client.force_login(world.people()[who])
    for address in (BOARD, FIGURE):
        problem(client.get(address, {"unit": "IMCA"}), 403)
    client.force_login(world.cast.stranger)
    problem(client.get(BOARD, {"unit": "IMCA"}), 404)


def test_each_side_is_shown_first_to_its_own(world: World, client: Client) -> None:
    for who, code in (("aewa_secretary", "AEWA"), ("cms_secretary", "CMS")):
        client.force_login(world.people()[who])
        assert client.get(BOARD).json()["instrument"] == code


@pytest.mark.parametrize("address", [BOARD, FIGURE])
def test_it_asks_as_often_however_much_there_is(
    address: str, world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.cast.auditor)
    client.get(address)
    with django_assert_max_num_queries(10):
        client.get(address)


def test_what_waits_is_told_to_the_side_it_waits_for(world: World, client: Client) -> None:
    Report.objects.update(state=Report.State.SIGNING, digest="sha256:1")
    client.force_login(world.cast.aewa_secretary)
    found = [one for one in client.get(WAITING).json() if one["kind"] == "report"]
    assert [(one["document_id"], one["instrument"]) for one in found] == [
        (str(world.report.pk), "AEWA")
    ]
    assert found[0]["url"] == f"/reports/{world.report.pk}/"
    client.force_login(world.cast.coordinator)
    assert client.get(WAITING).json() == []
