"""The pages of statements: worked out, prepared, confirmed by each side; without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from costsharing.models import MeasuredLimitations, Statement, ValuationRun
from tests.db.costsharing.agreements import in_force
from tests.db.costsharing.statements import MARCH, both, confirm, final, prepared, spend
from tests.world import END, START, make_run

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.cast import Cast


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """The cast with a key of 2/3 and 1/3, and money spent in the first quarter."""
    in_force(cast)
    spend(cast, "2017-02-01", "3000.00")
    return cast


def text(html: bytes) -> str:
    return re.sub(r"\s+", " ", html.decode())


def seen(client: Client, person: Person, name: str, *args: object, query: str = "") -> str:
    client.force_login(person)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return text(response.content)


def sent(client: Client, person: Person, name: str, *args: object, **form: str) -> tuple[int, str]:
    client.force_login(person)
    response = client.post(reverse(name, args=args), form, follow=True)
    return response.status_code, text(response.content)


def test_from_working_it_out_to_final(agreed: Cast, client: Client) -> None:
    html = seen(client, agreed.cms_finance, "statement_new", query="?unit=IMCA&to=2017-03-31")
    assert "<strong>AEWA</strong> pays <strong" in html
    assert "EUR 1,000.00" in html
    assert "Not stored yet" in html
    assert not Statement.objects.exists()
    status, html = sent(client, agreed.cms_finance, "statement_new", end="2017-03-31")
    assert status == 200
    assert "Your confirmation for CMS" in html
    row = Statement.objects.get()
    asked = {"digest": row.digest, "decision": "signed"}
    for person, side, told in (
        (agreed.cms_finance, "CMS", "The other side is still waited for"),
        (agreed.aewa_finance, "AEWA", "the statement is final"),
    ):
        status, html = sent(client, person, "statement_confirm", row.pk, instrument=side, **asked)
        assert (status, told in html) == (200, True)
    assert "IMCA/2017/1" in html
    assert "A worker makes the documents now" in html
    assert "IMCA/2017/1" in seen(client, agreed.auditor, "statements")


def test_readers_see_the_figures_and_cannot_decide(agreed: Cast, client: Client) -> None:
    row = prepared(agreed)
    for person in (agreed.coordinator, agreed.cms_secretary, agreed.auditor):
        html = seen(client, person, "statement", row.pk)
        assert "Who pays whom, once every side has confirmed?" in html
        assert "Confirm for" not in html
        assert "Withdraw it" not in html
        status, _ = sent(client, person, "statement_withdraw", row.pk, reason="No.")
        assert status == 403


def test_what_waits_stands_on_the_start_page_of_its_finance_officer(
    agreed: Cast, client: Client
) -> None:
    row = prepared(agreed)
    confirm(row, agreed.cms_finance, agreed.cms)
    assert "Statement to confirm for AEWA" in seen(client, agreed.aewa_finance, "start")
    assert "waits for your confirmation for AEWA" in seen(
        client, agreed.aewa_finance, "statements"
    )
    assert "Statement to confirm" not in seen(client, agreed.cms_finance, "start")


def test_changed_inputs_are_told_and_it_can_be_prepared_again(
    agreed: Cast, client: Client
) -> None:
    row = prepared(agreed)
    spend(agreed, "2017-03-01", "30.00", paid_by=agreed.aewa)
    html = seen(client, agreed.cms_finance, "statement", row.pk)
    assert "can no longer be confirmed" in html
    assert "Prepare it again" in html
    assert "Confirm for CMS" not in html
    status, html = sent(
        client, agreed.cms_finance, "statement_confirm", row.pk,
        instrument="CMS", digest=row.digest, decision="signed",
    )  # fmt: skip
    assert status == 422
    assert "Prepare it again; both sides then confirm" in html
    sent(client, agreed.cms_finance, "statement_new", end="2017-03-31")
    assert Statement.objects.get(state="waiting") != row


def test_the_page_of_a_final_one_says_what_changed_since(agreed: Cast, client: Client) -> None:
    row = final(agreed)
    assert "changed since it became final" not in seen(client, agreed.auditor, "statement", row.pk)
    line = agreed.unit.expenditures.get()
    line.amount = 2970
    line.save()
    html = seen(client, agreed.auditor, "statement", row.pk)
    assert "falls into the next one" in html
    assert "Due from AEWA since 1 January: EUR −10.00" in html
    assert "EUR 3,000.00" in html
    assert "EUR 2,970.00" in html
    agreed.unit.agreements.update(start="2018-01-01")
    assert "no agreement is in force" in seen(client, agreed.auditor, "statement", row.pk)


def test_refused_with_a_reason_only(agreed: Cast, client: Client) -> None:
    row = prepared(agreed)
    asked = {"instrument": "AEWA", "digest": row.digest, "decision": "refused"}
    status, html = sent(client, agreed.aewa_finance, "statement_confirm", row.pk, **asked)
    assert (status, "Say why you refuse" in html) == (422, True)
    status, html = sent(
        client, agreed.aewa_finance, "statement_confirm", row.pk, reason="Too much.", **asked
    )
    assert (status, "Too much." in html, "It was refused" in html) == (200, True, True)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2017-03-30", "whole months"),
        ("9999-12-31", "not over"),
        ("soon", "year-month-day"),
        ("", "Choose a day"),
        ("2017-03-31\x00", "year-month-day"),
    ],
    ids=["part of a month", "far away", "no day", "nothing", "nul"],
)
def test_a_day_that_is_no_end_is_told(agreed: Cast, client: Client, day: str, told: str) -> None:
    client.force_login(agreed.cms_finance)
    for response in (
        client.get(reverse("statement_new"), {"unit": "IMCA", "to": day}),
        client.post(reverse("statement_new"), {"end": day}),
    ):
        assert response.status_code == 422
        assert told in text(response.content)
    assert not Statement.objects.exists()


def test_the_list_asks_what_it_is_told(agreed: Cast, client: Client) -> None:
    final(agreed)
    assert "IMCA/2017/1" in seen(client, agreed.auditor, "statements", query="?year=2017")
    for query in ("?year=2016", "?state=waiting"):
        assert "No statement is like that" in seen(
            client, agreed.auditor, "statements", query=query
        )


def test_a_draft_is_given_at_once_and_a_final_one_when_it_is_made(
    agreed: Cast, client: Client
) -> None:
    row = prepared(agreed)
    client.force_login(agreed.auditor)
    where = reverse("statement_file", args=[row.pk, "fr", "xlsx"])
    answer = client.get(where)
    assert answer.status_code == 200
    assert "IMCA-2017-01-01-2017-03-31-draft-fr.xlsx" in answer.headers["Content-Disposition"]
    assert client.get(reverse("statement_file", args=[row.pk, "de", "pdf"])).status_code == 404
    assert client.get(reverse("statement_file", args=[row.pk, "en", "exe"])).status_code == 404
    both(agreed, row)
    assert client.get(where).status_code == 404


def test_the_value_of_the_work_stands_apart_with_its_range_and_coverage(
    agreed: Cast, client: Client
) -> None:
    row = prepared(agreed, MARCH)
    assert "never settled in money" not in seen(client, agreed.auditor, "statement", row.pk)
    make_run(agreed)
    assert ValuationRun.objects.get().start == START
    html = seen(client, agreed.auditor, "statement", row.pk)
    assert "never settled in money" in html
    assert "until then no value is shown" in html
    assert "Share by key" not in html
    figures = {"coverage": "9/10"}
    MeasuredLimitations.objects.create(
        unit=agreed.unit, start=START, end=END, measured=timezone.now(), figures=figures
    )
    html = seen(client, agreed.auditor, "statement", row.pk)
    assert "Coverage: 90.0" in html
    assert "Share by key" in html
