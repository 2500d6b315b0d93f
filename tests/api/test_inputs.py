"""Inputs for programs: the same tables, actions and rights as the pages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from costsharing.models import Budget
from secretariats.models import Assignment, Change
from tests.api.test_valuations import problem

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World

LIST = "/api/v1/inputs/budgets/"
VALUES = {
    "year": 2018, "instrument": "CMS", "amount": "2400000.50", "currency": "EUR",
    "provisional": True,
}  # fmt: skip


def post(client: Client, where: str, values: Any, unit: str = "IMCA") -> Any:
    body = {"unit": unit, "values": values}
    return client.post(where, body, content_type="application/json")


def put(client: Client, where: str, values: Any, seen: str) -> Any:
    body = {"values": values, "seen": seen}
    return client.put(where, body, content_type="application/json")


def test_a_row_is_added_read_changed_and_removed(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    changes = Change.objects.count()
    made = post(client, LIST, VALUES)
    assert made.status_code == 201
    where = made["Location"]
    row = client.get(where).json()
    assert row == made.json()
    assert (row["table"], row["unit"], row["values"]) == ("budgets", "IMCA", VALUES)
    assert Budget.objects.get(year=2018).amount == Decimal("2400000.50")
    changed = put(client, where, VALUES | {"amount": "1.234"}, row["seen"])
    assert changed.json()["values"]["amount"] == "1.234", "a program writes a point, nothing else"
    problem(put(client, where, VALUES, row["seen"]), 409)
    listed = client.get(LIST, {"year": "2018", "order": "-amount"}).json()["results"]
    assert [one["id"] for one in listed] == [row["id"]]
    assert client.get(LIST, {"year": "2019"}).json()["results"] == []
    problem(client.delete(f"{where}?seen=x"), 409)
    gone = client.delete(f"{where}?seen={changed.json()['seen']}")
    assert gone.status_code == 204
    assert not Budget.objects.filter(year=2018).exists()
    assert Change.objects.count() == changes + 3


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ({}, {"year", "instrument", "amount", "currency"}),
        (VALUES | {"amount": "1,5"}, {"amount"}),
        (VALUES | {"amount": "-1"}, {"amount"}),
        (VALUES | {"amount": 1.5}, {"amount"}),
        (VALUES | {"currency": "eur"}, {"currency"}),
        (VALUES | {"instrument": "EUROBATS"}, {"instrument"}),
        (VALUES | {"instrument": "\0"}, {"instrument"}),
        (VALUES | {"provisional": "maybe"}, {"provisional"}),
        (VALUES | {"colour": "red"}, {"colour"}),
        (VALUES | {"year": [1, "x"]}, {"year"}),
    ],
)
def test_what_is_wrong_is_said_by_column(
    values: Any, places: set[str], world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    told = problem(post(client, LIST, values), 422)
    assert {one["path"] for one in told["errors"]} == places


def test_rights_are_those_of_the_pages(world: World, client: Client) -> None:
    for who in ("coordinator", "cms_secretary", "aewa_finance", "auditor"):
        client.force_login(getattr(world.cast, who))
        assert client.get(LIST).status_code == 200
        problem(post(client, LIST, VALUES), 403)
    for who in ("ada", "cms_member", "administrator"):
        client.force_login(getattr(world.cast, who))
        problem(client.get(LIST), 403)
        problem(post(client, LIST, VALUES), 403)
    client.force_login(world.cast.stranger)
    problem(client.get(LIST, {"unit": "IMCA"}), 404)
    problem(post(client, LIST, VALUES), 404)
    own = Assignment.objects.get(person=world.cast.ada)
    client.force_login(world.cast.ada)
    problem(client.get(f"/api/v1/inputs/assignments/{own.pk}/"), 403)


def test_fractions_months_and_minutes_have_one_form(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    values = {
        "person": "auditor", "post": "P-02", "start": "2017-01-01", "end": None, "share": "1/2",
        "pattern": [480, 0, 480],
    }  # fmt: skip
    made = post(client, "/api/v1/inputs/assignments/", values)
    assert (made.status_code, made.json()["values"]) == (201, values)
    client.force_login(world.cast.cms_finance)
    cost = {"month": "2017-02", "person": "ada", "amount": "-12.50", "currency": "EUR"}
    made = post(client, "/api/v1/inputs/staff-costs/", cost)
    assert made.status_code == 202, "the other side must agree"
    (line,) = made.json()["lines"]
    assert (line["act"], line["before"], line["after"]) == ("add", {}, cost)
