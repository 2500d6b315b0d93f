"""The pages of proposed changes of inputs, of files and of their history."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from costsharing.models import Budget, ExchangeRate, InputProposal
from secretariats.models import Role
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.world import World

BUDGETS = b"year,instrument,amount,currency\n2031,CMS,5,EUR\n"
RATE = {"currency": "EUR", "start": "2017-01-01", "per_usd": "0.956", "why": "UN rate of January"}


def proposal_page(world: World) -> str:
    return reverse("input_proposal", args=[world.proposal.pk])


def upload(client: Client, table: str, data: bytes, name: str = "file.csv") -> str:
    where = reverse("input_upload", args=[table])
    answer = client.post(where, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    found: str = answer["Location"]
    return found


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_each_page_is_whole_in_every_language(language: str, world: World, client: Client) -> None:
    headers = {"accept-language": language}
    client.force_login(world.cast.aewa_finance)
    where = upload(client, "expenditure", b"date,amount,currency,paid_by\nx,1,EUR,AEWA\n")
    for page in (
        reverse("inputs"),
        reverse("input_proposals"),
        proposal_page(world),
        where,
        reverse("input_upload", args=["exchange-rates"]),
        reverse("input_history", args=["exchange-rates"]),
        reverse("input_new", args=["exchange-rates"]),
    ):
        answer = client.get(page, headers=headers)
        assert answer.status_code == 200
        check(answer.content.decode(), language)


def test_a_shared_row_is_proposed_and_the_other_side_finds_it_and_agrees(
    world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    new = reverse("input_new", args=["exchange-rates"])
    html = client.get(new).content.decode()
    assert "These rows are shared with AEWA" in html
    assert "Propose it" in html
    answer = client.post(new, RATE, follow=True)
    html = answer.content.decode()
    check(html)
    assert "It comes into force once the other side has agreed" in html
    assert "UN rate of January" in html
    assert "You proposed this" in html
    assert "Agree for" not in html
    assert not ExchangeRate.objects.exists()
    row = InputProposal.objects.latest("pk")
    client.force_login(world.cast.aewa_finance)
    where = reverse("input_proposal", args=[row.pk])
    assert "2 changes wait for your agreement" in client.get(reverse("inputs")).content.decode()
    assert where in client.get(reverse("start")).content.decode()
    html = client.get(where).content.decode()
    assert "Do you agree for AEWA?" in html
    body = {"instrument": "AEWA", "digest": row.digest, "decision": "signed"}
    done = client.post(reverse("input_decide", args=[row.pk]), body, follow=True)
    html = done.content.decode()
    check(html)
    assert "All lines are in force" in html
    assert ExchangeRate.objects.get().per_usd == Decimal("0.956")
    html = client.get(reverse("input_history", args=["exchange-rates"])).content.decode()
    check(html)
    assert "Fay Finance of AEWA" in html
    assert "proposal of Finn Finance of CMS" in html
    assert "UN rate of January" in html


def test_a_refusal_asks_for_its_reason_and_the_proposer_reads_it(
    world: World, client: Client
) -> None:
    client.force_login(world.cast.aewa_finance)
    where = reverse("input_decide", args=[world.proposal.pk])
    body = {"instrument": "AEWA", "digest": world.proposal.digest, "decision": "refused"}
    answer = client.post(where, body)
    assert answer.status_code == 422
    check(answer.content.decode())
    assert "Say why you refuse" in answer.content.decode()
    client.post(where, body | {"reason": "Not the UN rate"})
    client.force_login(world.cast.cms_finance)
    html = client.get(proposal_page(world)).content.decode()
    assert "Not the UN rate" in html
    assert "Refused for AEWA" in html


def test_the_proposing_side_withdraws(world: World, client: Client) -> None:
    client.force_login(world.cast.aewa_finance)
    where = reverse("input_withdraw", args=[world.proposal.pk])
    assert client.post(where).status_code == 403
    client.force_login(world.cast.cms_finance)
    html = client.post(where, {"reason": "typed wrongly"}, follow=True).content.decode()
    check(html)
    assert "Withdrawn" in html


def test_a_proposal_whose_row_changed_says_so_and_cannot_be_agreed_to(
    world: World, client: Client
) -> None:
    rate = ExchangeRate.objects.create(
        unit=world.cast.unit, currency="EUR", start=dt.date(2017, 1, 1), per_usd=1
    )
    client.force_login(world.cast.cms_finance)
    where = reverse("input_edit", args=["exchange-rates", rate.pk])
    mark = client.get(where).content.decode().split('name="seen" value="')[1].split('"')[0]
    client.post(where, RATE | {"seen": mark})
    row = InputProposal.objects.latest("pk")
    ExchangeRate.objects.update(per_usd=2)
    client.force_login(world.cast.aewa_finance)
    html = client.get(reverse("input_proposal", args=[row.pk])).content.decode()
    check(html)
    assert "1 row changed since this was proposed" in html
    assert "Agree for AEWA" not in html
    body = {"instrument": "AEWA", "digest": row.digest, "decision": "signed"}
    answer = client.post(reverse("input_decide", args=[row.pk]), body)
    assert answer.status_code == 422
    assert "withdraws it and proposes it again" in answer.content.decode()


def test_a_side_without_finance_is_named_with_whom_to_ask(world: World, client: Client) -> None:
    Role.objects.filter(person=world.cast.aewa_finance).delete()
    client.force_login(world.cast.cms_finance)
    for where in (proposal_page(world), reverse("input_new", args=["exchange-rates"])):
        html = client.get(where).content.decode()
        assert "Nobody is finance officer of AEWA here today" in html
        assert "ask the administrator to give the role" in html


def test_a_file_is_looked_at_row_by_row_and_confirmed_once(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    where = upload(client, "budgets", BUDGETS, "budgets.csv")
    html = client.get(where).content.decode()
    check(html)
    assert "Shall these lines be stored?" in html
    assert "budgets.csv" in html
    assert not Budget.objects.exists()
    confirm = f"{where}confirm/"
    html = client.post(confirm, {"do": "store"}, follow=True).content.decode()
    check(html)
    assert "Stored: all lines of the file" in html
    assert client.post(confirm, {"do": "store"}).status_code == 302
    assert Budget.objects.get().amount == 5
    again = client.get(upload(client, "budgets", BUDGETS)).content.decode()
    check(again)
    assert "All of it is there already" in again
    assert 'value="store"' not in again


def test_a_file_with_wrong_rows_names_them_and_has_nothing_to_confirm(
    world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    where = upload(client, "budgets", BUDGETS + b"2032,AEWA,1,EUR\n2033,CMS,x,EUR\n")
    html = client.get(where).content.decode()
    check(html)
    assert "What is wrong with these rows?" in html
    assert "is not a number" in html
    assert 'value="store"' not in html
    assert client.post(f"{where}confirm/", {"do": "store"}).status_code == 422
    assert client.post(f"{where}confirm/", {"do": "drop"}).status_code == 302
    assert client.get(where).status_code == 404


def test_a_file_of_rates_with_a_gap_warns_of_its_days(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    months = ("01", "02", "04", "05", "06", "07")
    data = "currency,start,per_usd\n" + "".join(f"EUR,2017-{one}-01,0.9\n" for one in months)
    where = upload(client, "exchange-rates", data.encode())
    html = client.get(where).content.decode()
    check(html)
    assert "Look at these days before it comes into force" in html
    assert "between 1 March 2017 and 31 March 2017" in html
    assert "Propose it" in html


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "no workbook"),
        (b"a,b\n1,2\n", "is missing"),
        (b"x" * (2 * 1024**2 + 1), "larger than 2 MB"),
    ],
    ids=["empty", "broken", "columns", "large"],
)
def test_what_is_no_such_file_is_said_where_it_was_chosen(
    data: bytes, words: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    where = reverse("input_upload", args=["budgets"])
    answer = client.post(where, {"file": SimpleUploadedFile("x.csv", data)})
    assert answer.status_code == 422
    check(answer.content.decode())
    assert words in answer.content.decode()
    assert client.post(where).status_code == 422


def test_a_file_that_was_looked_at_is_its_bringer_s_alone(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    where = upload(client, "budgets", BUDGETS)
    for who in ("aewa_finance", "auditor", "coordinator", "stranger"):
        client.force_login(getattr(world.cast, who))
        assert client.get(where).status_code == 404
        assert client.post(f"{where}confirm/", {"do": "store"}).status_code == 404
    client.force_login(world.cast.auditor)
    assert where not in client.get(reverse("input_proposals")).content.decode()
    # Without the role it is closed to the bringer as well.
    Role.objects.filter(person=world.cast.cms_finance).delete()
    client.force_login(world.cast.cms_finance)
    assert client.get(where).status_code == 404


def test_the_coordinator_brings_what_is_theirs(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    where = upload(client, "holidays", b"date,name\n2031-12-25,Christmas\n")
    assert "Christmas" in client.get(where).content.decode()
    assert client.post(f"{where}confirm/", {"do": "store"}).status_code == 302
    assert "Christmas" in client.get(where).content.decode()


def test_a_table_is_taken_along_as_csv_and_workbook(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_secretary)
    where = reverse("input_download", args=["posts"])
    csv = client.get(where)
    assert csv["Content-Disposition"] == 'attachment; filename="IMCA-posts.csv"'
    assert csv.content.decode("utf-8-sig").startswith("id,code,title")
    assert client.get(where, {"form": "xlsx"}).content.startswith(b"PK")
    assert client.get(where, {"form": "pdf"}).status_code == 404
    assert client.get(reverse("input_download", args=["staff-costs"])).status_code == 403


def test_pages_ask_as_often_however_many_lines_there_are(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.cms_finance)

    def look(count: int) -> None:
        rows = "".join(f"{2040 + number},CMS,5,EUR\n" for number in range(count))
        where = upload(client, "budgets", BUDGETS + rows.encode())
        with django_assert_num_queries(6):
            client.get(where)
        client.post(f"{where}confirm/", {"do": "store"})
        with django_assert_num_queries(8):
            client.get(reverse("input_history", args=["budgets"]))

    look(1)
    look(40)
