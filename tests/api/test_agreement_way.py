"""The way of an agreement for programs: its steps, its end, and how a key came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from costsharing.actions.draft_agreement import terms_mark
from costsharing.models import Agreement, AgreementShare, Budget, ExchangeRate
from tests.cast import SINCE, Cast

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.world import World

HEARD = {"kind": "consultation", "date": "2017-09-04", "text": "No objection."}


@pytest.fixture
def agreed(cast: Cast) -> Agreement:
    """Store the agreement in force: two thirds and one third."""
    row = Agreement.objects.create(
        unit=cast.unit, start=SINCE, basis="fixed", reason="As each can."
    )
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=row, instrument=instrument, share_num=share, share_den=3
        )
    return row


def ask(
    client: Client, person: Person, method: str, where: str, **body: Any
) -> tuple[int, dict[str, Any]]:
    client.force_login(person)
    call = getattr(client, method)
    options = {"data": body, "content_type": "application/json"} if body else {}
    answer = call(f"/api/v1/agreements/{where}", **options)
    return answer.status_code, answer.json() if answer.content else {}


def test_steps_are_noted_corrected_and_taken_back(world: World, client: Client) -> None:
    own, who = f"{world.draft.pk}/steps/", world.cast.coordinator
    first = ask(client, who, "post", own, **HEARD)
    assert first == ask(client, who, "post", own, **HEARD)
    status, found = first
    assert status == 201
    (step,) = found["steps"]
    assert step["text"] == "No objection."
    assert step["noted_by"] == "Cleo Coordinator"
    status, found = ask(client, who, "patch", f"{own}{step['id']}/", document="Minutes")
    assert (status, found["steps"][0]["document"]) == (200, "Minutes")
    assert found["steps"][0]["text"] == "No objection.", "what is not sent stays"
    status, _found = ask(client, who, "patch", f"{own}{step['id']}/", text="")
    assert status == 422
    assert ask(client, who, "delete", f"{own}{step['id']}/")[0] == 204
    assert ask(client, who, "delete", f"{own}{step['id']}/")[0] == 404


def test_a_step_is_of_its_side_and_of_its_agreement(world: World, client: Client) -> None:
    approval = {"kind": "approval", "date": "2017-09-04", "document": "Doc.9"}
    approval["seen"] = terms_mark(world.draft)
    cms, aewa = approval | {"committee": "CMS-StC"}, approval | {"committee": "AEWA-StC"}
    own = f"{world.draft.pk}/steps/"
    assert ask(client, world.cast.cms_secretary, "post", own, **aewa)[0] == 403
    assert ask(client, world.cast.aewa_finance, "post", own, **cms)[0] == 403
    assert ask(client, world.cast.cms_finance, "post", own, **cms)[0] == 201
    assert ask(client, world.cast.auditor, "post", own, **aewa)[0] == 403
    step = world.draft.steps.get()
    other = f"{world.agreement.pk}/steps/{step.pk}/"
    assert ask(client, world.cast.coordinator, "delete", other)[0] == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"date": "9999-12-31"}, 422),
        ({"kind": "memo", "document": "Memo 1"}, 422),
        ({"kind": "party"}, 400),
        ({"text": "a\x00b"}, 400),
        ({"text": ""}, 422),
        ({"committee": "CMS-StC"}, 422),
        ({"date": "soon"}, 400),
        ({"kind": "approval", "committee": "CMS-StC", "document": "Doc.9"}, 422),
        ({"kind": "approval", "committee": "CMS-StC", "document": "D", "seen": "other"}, 422),
    ],
    ids=[
        "ahead",
        "too early a memo",
        "no kind",
        "no text",
        "no statement",
        "whose",
        "no day",
        "unread",
        "other terms",
    ],
)
def test_bad_steps_are_told(
    world: World, client: Client, change: dict[str, str], status: int
) -> None:
    asked = HEARD | change
    found = ask(client, world.cast.coordinator, "post", f"{world.draft.pk}/steps/", **asked)
    assert found[0] == status
    assert not world.draft.steps.exists()


def test_an_agreement_ends_by_two_signatures_and_the_same_twice_is_one(
    cast: Cast, agreed: Agreement, client: Client
) -> None:
    own = f"{agreed.pk}/endings/"
    wish = {"last": "2027-06-30", "reason": "Both merge."}
    first = ask(client, cast.cms_finance, "post", own, **wish)
    assert first == ask(client, cast.cms_finance, "post", own, **wish)
    status, found = first
    (ending,) = found["endings"]
    assert (status, ending["state"]) == (201, "signing")
    asked = {"digest": ending["digest"], "decision": "signed"}
    where = f"{own}{ending['id']}/sign/"
    _status, found = ask(client, cast.cms_secretary, "post", where, instrument="CMS", **asked)
    assert (found["to"], found["endings"][0]["sides"]) == (
        None,
        {"CMS": "signed", "AEWA": "waiting"},
    )
    _status, found = ask(client, cast.aewa_secretary, "post", where, instrument="AEWA", **asked)
    assert (found["to"], found["endings"][0]["state"]) == ("2027-06-30", "agreed")
    withdraw = f"{own}{ending['id']}/withdraw/"
    assert ask(client, cast.coordinator, "post", withdraw, reason="No.")[0] == 422


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"last": "2013-12-31", "reason": "x"}, 422),
        ({"last": "9999-12-31", "reason": "x"}, 422),
        ({"last": "2027-06-30", "reason": ""}, 400),
        ({"last": "2027-06-31", "reason": "x"}, 400),
    ],
    ids=["before its start", "the end of days", "no reason", "no day"],
)
def test_bad_ends_are_told(
    cast: Cast, agreed: Agreement, client: Client, wish: dict[str, str], status: int
) -> None:
    found = ask(client, cast.coordinator, "post", f"{agreed.pk}/endings/", **wish)
    assert found[0] == status
    assert not agreed.endings.exists()


def test_a_key_tells_how_it_came_about(cast: Cast, agreed: Agreement, client: Client) -> None:
    memo = {"kind": "memo", "date": "2014-01-06", "document": "Memo 1"}
    ask(client, cast.coordinator, "post", f"{agreed.pk}/steps/", **memo)
    for instrument, amount in ((cast.cms, 300), (cast.aewa, 100)):
        Budget.objects.create(
            unit=cast.unit, instrument=instrument, year=2017, amount=amount, currency="USD"
        )
    ExchangeRate.objects.create(
        unit=cast.unit, currency="EUR", start="2017-01-01", per_usd="0.956"
    )
    where = "key/?unit=IMCA&on=2017-05-01"
    status, key = ask(client, cast.aewa_secretary, "get", where)
    assert (status, key["agreement"]["id"], key["agreement"]["reason"]) == (
        200,
        agreed.pk,
        "As each can.",
    )
    assert [one["document"] for one in key["agreement"]["steps"]] == ["Memo 1"]
    assert key["by_budgets"] == {"AEWA": "1/4", "CMS": "3/4"}
    assert key["rates"] == [{"currency": "EUR", "since": "2017-01-01", "per_usd": "0.956"}]
    status, key = ask(client, cast.aewa_secretary, "get", "key/?unit=IMCA&on=1990-01-01")
    assert (status, key["agreement"], key["previous"], key["next"]) == (
        200,
        None,
        None,
        "2014-01-01",
    )
    status, key = ask(client, cast.aewa_secretary, "get", "key/?unit=IMCA&on=9999-12-31")
    assert (status, key["budget_gaps"]) == (
        200,
        [
            "no budget of AEWA for 9999 is recorded",
            "no budget of CMS for 9999 is recorded",
        ],
    )


def test_fractions_that_nearly_add_up_are_told_with_their_sum(cast: Cast, client: Client) -> None:
    draft = {
        "unit": "IMCA", "from": "2027-01-01", "basis": "fixed", "reason": "Nearly.",
        "key": {"AEWA": "333333/1000000", "CMS": "666666/1000000"},
    }  # fmt: skip
    status, found = ask(client, cast.coordinator, "post", "", **draft)
    assert status == 422
    assert "The fractions add up to 999999/1000000, not to 1." in str(found)
    draft |= {"key": {"AEWA": "1/3", "CMS": "2/3"}, "to": "2026-12-31"}
    status, found = ask(client, cast.coordinator, "post", "", **draft)
    assert "The last day lies before the first." in str(found)
    assert not Agreement.objects.exists()
