"""The way of an agreement on its page, and its end; by plain forms, without JavaScript."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from costsharing.actions.draft_agreement import terms_mark
from costsharing.models import Agreement, AgreementEnding, AgreementShare, Budget
from tests.cast import SINCE, Cast

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.world import World


@pytest.fixture
def agreed(cast: Cast) -> Agreement:
    """Store the agreement in force: two thirds and one third."""
    row = Agreement.objects.create(unit=cast.unit, start=SINCE, basis="fixed")
    for instrument, share in ((cast.cms, 2), (cast.aewa, 1)):
        AgreementShare.objects.create(
            agreement=row, instrument=instrument, share_num=share, share_den=3
        )
    return row


def seen(client: Client, person: Person, name: str, *args: object, query: str = "") -> str:
    client.force_login(person)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def way(page: str) -> list[str]:
    """Return the headings of the way, in order."""
    (found,) = re.findall(r'<ol class="way">(.*?)</ol>', page)
    return [re.sub("<[^>]+>", "", title).strip() for title in re.findall("<h3>(.*?)</h3>", found)]


def test_the_way_of_a_draft_says_what_is_missing(world: World, client: Client) -> None:
    page = seen(client, world.cast.coordinator, "agreement", world.draft.pk)
    assert way(page) == [
        "Drafted",
        "Staff consultation: not noted",
        "Approval by the Standing Committee of AEWA: not noted",
        "Approval by the Standing Committee of CMS: not noted",
        "To be handed over for signature",
        "To be announced by memo",
        "In force once every side has signed",
        "Its last day",
    ]
    assert "Cleo Coordinator" in page
    assert "The staff were not heard, as far as is noted" in page
    assert "Hand over for signature" not in page
    assert page.count("Note the step") == 3


def test_each_reader_is_offered_the_steps_of_their_side(world: World, client: Client) -> None:
    offered = {"coordinator": 3, "cms_finance": 2, "aewa_secretary": 1, "auditor": 0}
    for who, forms in offered.items():
        page = seen(client, getattr(world.cast, who), "agreement", world.draft.pk)
        assert page.count("Note the step") == forms, who


def test_what_waits_shows_its_steps_and_offers_none(world: World, client: Client) -> None:
    page = seen(client, world.cast.cms_secretary, "agreement", world.agreement.pk)
    assert way(page)[1:6] == [
        "Staff consulted",
        "Approved by the Standing Committee of AEWA",
        "Approved by the Standing Committee of CMS",
        "Handed over for signature",
        "Waiting for AEWA",
    ]
    assert "The staff asked for a review in two years." in page
    assert "AEWA-StC/Doc.7" in page
    assert "Note the step" not in page
    assert "Correct it" not in page


def test_a_step_is_noted_corrected_and_taken_back(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    note = reverse("agreement_step_note", args=[world.draft.pk])
    asked = {"kind": "consultation", "date": "2017-09-04", "text": "No objection."}
    for _time in range(2):
        assert client.post(note, asked).status_code == 302
    (step,) = world.draft.steps.all()
    change = reverse("agreement_step_change", args=[world.draft.pk, step.pk])
    client.post(change, asked | {"text": "A review in a year.", "document": "Minutes"})
    step.refresh_from_db()
    assert (step.text, step.document) == ("A review in a year.", "Minutes")
    response = client.post(note, asked, follow=True)
    assert response.status_code == 422
    assert "This step is noted already" in response.content.decode()
    client.post(reverse("agreement_step_remove", args=[world.draft.pk, step.pk]))
    assert not world.draft.steps.exists()
    assert client.post(change, asked).status_code == 404


def test_what_is_wrong_with_a_step_stands_beside_its_field(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    note = reverse("agreement_step_note", args=[world.draft.pk])
    asked = {"kind": "approval", "committee": "CMS-StC", "text": "Kept text"}
    response = client.post(note, asked | {"date": "soon"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write the day as year-month-day" in page
    assert "Kept text" in page
    response = client.post(note, asked | {"date": "2999-01-01", "waived": "on", "document": "D"})
    page = response.content.decode()
    assert "This day lies ahead" in page
    assert "What was left out has no document" in page
    response = client.post(note, asked | {"date": "2017-01-01", "text": "a\x00b"})
    assert response.status_code == 422
    assert client.post(note, {"kind": "party"}).status_code == 422
    assert not world.draft.steps.exists()


def test_an_approval_is_noted_for_the_terms_on_the_page(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    page = client.get(reverse("agreement", args=[world.draft.pk])).content.decode()
    seen = terms_mark(world.draft)
    assert f'name="seen" value="{seen}"' in page
    note = reverse("agreement_step_note", args=[world.draft.pk])
    asked = {"kind": "approval", "committee": "CMS-StC", "date": "2017-09-04", "document": "D"}
    world.draft.shares.update(share_num=1, share_den=2)
    response = client.post(note, asked | {"seen": seen})
    assert response.status_code == 422
    page = response.content.decode()
    assert "read it again, then note what was approved" in page
    assert not world.draft.steps.exists()
    now = terms_mark(Agreement.objects.get(pk=world.draft.pk))
    assert f'name="seen" value="{now}"' in page, "the page shows the new terms"
    assert client.post(note, asked | {"seen": now}).status_code == 302


def test_the_other_side_is_not_spoken_for(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    note = reverse("agreement_step_note", args=[world.draft.pk])
    asked = {"kind": "approval", "date": "2017-09-04", "document": "D", "committee": "AEWA-StC"}
    assert client.post(note, asked).status_code == 403
    client.force_login(world.cast.cms_secretary)
    assert client.post(note, asked).status_code == 403
    heard = {"kind": "consultation", "date": "2017-09-04", "text": "x"}
    assert client.post(note, heard).status_code == 403


def test_it_ends_by_plain_forms_with_both_signatures(
    cast: Cast, agreed: Agreement, client: Client
) -> None:
    client.force_login(cast.cms_finance)
    end = reverse("agreement_end", args=[agreed.pk])
    response = client.post(end, {"last": "2013-01-01", "reason": "Enough."})
    assert response.status_code == 422
    assert "The agreement begins on 2014-01-01 only" in response.content.decode()
    client.post(end, {"last": "2027-06-30", "reason": "Both Secretariats merge."})
    ending = AgreementEnding.objects.get()
    page = seen(client, cast.auditor, "agreement", agreed.pk)
    assert "Its end waits for signatures" in way(page)
    assert "Sign for" not in page
    told = ""
    for person, side in ((cast.cms_secretary, "CMS"), (cast.aewa_secretary, "AEWA")):
        page = seen(client, person, "agreement", agreed.pk)
        assert "Shall this agreement end?" in page
        assert "From 1 July 2027 no agreement is in force then" in page
        assert page.count("btn--primary") == 1
        where = reverse("agreement_end_sign", args=[agreed.pk, ending.pk])
        asked = {"instrument": side, "digest": ending.digest, "decision": "signed"}
        told = client.post(where, asked, follow=True).content.decode()
    assert "Every side has signed: the agreement has its last day." in told
    agreed.refresh_from_db()
    assert agreed.end == dt.date(2027, 6, 30)
    page = seen(client, cast.auditor, "agreement", agreed.pk)
    assert "Ended by all sides, with nothing after it" in way(page)
    page = seen(client, cast.auditor, "agreements", query="?on=2027-07-01")
    assert "No agreement is in force on 1 July 2027" in page
    assert "The agreement before it was in force from 1 January 2014 to 30 June 2027" in page


def test_an_end_is_withdrawn_with_a_reason(cast: Cast, agreed: Agreement, client: Client) -> None:
    client.force_login(cast.coordinator)
    end = reverse("agreement_end", args=[agreed.pk])
    client.post(end, {"last": "2027-06-30", "reason": "Both Secretariats merge."})
    ending = AgreementEnding.objects.get()
    where = reverse("agreement_end_withdraw", args=[agreed.pk, ending.pk])
    response = client.post(where, {"reason": ""})
    assert response.status_code == 422
    assert "Say why you withdraw it" in response.content.decode()
    client.post(where, {"reason": "Not yet."})
    page = seen(client, cast.coordinator, "agreement", agreed.pk)
    assert "An end was proposed and withdrawn" in way(page)
    assert "Not yet." in page


def test_the_end_waits_on_the_dashboard(cast: Cast, agreed: Agreement, client: Client) -> None:
    client.force_login(cast.coordinator)
    end = reverse("agreement_end", args=[agreed.pk])
    client.post(end, {"last": "2027-06-30", "reason": "Both Secretariats merge."})
    page = seen(client, cast.aewa_secretary, "dashboard")
    assert "End of the cost-sharing agreement from 1 January 2014" in page


def test_how_a_key_came_about_stands_beside_it(
    cast: Cast, agreed: Agreement, client: Client
) -> None:
    client.force_login(cast.coordinator)
    note = reverse("agreement_step_note", args=[agreed.pk])
    client.post(note, {"kind": "memo", "date": "2014-01-06", "document": "Memo 1 of 2014"})
    Agreement.objects.filter(pk=agreed.pk).update(reason="As large as each can bear.")
    page = seen(client, cast.auditor, "agreements", query="?on=2017-05-01")
    assert "As large as each can bear." in page
    assert "6 January 2014: announced by memo, Memo 1 of 2014" in page
    assert "no budget of AEWA for 2017 is recorded" in page
    assert "It came from a unit file: it was signed elsewhere." in page


def test_budgets_of_zero_are_told_on_the_page(
    cast: Cast, agreed: Agreement, client: Client
) -> None:
    Agreement.objects.filter(pk=agreed.pk).update(basis="budget")
    AgreementShare.objects.update(share_num=None, share_den=None)
    for instrument in (cast.cms, cast.aewa):
        Budget.objects.create(
            unit=cast.unit, instrument=instrument, year=2017, amount=0, currency="EUR"
        )
    page = seen(client, cast.auditor, "agreements", query="?on=2017-05-01")
    assert "but its key cannot be told yet" in page
    assert "The budgets of AEWA, CMS for 2017 add up to 0" in page
    assert "no budget of" in seen(client, cast.auditor, "agreement", agreed.pk)
