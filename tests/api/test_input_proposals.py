"""Proposed changes, files and the history of inputs, for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from costsharing.models import Budget, ExchangeRate, InputProposal
from tests.api.test_valuations import problem

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World

RATES = "/api/v1/inputs/exchange-rates/"
BUDGETS = "/api/v1/inputs/budgets/file/"
VALUES = {"currency": "EUR", "start": "2017-01-01", "per_usd": "0.956"}
CSV = "year,instrument,amount,currency\n2031,CMS,5,EUR\n"


def send(client: Client, where: str, body: dict[str, Any]) -> Any:
    return client.post(where, body, content_type="application/json")


def propose(client: Client, world: World) -> Any:
    client.force_login(world.cast.cms_finance)
    made = send(client, RATES, {"unit": "IMCA", "values": VALUES, "reason": "UN"})
    assert made.status_code == 202
    return made


def test_a_shared_row_is_proposed_agreed_to_and_traced(world: World, client: Client) -> None:
    made = propose(client, world)
    found = made.json()
    where = made["Location"]
    assert (found["state"], found["by"], found["sides"]) == ("waiting", "CMS", ["AEWA", "CMS"])
    assert [(one["instrument"], one["state"]) for one in found["signatures"]] == [
        ("AEWA", "waiting"), ("CMS", "signed"),
    ]  # fmt: skip
    assert not ExchangeRate.objects.exists()
    body = {"instrument": "AEWA", "digest": found["digest"], "decision": "signed"}
    problem(send(client, f"{where}decide/", body), 403)
    client.force_login(world.cast.aewa_finance)
    listed = client.get("/api/v1/inputs/proposals/", {"state": "waiting", "unit": "IMCA"}).json()
    assert found["id"] in {one["id"] for one in listed["results"]}
    problem(send(client, f"{where}decide/", body | {"digest": "sha256:other"}), 422)
    done = send(client, f"{where}decide/", body)
    assert (done.status_code, done.json()["state"]) == (200, "applied")
    assert send(client, f"{where}decide/", body).json()["state"] == "applied"
    rate = ExchangeRate.objects.get()
    assert rate.per_usd == Decimal("0.956")
    (change,) = client.get(f"{RATES}history/").json()["results"]
    assert (change["kind"], change["row"], change["proposal"], change["reason"]) == (
        "created", str(rate.pk), found["id"], "UN",
    )  # fmt: skip
    row = client.get(f"{RATES}{rate.pk}/").json()
    again = {"values": VALUES | {"per_usd": "0.957"}, "seen": row["seen"]}
    answer = client.put(f"{RATES}{rate.pk}/", again, content_type="application/json")
    assert answer.status_code == 202
    same = {"values": VALUES, "seen": row["seen"]}
    answer = client.put(f"{RATES}{rate.pk}/", same, content_type="application/json")
    assert (answer.status_code, answer.json()["values"]["per_usd"]) == (200, "0.956")
    assert client.delete(f"{RATES}{rate.pk}/?seen={row['seen']}").status_code == 202
    assert ExchangeRate.objects.get().per_usd == Decimal("0.956")


def test_it_is_refused_with_a_reason_or_withdrawn(world: World, client: Client) -> None:
    where = propose(client, world)["Location"]
    client.force_login(world.cast.aewa_finance)
    digest = client.get(where).json()["digest"]
    body = {"instrument": "AEWA", "digest": digest, "decision": "refused"}
    problem(send(client, f"{where}decide/", body), 422)
    problem(send(client, f"{where}withdraw/", {}), 403)
    refused = send(client, f"{where}decide/", body | {"reason": "no"})
    assert refused.json()["state"] == "refused"
    where = reverse("api_input_proposal", args=[world.proposal.pk])
    client.force_login(world.cast.cms_finance)
    assert send(client, f"{where}withdraw/", {"reason": "typo"}).json()["state"] == "withdrawn"
    problem(send(client, f"{where}withdraw/", {"reason": "x" * 501}), 400)


def test_rights_are_those_of_the_pages(world: World, client: Client) -> None:
    where = propose(client, world)["Location"]
    for who in ("coordinator", "cms_secretary", "ada", "cms_member", "administrator"):
        client.force_login(getattr(world.cast, who))
        problem(client.get(where), 403)
        problem(client.get("/api/v1/inputs/proposals/"), 403)
        problem(send(client, f"{where}withdraw/", {}), 403)
    client.force_login(world.cast.stranger)
    problem(client.get(where), 404)
    assert client.get("/api/v1/inputs/proposals/").json()["results"] == []


def test_a_file_is_tried_then_stored_once(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    tried = client.post(f"{BUDGETS}?dry_run=1", CSV, content_type="text/csv")
    assert (tried.status_code, tried.json()["counts"]["add"]) == (200, 1)
    assert not Budget.objects.exists()
    assert not InputProposal.objects.filter(table="budgets").exists()
    stored = client.post(BUDGETS, {"file": SimpleUploadedFile("b.csv", CSV.encode())})
    assert (stored.status_code, stored.json()["state"]) == (201, "applied")
    assert Budget.objects.get().amount == 5
    again = client.post(BUDGETS, CSV, content_type="text/csv")
    assert (again.status_code, again.json()["state"]) == (200, "nothing")
    assert again.json()["counts"]["same"] == 1
    taken = client.get(BUDGETS, {"form": "csv"})
    assert taken.content.decode("utf-8-sig").splitlines()[0].startswith("id,year,instrument")


def test_wrong_rows_are_all_named_and_nothing_is_stored(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    data = CSV + "2032,AEWA,1,EUR\nx,CMS,y,EUR\n"
    found = client.post(BUDGETS, data, content_type="text/csv")
    assert found.status_code == 200
    rejected = [(one["row"], one["column"]) for one in found.json()["rejected"]]
    assert rejected == [(3, ""), (4, "amount"), (4, "year")]
    assert found.json()["state"] == "nothing"
    assert not Budget.objects.exists()


def test_a_file_of_what_is_shared_is_a_proposal(world: World, client: Client) -> None:
    client.force_login(world.cast.aewa_finance)
    data = "currency,start,per_usd\nEUR,2017-01-01,0.9\n"
    found = client.post(f"{RATES}file/?reason=UN&name=r.csv", data, content_type="text/csv")
    assert (found.status_code, found.json()["state"]) == (202, "waiting")
    shown = client.get(reverse("api_input_proposal", args=[found.json()["proposal"]])).json()
    assert (shown["file"], shown["reason"], shown["by"]) == ("r.csv", "UN", "AEWA")
    assert not ExchangeRate.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Send the file"),
        (b"\x89PNG\x00\xff\x01\x02\x00", "CSV or XLSX"),
        (b"PK\x03\x04", "workbook"),
        (b"a\n1", "missing"),
    ],
    ids=["empty", "binary", "zip", "columns"],
)
def test_what_is_no_such_file_is_a_problem(
    data: bytes, words: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    told = problem(client.post(BUDGETS, data, content_type="application/octet-stream"), 422)
    assert words in told["detail"]
    problem(client.post(BUDGETS, {}), 422)
    for who in ("aewa_secretary", "coordinator", "auditor"):
        client.force_login(getattr(world.cast, who))
        problem(client.post(BUDGETS, CSV, content_type="text/csv"), 403)
