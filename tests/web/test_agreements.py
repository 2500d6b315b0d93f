"""The pages of agreements: the key on a day, drafts, handing over, signing; without JavaScript."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from costsharing.models import Agreement, AgreementShare, Budget
from secretariats.models import Signature
from tests.cast import SINCE, Cast

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.world import World

FORM = {
    "start": "2027-01-01", "end": "", "basis": "fixed", "joint": "", "overhead": "",
    "part_0": "on", "share_0": "1/4", "part_1": "on", "share_1": "3/4", "support": "13 %",
    "reason": "As both budgets changed.",
}  # fmt: skip


@pytest.fixture
def agreed(cast: Cast) -> Agreement:
    """Store the agreement in force: two thirds and one third, and budgets that say otherwise."""
    row = Agreement.objects.create(unit=cast.unit, start=SINCE, basis="fixed")
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=row, instrument=instrument, share_num=share, share_den=3
        )
        Budget.objects.create(
            unit=cast.unit, instrument=instrument, year=2017, amount=share * share * 1_000_000,
            currency="EUR",
        )  # fmt: skip
    return row


def seen(client: Client, person: Person, name: str, *args: object, query: str = "") -> str:
    client.force_login(person)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def note_all(client: Client, row: Agreement) -> None:
    """Note what a draft needs before it is handed over, by the forms of its page."""
    where = reverse("agreement_step_note", args=[row.pk])
    day = {"date": "2026-05-04", "document": "Doc.9"}
    client.post(where, day | {"kind": "consultation", "text": "No objection."})
    for body in ("CMS-StC", "AEWA-StC"):
        client.post(where, day | {"kind": "approval", "committee": body})
    assert row.steps.count() == 3


def test_the_key_of_a_day_stands_beside_what_the_budgets_alone_would_give(
    cast: Cast, agreed: Agreement, client: Client
) -> None:
    page = seen(client, cast.aewa_secretary, "agreements", query="?on=2017-05-01")
    assert "On 1 May 2017 costs are shared by this key" in page
    for text in ("1/3", "2/3", "20.0 %", "80.0 %", "1,000,000.00", "4,000,000.00"):
        assert text in page
    assert "fixed fractions" in page
    assert reverse("agreement", args=[agreed.pk]) in page


def test_a_day_without_an_agreement_says_what_follows(cast: Cast, client: Client) -> None:
    page = seen(client, cast.cms_finance, "agreements", query="?on=1999-01-01")
    assert "No agreement is in force on 1 January 1999" in page
    assert "Draft an agreement" in page
    assert "Draft an agreement" not in seen(client, cast.auditor, "agreements")


def test_a_day_that_is_none_is_told_and_today_shown(
    cast: Cast, agreed: Agreement, client: Client
) -> None:
    client.force_login(cast.coordinator)
    response = client.get(reverse("agreements") + "?on=soon")
    assert response.status_code == 422
    assert "Write the day as year-month-day" in response.content.decode()


def test_the_whole_way_by_plain_forms(cast: Cast, agreed: Agreement, client: Client) -> None:
    client.force_login(cast.coordinator)
    made = client.post(reverse("agreement_new"), FORM)
    row = Agreement.objects.get(state="draft")
    where = reverse("agreement", args=[row.pk])
    assert made.headers["Location"] == where
    assert (row.support_num, row.support_den) == (13, 100)
    page = client.get(where).content.decode()
    assert "Is this ready to be signed?" in page
    assert "Hand over for signature" not in page, "the steps before are missing"
    note_all(client, row)
    page = client.get(where).content.decode()
    assert "The agreement from 1 January 2014 ends on 31 December 2026." in page
    mark = re.search(r'name="seen" value="([^"]+)"', page)
    assert mark is not None
    client.post(reverse("agreement_hand_over", args=[row.pk]), {"seen": mark[1]})
    told = ""
    for person, side in ((cast.cms_secretary, "CMS"), (cast.aewa_secretary, "AEWA")):
        page = seen(client, person, "agreement", row.pk)
        assert "Is this what I sign?" in page
        assert f"Sign for {side}" in page
        assert page.count("btn--primary") == 1
        digest = re.search(r'name="digest" value="([^"]+)"', page)
        assert digest is not None
        asked = {"instrument": side, "digest": digest[1], "decision": "signed"}
        answer = client.post(reverse("agreement_sign", args=[row.pk]), asked, follow=True)
        told = answer.content.decode()
    assert "Every side has signed: the agreement is in force." in told
    agreed.refresh_from_db()
    assert agreed.end == dt.date(2026, 12, 31)
    page = seen(client, cast.auditor, "agreements", query="?on=2027-01-01")
    assert "3/4" in page
    assert "Replaced by the next agreement" in seen(client, cast.auditor, "agreement", agreed.pk)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.cms_finance)
    wrong = FORM | {"share_1": "0.66", "end": "2026-01-01", "reason": ""}
    response = client.post(reverse("agreement_new"), wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "a decimal such as 0.33 would not be exact" in page
    assert "Say why" in page
    assert 'value="0.66"' in page
    response = client.post(reverse("agreement_new"), FORM | {"share_1": "1/4"})
    assert "The fractions add up to 1/2, not to 1." in response.content.decode()
    assert not Agreement.objects.exists()


def test_a_refusal_without_a_reason_signs_nothing(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_secretary)
    asked = {"instrument": "CMS", "digest": world.agreement.digest, "decision": "refused"}
    where = reverse("agreement_sign", args=[world.agreement.pk])
    response = client.post(where, asked)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say why you refuse" in page
    assert "Nothing was signed." in page
    assert not Signature.objects.filter(document="agreement").exists()
    client.post(where, asked | {"reason": "The year is wrong."})
    page = seen(client, world.cast.coordinator, "agreement", world.agreement.pk)
    assert "It came back from Sam Secretary of CMS" in page
    assert "The year is wrong." in page


def test_one_side_is_not_offered_the_other(world: World, client: Client) -> None:
    page = seen(client, world.cast.aewa_secretary, "agreement", world.agreement.pk)
    assert "Sign for AEWA" in page
    assert "Sign for CMS" not in page
    for who in ("coordinator", "cms_finance", "auditor"):
        page = seen(client, getattr(world.cast, who), "agreement", world.agreement.pk)
        assert "Sign for" not in page
        assert "Waiting for CMS" in page


def test_somebody_elses_change_is_not_written_over(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    where = reverse("agreement_edit", args=[world.draft.pk])
    mark = re.search(r'name="seen" value="([^"]+)"', client.get(where).content.decode())
    assert mark is not None
    first = client.post(where, FORM | {"seen": mark[1]})
    second = client.post(where, FORM | {"seen": mark[1], "reason": "Mine."})
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Somebody changed this draft since you opened it" in second.content.decode()
    world.draft.refresh_from_db()
    assert world.draft.reason == FORM["reason"]
    share = world.draft.shares.get(instrument=world.cast.cms)
    assert Fraction(share.share_num or 0, share.share_den or 1) == Fraction(3, 4)


def test_a_draft_is_thrown_away_and_a_waiting_one_withdrawn(world: World, client: Client) -> None:
    page = seen(client, world.cast.coordinator, "agreement", world.draft.pk)
    where = reverse("agreement_discard", args=[world.draft.pk])
    form = page[page.index(f'action="{where}"') :]
    mark = re.search(r'name="seen" value="([^"]+)"', form)
    assert mark is not None
    client.post(where, {"seen": mark[1]})
    assert not Agreement.objects.filter(pk=world.draft.pk).exists()
    where = reverse("agreement_withdraw", args=[world.agreement.pk])
    response = client.post(where, {"reason": " "})
    assert response.status_code == 422
    assert "Say why you withdraw it" in response.content.decode()
    client.post(where, {"reason": "Not yet."})
    world.agreement.refresh_from_db()
    assert world.agreement.state == "draft"


def test_what_waits_stands_in_the_list_with_who_signed(world: World, client: Client) -> None:
    page = seen(client, world.cast.auditor, "agreements")
    assert page.index("1 January 2033") < page.index("1 January 2031"), "what waits comes first"
    assert "CMS is waited for" in page
