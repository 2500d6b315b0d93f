"""Statements for programs: worked out, prepared, confirmed by each side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from costsharing.models import Statement
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import spend

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.cast import Cast


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    in_force(cast)
    spend(cast, "2017-02-01", "1.00")
    return cast


def ask(client: Client, person: Person, where: str, **body: Any) -> tuple[int, Any]:
    client.force_login(person)
    where = f"/api/v1/statements/{where}"
    if body:
        answer = client.post(where, body, content_type="application/json")
    else:
        answer = client.get(where)
    return answer.status_code, answer.json()


def test_from_preview_to_final(agreed: Cast, client: Client) -> None:
    status, found = ask(client, agreed.auditor, "preview/?unit=IMCA&to=2017-03-31")
    assert status == 200
    assert found["content"]["instruments"]["AEWA"]["due"] == {"exact": "1/3", "rounded": "0.33"}
    assert found["content"]["transfers"] == [{"from": "AEWA", "to": "CMS", "amount": "0.33"}]
    assert not Statement.objects.exists()
    asked = {"unit": "IMCA", "to": "2017-03-31"}
    status, made = ask(client, agreed.cms_finance, "", **asked)
    assert (status, made["state"], made["digest"]) == (201, "waiting", found["digest"])
    assert ask(client, agreed.aewa_finance, "", **asked)[1]["statement"] == made["statement"]
    own = f"{made['statement']}/"
    decision = {"digest": made["digest"], "decision": "signed"}
    for person, side in ((agreed.cms_finance, "CMS"), (agreed.aewa_finance, "AEWA")):
        for _ in range(2):
            status, made = ask(client, person, f"{own}confirm/", instrument=side, **decision)
            assert status == 200
    assert (made["state"], made["number"]) == ("final", "IMCA/2017/1")
    assert [one["state"] for one in made["confirmations"]] == ["signed", "signed"]
    status, listed = ask(client, agreed.coordinator, "?unit=IMCA&year=2017&state=final")
    assert [one["number"] for one in listed["results"]] == ["IMCA/2017/1"]


def test_every_problem_is_named(agreed: Cast, client: Client) -> None:
    asked = {"unit": "IMCA", "from": "2015-01-01", "to": "2017-03-31"}
    status, told = ask(client, agreed.cms_finance, "", **asked)
    assert (status, [one["path"] for one in told["errors"]]) == (422, ["from"])
    spend(agreed, "2017-03-01", "5.00", currency="JPY")
    status, told = ask(client, agreed.cms_finance, "preview/?unit=IMCA&to=2017-03-31")
    assert status == 422
    assert "expenditure of 2017-03-01" in told["errors"][0]["path"]


def test_withdrawn(agreed: Cast, client: Client) -> None:
    _, made = ask(client, agreed.cms_finance, "", unit="IMCA", to="2017-03-31")
    where = f"{made['statement']}/withdraw/"
    status, found = ask(client, agreed.aewa_finance, where, reason="A line comes still.")
    assert (status, found["state"], found["returned"]) == (
        200, "withdrawn", "A line comes still.",
    )  # fmt: skip
