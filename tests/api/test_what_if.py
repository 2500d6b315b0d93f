"""Runs under other terms for programs: nothing stored until it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from costsharing.models import Scenario, ValuationRun
from secretariats.models import Change, Person
from tests.db.costsharing.test_what_if import counts, example, somebody
from tests.db.costsharing.valued_units import run_of, store

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

TRY, KEEP = "/api/v1/what-if/", "/api/v1/scenarios/"
HALVES = {"key": {"CMS": "1/2", "AEWA": "1/2"}}


@pytest.fixture
def run(db: None) -> ValuationRun:
    return run_of(store(example()))


@pytest.fixture
def fina(run: ValuationRun, client: Client) -> Person:
    person = somebody(run, "finance")
    client.force_login(person)
    return person


def send(client: Client, where: str, body: Any, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(where, body, content_type="application/json", headers=headers)


def test_both_sides_are_told_exactly_and_nothing_is_stored(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    before = counts()
    found = send(client, TRY, {"run": str(run.pk), "changes": HALVES})
    assert found.status_code == 200
    body = found.json()
    assert body["today"] == run.results
    assert body["instruments"]["CMS"]["funded"]["after"]["exact"] == "572/3"
    assert body["what_if"]["instruments"]["CMS"]["funded"]["exact"] == "572/3"
    assert body["settlement"]["AEWA"]["due"]["difference"] == {
        "exact": "50/3", "rounded": "16.67",
    }  # fmt: skip
    assert {"lowest", "highest"} <= set(body["instruments"]["AEWA"])
    assert counts() == before
    nothing = send(client, TRY, {"run": str(run.pk), "changes": {}}).json()
    assert nothing["what_if"] == run.results


def test_a_try_costs_as_many_queries_whatever_is_asked(
    run: ValuationRun,
    fina: Person,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    body = {"run": str(run.pk), "changes": HALVES}
    send(client, TRY, body)
    with django_assert_num_queries(4):
        send(client, TRY, body)


def test_a_scenario_is_kept_listed_read_and_thrown_away(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    body = {"run": str(run.pk), "changes": HALVES, "name": "Halves"}
    first = send(client, KEEP, body, "k")
    assert first.status_code == 201
    assert send(client, KEEP, body, "k").json() == first.json()
    assert send(client, KEEP, {**body, "name": "Others"}, "k").status_code == 422
    where = first["Location"]
    assert client.get(where).json() == first.json()
    (line,) = client.get(KEEP, {"unit": "IMCA", "run": str(run.pk)}).json()["results"]
    assert (line["name"], line["changes"], line["kept_by"]) == ("Halves", HALVES, str(fina))
    assert "instruments" not in line, "no value without its range"
    assert client.get(KEEP, {"unit": "OTHER"}).json()["results"] == []
    client.force_login(somebody(run, "coordinator"))
    assert client.get(where).status_code == 200
    assert client.delete(where).status_code == 403
    client.force_login(fina)
    assert client.delete(where).status_code == 204
    assert client.delete(where).status_code == 404
    assert [one.kind for one in Change.objects.filter(row=line["scenario"]).order_by("pk")] == [
        "created", "removed",
    ]  # fmt: skip


def test_roles(run: ValuationRun, client: Client) -> None:
    tried = {"run": str(run.pk), "changes": {"costs": "+5%"}}
    opening = {"run": str(run.pk), "changes": {"fees": "+5%"}}
    expected = {
        "coordinator": (200, 403, 201),
        "executive_secretary": (200, 403, 201),
        "finance": (200, 200, 201),
        "auditor": (200, 200, 403),
        "staff": (403, 403, 403),
    }
    for kind, codes in expected.items():
        client.force_login(somebody(run, kind))
        answers = [
            send(client, TRY, tried),
            send(client, TRY, opening),
            send(client, KEEP, {**tried, "name": kind}),
        ]
        assert tuple(one.status_code for one in answers) == codes, kind
    kept = Scenario.objects.create(
        run=run, name="Fees", changes=opening["changes"], results=run.results
    )
    for kind, status in (("auditor", 200), ("coordinator", 403), ("staff", 403)):
        client.force_login(Person.objects.get(username=kind))
        assert client.get(f"{KEEP}{kept.pk}/").status_code == status


def test_all_that_is_wrong_is_told(run: ValuationRun, fina: Person, client: Client) -> None:
    before = counts()
    wrong = {"key": {"CMS": "666/1000", "AEWA": "333/1000"}, "leave": [{"instrument": "X"}]}
    for where, more in ((TRY, {}), (KEEP, {"name": "x"})):
        answer = send(client, where, {"run": str(run.pk), "changes": wrong, **more})
        assert answer.status_code == 422
        assert [(one["path"], one["message"]) for one in answer.json()["errors"]] == [
            ("leave", "X takes no part on these days, so that it cannot leave."),
            ("key", "The fractions add up to 999/1000, not to 1."),
        ]
    assert counts() == before


BIG = "9" * 60
BODIES: list[Any] = [
    {}, {"changes": []}, {"changes": None}, {"changes": {"key": []}}, {"changes": {"x": 1}},
    {"changes": {"key": {"\0": "1/1"}}}, {"changes": {"key": {"CMS": "1/0"}}},
    {"changes": {"add": [{"instrument": "\0", "share": "1/2"}]}},
    {"changes": {"add": [{"instrument": "\ud800", "share": "1/2"}]}},
    {"changes": {"from": "9999-12-31", "joint": "key"}},
    {"changes": {"from": "0001-01-01", "joint": "key"}},
    {"changes": {"basis": "budget", "budgets": [
        {"instrument": "CMS", "amount": BIG}, {"instrument": "AEWA", "amount": f"1/{BIG}"}]}},
    {"changes": {"basis": "budget", "budgets": [
        {"instrument": "CMS", "amount": "1", "year": 9999}]}},
    {"changes": {"costs": "+999999999%", "expenditure": "-100%"}},
    {"changes": {"costs": "-100%"}},
    {"changes": {"grades": [{"grade": "G5", "annual": BIG, "productive_hours": f"1/{BIG}"}]}},
    {"changes": {"support": "999999999999999999"}},
    {"changes": {"add": [{"instrument": f"I{number}", "share": "1/99"} for number in range(51)]}},
    {"changes": {"add": [
        {"instrument": f"I{number}", "share": "1/99", "joint": True} for number in range(50)]}},
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(BODIES)))
def test_whatever_is_sent_is_answered(
    number: int, run: ValuationRun, fina: Person, client: Client
) -> None:
    body = {"run": str(run.pk), **BODIES[number]}
    for where, more in ((TRY, {}), (KEEP, {"name": "x"})):
        assert send(client, where, {**body, **more}).status_code in {200, 201, 400, 422}
