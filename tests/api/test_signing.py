"""Agreements and programmes for programs: drafted, handed over, signed; the key on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from costsharing.models import Agreement, AgreementShare
from secretariats.models import Signature
from tests.cast import SINCE, Cast

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.world import World

DRAFT = {
    "unit": "IMCA", "from": "2027-01-01", "basis": "fixed", "key": {"AEWA": "1/4", "CMS": "3/4"},
    "support": "13/100", "reason": "As both budgets changed.",
}  # fmt: skip


def ask(client: Client, person: Person, where: str, **body: Any) -> tuple[int, Any]:
    client.force_login(person)
    where = f"/api/v1/{where}"
    if body:
        answer = client.post(where, body, content_type="application/json")
    else:
        answer = client.get(where)
    return answer.status_code, answer.json()


def in_force(cast: Cast) -> Agreement:
    row = Agreement.objects.create(unit=cast.unit, start=SINCE, basis="fixed")
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=row, instrument=instrument, share_num=share, share_den=3
        )
    return row


def test_an_agreement_comes_into_force_and_the_same_signature_twice_is_one(
    cast: Cast, client: Client
) -> None:
    before = in_force(cast)
    status, made = ask(client, cast.cms_finance, "agreements/", **DRAFT)
    assert (status, made["state"], made["key"]) == (201, "draft", DRAFT["key"])
    assert made["policies"] == {"joint": None, "overhead": None, "support": "13/100"}
    own = f"agreements/{made['id']}/"
    day = {"date": "2026-05-04", "document": "Doc.9"}
    steps = [{"kind": "consultation", "text": "No objection."}]
    steps += [{"kind": "approval", "committee": code} for code in ("AEWA-StC", "CMS-StC")]
    for step in steps:
        seen = {"seen": made["terms_mark"]}
        status, made = ask(client, cast.coordinator, f"{own}steps/", **day, **step, **seen)
        assert status == 201
    status, handed = ask(client, cast.coordinator, f"{own}hand-over/", seen=made["mark"])
    assert (status, handed["state"], handed["ends"]) == (200, "signing", "2014-01-01")
    asked = {"digest": handed["digest"], "decision": "signed"}
    again: tuple[int, Any] = (0, {})
    for person, side in ((cast.cms_secretary, "CMS"), (cast.aewa_secretary, "AEWA")):
        first = ask(client, person, f"{own}sign/", instrument=side, **asked)
        again = ask(client, person, f"{own}sign/", instrument=side, **asked)
        assert first == again
    assert again[1]["state"] == "in_force"
    assert Signature.objects.count() == 2
    _status, ended = ask(client, cast.auditor, f"agreements/{before.pk}/")
    assert (ended["to"], ended["closed_by"]) == ("2026-12-31", made["id"])


def test_the_key_on_a_date_is_exact(cast: Cast, client: Client) -> None:
    in_force(cast)
    status, key = ask(client, cast.aewa_secretary, "agreements/key/?unit=IMCA&on=2017-05-01")
    assert (status, key["key"]) == (200, {"AEWA": "1/3", "CMS": "2/3"})
    assert (key["by_budgets"], len(key["budget_gaps"])) == (None, 2)
    status, key = ask(client, cast.aewa_secretary, "agreements/key/?unit=IMCA&on=1990-01-01")
    assert (status, key["basis"], key["key"]) == (200, "", None)


def test_lists_are_filtered_by_state(world: World, client: Client) -> None:
    in_force(world.cast)
    for state in ("draft", "signing", "in_force"):
        _status, found = ask(client, world.cast.auditor, f"agreements/?unit=IMCA&state={state}")
        assert [one["state"] for one in found["results"]] == [state]


def test_what_was_not_read_is_not_signed(world: World, client: Client) -> None:
    own = f"agreements/{world.agreement.pk}/sign/"
    asked = {"instrument": "CMS", "digest": "sha256:other", "decision": "signed"}
    status, problem = ask(client, world.cast.cms_secretary, own, **asked)
    assert status == 422
    assert "changed since you opened it" in problem["detail"]


def test_a_programme_is_planned_handed_over_and_signed(cast: Cast, client: Client) -> None:
    item = {
        "unit": "IMCA", "year": 2027, "number": "1.1", "title": "Websites",
        "planned_days": {"CMS": "10", "AEWA": "2.5"},
    }  # fmt: skip
    status, made = ask(client, cast.coordinator, "programme/items/", **item)
    assert (status, made["planned_days"]) == (201, item["planned_days"])
    _status, shown = ask(client, cast.coordinator, "programme/?unit=IMCA&year=2027")
    assert (shown["version"], shown["items"][0]["total_days"]) == (None, "12.5")
    status, version = ask(
        client,
        cast.coordinator,
        "programme/hand-over/",
        unit="IMCA",
        year=2027,
        seen=shown["mark"],
    )
    assert (status, version["state"]) == (201, "signing")
    own = f"programme/versions/{version['id']}/"
    signed: dict[str, Any] = {}
    for person, side in ((cast.cms_secretary, "CMS"), (cast.aewa_secretary, "AEWA")):
        status, signed = ask(
            client, person, f"{own}sign/",
            instrument=side, digest=version["digest"], decision="signed",
        )  # fmt: skip
        assert status == 200
    assert signed["state"] == "in_force"
    _status, shown = ask(client, cast.ada, "programme/?unit=IMCA&year=2027")
    assert shown["version"] == 1
    assert shown["items"][0]["recorded_minutes"] is None, "staff see the plan alone"
