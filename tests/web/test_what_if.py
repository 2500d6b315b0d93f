"""The pages of runs under other terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from costsharing.models import Scenario, ValuationRun
from secretariats.models import Person, Role
from tests.db.costsharing.test_what_if import counts, example, somebody
from tests.db.costsharing.valued_units import run_of, store
from tests.unit.reporting.reports import readable
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

WHERE = "/what-if/"


@pytest.fixture
def run(db: None) -> ValuationRun:
    return run_of(store(example()))


@pytest.fixture
def fina(run: ValuationRun, client: Client) -> Person:
    person = somebody(run, "finance")
    client.force_login(person)
    return person


def html(client: Client, status: int = 200, where: str = WHERE, **query: str) -> str:
    answer = client.get(where, query)
    assert answer.status_code == status
    found: str = answer.content.decode()
    check(found)
    return found


def page(client: Client, status: int = 200, where: str = WHERE, **query: str) -> str:
    return readable(html(client, status, where, **query)).replace("\N{NO-BREAK SPACE}", " ")


def test_the_newest_run_is_there_to_be_tried(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    text = page(client)
    assert "Nothing is different yet." in text
    assert "today 2/3" in text
    assert "Keep this scenario" not in text


def test_what_would_change_is_said_shown_and_not_stored(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    page(client)
    before = counts()
    # The parties by code: AEWA, CMS.
    text = page(client, share_0="1/2", share_1="1/2")
    assert (
        "CMS would fund EUR 190.66, EUR 63.56 less than today. It would receive services worth "
        "EUR " in text
    )
    assert "AEWA would fund EUR 190.67, EUR 63.56 more than today." in text
    assert "coverage too low to tell" in text
    assert "The key gives one half to AEWA and one half to CMS." in text
    assert "CMS would pay" not in text
    assert "AEWA would pay CMS EUR 50.00." in text
    for label in ("Lowest value received", "Highest value received", "Money: due", "Coverage:"):
        assert label in text
    assert counts() == before


def test_an_instrument_joins_and_another_leaves(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    text = page(
        client, add="EUROBATS", add_share="1/4", add_joint="on", leaves_0="on", work="dropped"
    )
    assert "EUROBATS joins the agreement with 1/4; the others keep their proportions." in text
    assert "All joint work is for EUROBATS too." in text
    assert "AEWA would fund EUR 0.00" in text
    assert "EUROBATS would fund EUR 78.67, EUR 78.67 more than today." in text
    assert "EUROBATS, what if" in text


def test_an_address_is_short_and_leads_to_the_same(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    answer = client.get(WHERE, {"run": str(run.pk), "costs": "+5", "joint": "", "share_0": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"{WHERE}?run={run.pk}&costs=%2B5")
    part = client.get(
        WHERE, {"costs": "+5", "joint": ""}, headers={"HX-Request": "true", "HX-Target": "result"}
    )
    assert part["HX-Push-Url"] == f"{WHERE}?costs=%2B5"
    assert "Every hourly cost changes by +5" in readable(part.content.decode())
    wrong = client.get(WHERE, {"costs": "x"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 200, "else the browser would show nothing"


WRONG: dict[str, tuple[dict[str, str], list[str]]] = {
    "fractions": (
        {"share_0": "333/1000", "share_1": "666/1000"},
        ["The fractions add up to 999/1000, not to 1."],
    ),
    "a decimal": ({"share_0": "0.5", "share_1": "1/2"}, ["AEWA, Fraction: Write a fraction"]),
    "numbers": (
        {"costs": "five", "support": "x", "budget_0": "1e3", "annual_0": "y", "hours_0": "1"},
        ["All hourly costs, percent: Write a percentage", "Support rate: Write a fraction",
         "AEWA, Budget: Write an amount", "G5, Annual cost: Write an amount"],
    ),
    "half a grade": ({"annual_0": "1"}, ["Write an amount such as 160000.00."]),
    "nobody is left": ({"leaves_0": "on", "leaves_1": "on"}, ["Nobody would be left"]),
    "no budgets": ({"basis": "budget"}, ["No budget of AEWA for 2017 is recorded"]),
    "a choice that is none": ({"joint": "fair", "from": "2017-01-15"}, ["Select a valid choice"]),
    "a code that is none": ({"add": "\0", "add_share": "1/2"}, ["Null characters"]),
    "no share": ({"add": "EUROBATS"}, ["Say the share of EUROBATS"]),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    what: str, run: ValuationRun, fina: Person, client: Client
) -> None:
    query, expected = WRONG[what]
    found = html(client, 422, **query)
    text = readable(found).replace("\N{NO-BREAK SPACE}", " ")
    assert "what you typed is kept" in text
    for line in expected:
        assert line in text
    for name, typed in query.items():
        if name in {"costs", "support", "annual_0", "share_0"}:
            assert f'value="{typed}"' in found


def test_single_costs_are_for_finance_and_auditors(run: ValuationRun, client: Client) -> None:
    for kind, opens in (("finance", True), ("auditor", True), ("executive_secretary", False)):
        client.force_login(somebody(run, kind))
        found = html(client)
        assert ("annual_0" in found) is opens
        assert ('name="fees"' in found) is opens
        # Asked for all the same, what may not be seen is left alone.
        client.get(WHERE, {"fees": "+5"})
        assert ("Fees of contracts change" in page(client, fees="+5")) is opens


def keep(client: Client, run: ValuationRun, name: str, key: str = "k", query: str = "") -> Any:
    where = f"{WHERE}?run={run.pk}&{query or 'costs=%2B5'}"
    return client.post(where, {"name": name, "key": key})


def test_a_scenario_is_kept_shown_and_thrown_away(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    first, second = keep(client, run, "Dearer"), keep(client, run, "Dearer")
    kept = Scenario.objects.get()
    where = reverse("scenario", args=[kept.pk])
    assert first["Location"] == second["Location"] == where
    text = page(client, where=where)
    assert "Every hourly cost changes by +5 %." in text
    assert "Kept by" in text
    assert "Throw this scenario away" in text
    again = f"{WHERE}?run={run.pk}&costs=%2B5%25"
    assert f'href="{again.replace("&", "&amp;")}"' in html(client, where=where)
    assert client.get(again).status_code == 200
    assert "Dearer" in page(client)
    client.force_login(somebody(run, "executive_secretary"))
    assert "Throw this scenario away" not in page(client, where=where)
    discard = reverse("scenario_discard", args=[kept.pk])
    assert client.post(discard).status_code == 403
    client.force_login(fina)
    assert client.post(discard)["Location"] == f"{WHERE}?run={run.pk}"
    assert not Scenario.objects.exists()


def test_everything_of_a_scenario_can_be_tried_again(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    query = (
        "share_1=1/2&add=EUROBATS&add_share=1/2&add_joint=on&leaves_0=on&work=dropped&joint=equal"
        "&overhead=none&support=13/100&fees=-1&expenditure=%2B10&annual_0=82500.00&hours_0=1650"
    )
    where = keep(client, run, "All of it", query=query)["Location"]
    kept = Scenario.objects.get()
    again = client.get(where).context["again"]
    found = client.get(again)
    assert found.status_code == 200
    assert found.context["beside"].changes == kept.changes
    assert found.context["beside"].results == kept.results


def test_a_scenario_is_not_kept_without_a_name_or_a_difference(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    before = counts()
    answer = keep(client, run, " ")
    assert answer.status_code == 422
    check(answer.content.decode())
    assert "Give it a name." in readable(answer.content.decode())
    assert keep(client, run, "Nothing", query="costs=0").status_code == 422
    assert keep(client, run, "Wrong", query="costs=x").status_code == 422
    assert counts() == before
    client.force_login(somebody(run, "auditor"))
    assert keep(client, run, "Mine").status_code == 403


def test_what_opens_costs_is_hidden_from_others(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    where = keep(client, run, "Consultants", query="fees=5")["Location"]
    client.force_login(somebody(run, "coordinator"))
    assert client.get(where).status_code == 403
    assert "Consultants" not in page(client)


def test_the_way_leads_here_from_the_run(run: ValuationRun, fina: Person, client: Client) -> None:
    for where in (reverse("valuation", args=[run.pk]), reverse("dashboard")):
        assert f"/what-if/?run={run.pk}" in client.get(where).content.decode()


def test_a_run_that_cannot_be_read_is_told(
    run: ValuationRun, fina: Person, client: Client
) -> None:
    old = ValuationRun.objects.create(
        unit=run.unit, start=run.start, end=run.end, method="actual", digest="sha256:old",
        snapshot="{}", results=run.results,
    )  # fmt: skip
    assert "The inputs of this run cannot be read" in page(client, 422, run=str(old.pk))
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.get(WHERE, {"run": wrong}).status_code == 404
    assert client.get(WHERE, {"unit": "OTHER"}).status_code == 404


def test_without_a_run_the_page_says_what_to_do(db: None, client: Client) -> None:
    unit = store(example())
    person = Person.objects.create_user("cleo", None)
    unit.people.add(person)
    Role.objects.create(unit=unit, person=person, role="coordinator", start="2014-01-01")
    client.force_login(person)
    assert "There is no run yet." in page(client)


def test_the_page_asks_as_often_whatever_is_kept(
    run: ValuationRun,
    fina: Person,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    query = {"run": str(run.pk), "costs": "+5"}
    client.get(WHERE, query)
    with django_assert_num_queries(11):
        client.get(WHERE, query)
    for number in range(5):
        Scenario.objects.create(run=run, name=str(number), changes={}, results=run.results)
    with django_assert_num_queries(11):
        client.get(WHERE, query)
