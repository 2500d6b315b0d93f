"""The pages of inputs: read, changed, refused, by whom they concern."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from costsharing.models import Budget, Expenditure, StaffCost
from costsharing.queries.input_tables import TABLES
from secretariats.models import Change, Holiday, Post
from tests.web.secrets_planted import plant
from tests.web.test_pages import check
from tests.world import World

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

BUDGET = {"year": "2018", "instrument": "CMS", "currency": "EUR"}


@pytest.fixture
def budget(world: World) -> Budget:
    return Budget.objects.create(
        unit=world.cast.unit, instrument=world.cast.cms, year=2016, amount=Decimal("2400000.50"),
        currency="EUR",
    )  # fmt: skip


def table(name: str) -> str:
    return reverse("input_table", args=[name])


def row(name: str, pk: int) -> str:
    return reverse("input_edit", args=[name, pk])


def seen(client: Client, where: str) -> str:
    """Return the mark that the form of a row carries."""
    html = client.get(where).content.decode()
    return html.split('name="seen" value="')[1].split('"')[0]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_page_that_one_can_add_to(
    name: str, language: str, world: World, client: Client
) -> None:
    writer = world.cast.cms_finance
    if TABLES[name].offers(world.cast.coordinator, world.cast.unit):
        writer = world.cast.coordinator
    client.force_login(writer)
    changes = Change.objects.count()
    headers = {"accept-language": language}
    page = client.get(table(name), headers=headers).content.decode()
    check(page, language)
    assert reverse("input_new", args=[name]) in page
    form = client.get(reverse("input_new", args=[name]), headers=headers).content.decode()
    check(form, language)
    refused = client.post(reverse("input_new", args=[name]), {}, headers=headers)
    assert refused.status_code == 422
    check(refused.content.decode(), language)
    assert Change.objects.count() == changes


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "2,400,000.50", "2,400,000.50"),
        ("fr", "2 400 000,50", "2\N{NARROW NO-BREAK SPACE}400\N{NARROW NO-BREAK SPACE}000,50"),
        ("es", "2.400.000,50", "2\N{NARROW NO-BREAK SPACE}400\N{NARROW NO-BREAK SPACE}000,50"),
    ],
)
def test_an_amount_is_typed_and_shown_as_the_language_has_it(
    language: str, typed: str, shown: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    headers = {"accept-language": language}
    answer = client.post(
        reverse("input_new", args=["budgets"]), BUDGET | {"amount": typed}, headers=headers
    )
    assert answer.status_code == 302
    assert Budget.objects.get(year=2018).amount == Decimal("2400000.50")
    assert shown in client.get(table("budgets"), headers=headers).content.decode()


def test_what_may_be_two_amounts_is_asked_back_and_what_was_typed_stays(
    world: World, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    answer = client.post(reverse("input_new", args=["budgets"]), BUDGET | {"amount": "2,400"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "may be two numbers: write 2400, or 2.4000" in html
    assert 'value="2,400"' in html
    assert '<option value="CMS" selected' in html
    assert not Budget.objects.filter(year=2018).exists()


def test_a_change_is_told_with_before_and_after_and_who(
    world: World, budget: Budget, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    where = row("budgets", budget.pk)
    texts = {"year": "2016", "instrument": "CMS", "amount": "2500000", "currency": "EUR"}
    answer = client.post(where, texts | {"seen": seen(client, where)}, follow=True)
    assert "Stored: 2016 · CMS." in answer.content.decode()
    html = client.get(where).content.decode()
    assert "<del>2,400,000.50</del> → <ins>2,500,000.00</ins>" in html.replace("  ", " ")
    assert "Finn Finance of CMS" in html
    client.force_login(world.cast.auditor)
    audited = client.get(where).content.decode()
    assert "Finn Finance of CMS" in audited
    assert '<button class="btn btn--primary"' not in audited, "auditors change nothing"
    client.force_login(world.cast.aewa_secretary)
    read = client.get(where).content.decode()
    assert "2,500,000.00" in read
    assert "Finn" not in read, "who changed what is not for Executive Secretaries"


def test_the_second_of_two_is_told_and_sees_both_values(
    world: World, budget: Budget, client: Client
) -> None:
    client.force_login(world.cast.cms_finance)
    where = row("budgets", budget.pk)
    texts = {"year": "2016", "instrument": "CMS", "currency": "EUR", "seen": seen(client, where)}
    assert client.post(where, texts | {"amount": "111"}).status_code == 302
    answer = client.post(where, texts | {"amount": "222"})
    html = answer.content.decode()
    assert answer.status_code == 409
    check(html)
    assert "Somebody changed this row since you opened it" in html
    assert 'value="222"' in html
    assert "Stands there now: 111.00" in html
    budget.refresh_from_db()
    assert budget.amount == 111
    # Sent again from that page, one's own value is stored knowingly.
    again = texts | {"amount": "222", "seen": html.split('name="seen" value="')[1].split('"')[0]}
    assert client.post(where, again).status_code == 302
    budget.refresh_from_db()
    assert budget.amount == 222


def test_finance_changes_its_own_instrument_and_the_page_says_whose_it_is(
    world: World, budget: Budget, client: Client
) -> None:
    where = row("budgets", budget.pk)
    client.force_login(world.cast.aewa_finance)
    html = client.get(where).content.decode()
    assert "Changed by finance officers of the instrument itself." in html
    assert '<form method="post" action="/inputs' not in html
    refused = client.post(where, BUDGET | {"amount": "1", "seen": "x"})
    assert refused.status_code == 403
    answer = client.post(reverse("input_new", args=["budgets"]), BUDGET | {"amount": "1"})
    assert answer.status_code == 403
    assert "finance officers of the instrument itself" in answer.content.decode()
    assert client.post(reverse("input_remove", args=["budgets", budget.pk])).status_code == 403
    assert Budget.objects.get(pk=budget.pk).amount == Decimal("2400000.50")


def test_what_rests_on_a_row_keeps_it(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    post = Post.objects.get(code="P-01")
    where = row("posts", post.pk)
    answer = client.post(
        reverse("input_remove", args=["posts", post.pk]), {"seen": seen(client, where)}
    )
    assert answer.status_code == 422
    assert "Other records rest on this row: assignments. It stays." in answer.content.decode()
    holiday = Holiday.objects.create(unit=world.cast.unit, date=dt.date(2017, 1, 1), name="New")
    where = row("holidays", holiday.pk)
    mark = seen(client, where)
    gone = reverse("input_remove", args=["holidays", holiday.pk])
    assert client.post(gone, {"seen": mark}).status_code == 302
    assert not Holiday.objects.exists()


def test_a_post_shows_its_grades_and_the_people_on_it_to_those_who_may_know(
    world: World, client: Client
) -> None:
    where = row("posts", Post.objects.get(code="P-01").pk)
    client.force_login(world.cast.coordinator)
    html = client.get(where).content.decode()
    assert "Ada Staff" in html
    assert f"{reverse('input_new', args=['post-grades'])}?unit=IMCA&amp;post=P-01" in html
    added = client.get(reverse("input_new", args=["post-grades"]), {"post": "P-01"})
    assert '<option value="P-01" selected' in added.content.decode()
    client.force_login(world.cast.cms_secretary)
    html = client.get(where).content.decode()
    assert "Grades of posts" in html
    assert "Ada" not in html


def test_a_row_names_the_runs_of_its_days(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    inside = Holiday.objects.create(unit=world.cast.unit, date=dt.date(2017, 2, 1), name="In")
    outside = Holiday.objects.create(unit=world.cast.unit, date=dt.date(2018, 2, 1), name="Out")
    link = reverse("valuation", args=[world.run.pk])
    assert link in client.get(row("holidays", inside.pk)).content.decode()
    html = client.get(row("holidays", outside.pk)).content.decode()
    assert link not in html
    assert "No run rests on these days yet." in html


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("coordinator", "staff-costs"), ("coordinator", "contracts"),
        ("cms_secretary", "staff-costs"), ("cms_secretary", "contracts"),
        ("cms_secretary", "assignments"), ("ada", "budgets"), ("cms_member", "budgets"),
        ("administrator", "posts"),
    ],
)  # fmt: skip
def test_pay_and_people_are_closed_to_those_they_do_not_concern(
    who: str, name: str, world: World, client: Client
) -> None:
    client.force_login(getattr(world.cast, who))
    assert client.get(table(name)).status_code == 403
    assert client.get(f"/api/v1/inputs/{name}/").status_code == 403
    if who != "ada" and who != "cms_member" and who != "administrator":
        assert table(name) not in client.get(reverse("inputs")).content.decode()


def test_a_person_s_own_line_of_pay_is_no_way_into_the_table(world: World, client: Client) -> None:
    line = StaffCost.objects.create(
        unit=world.cast.unit, person=world.cast.ada, month=dt.date(2017, 1, 1), amount=1,
        currency="EUR",
    )  # fmt: skip
    own = world.cast.ada.assignments.get()
    client.force_login(world.cast.ada)
    assert client.get(row("staff-costs", line.pk)).status_code == 403
    assert client.get(row("assignments", own.pk)).status_code == 403
    client.force_login(world.cast.stranger)
    assert client.get(row("staff-costs", line.pk)).status_code == 404
    assert client.get(row("assignments", own.pk)).status_code == 404
    assert client.get(table("posts"), {"unit": "IMCA"}).status_code == 404


def test_what_is_missing_for_a_period_is_named_to_those_who_value_it(
    world: World, client: Client
) -> None:
    plant(world)
    asked = {"unit": "IMCA", "start": "2017-01-01", "end": "2017-03-31", "method": "standard"}
    client.force_login(world.cast.coordinator)
    assert "Nothing is missing" in client.get(reverse("inputs"), asked).content.decode()
    TABLES["standard-costs"].model.objects.all().delete()
    html = client.get(reverse("inputs"), asked).content.decode()
    check(html)
    assert "quillfeather, 2017-01-02: no standard cost of grade P2 for 2017" in html
    for wrong in ({"start": ""}, {"end": "2016-01-01"}, {"method": "actual", "end": "2017-03-30"}):
        answer = client.get(reverse("inputs"), asked | wrong)
        assert answer.status_code == 422
    client.force_login(world.cast.cms_secretary)
    html = client.get(reverse("inputs"), asked).content.decode()
    assert "quillfeather" not in html
    assert "Can a period be valued?" not in html


def test_a_list_is_paged_sorted_and_asks_as_often_however_long(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.coordinator)
    table_ = table("expenditure")
    rows = [
        Expenditure(
            unit=world.cast.unit, date=dt.date(2017, 1, 1), amount=number, currency="EUR",
            paid_by=world.cast.cms,
        )
        for number in range(60)
    ]  # fmt: skip
    rows[0].save()
    with django_assert_num_queries(10):
        client.get(table_, {"order": "-amount"})
    Expenditure.objects.bulk_create(rows[1:])
    with django_assert_num_queries(10):
        html = client.get(table_, {"order": "-amount"}).content.decode()
    assert "Page 1 of 2" in html
    assert html.index("59.00") < html.index("58.00")
    assert 'aria-sort="descending"' in html
    none = client.get(table("expenditure"), {"paid_by": "AEWA"}).content.decode()
    assert "No row is like that." in none


@pytest.mark.parametrize("name", ["no-such", "agreements"])
def test_there_is_no_table_of_another_name(name: str, world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    assert client.get(table(name)).status_code == 404
    assert client.get(f"/api/v1/inputs/{name}/").status_code == 404
