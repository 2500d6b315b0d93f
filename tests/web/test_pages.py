"""What every page owes its reader: a title, a landmark, a language, and nothing inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reporting.models import Report
from secretariats.models import Job, Person, Unit
from tests.world import World, make_run

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

PAGES = ["start", "valuations", "new_valuation", "valuation", "reports", "job", "api_docs"]


class Page(HTMLParser):
    """What is looked for in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what begins here."""
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.tags if name == tag]


def where(name: str, world: World) -> str:
    rows: dict[str, Any] = {"valuation": world.run, "job": world.job}
    return reverse(name, args=[rows[name].pk] if name in rows else [])


def check(html: str, language: str = "en") -> None:
    """Hold a page to what every page owes."""
    page = Page(html)
    assert page.all("html") == [{"lang": language}]
    assert re.search(r"<title>\s*\S.*·\s*\S.*</title>", html, re.DOTALL)
    assert len(page.all("main")) == 1
    assert len(page.all("h1")) == 1
    assert page.all("a")[0]["href"] == "#main", "the first stop of the keyboard skips the head"
    assert not page.all("style")
    assert not [tag for tag, attributes in page.tags if "style" in attributes]
    assert not [
        tag for tag, attributes in page.tags if any(name.startswith("on") for name in attributes)
    ]
    assert all(script.get("src") for script in page.all("script"))
    targets = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len(targets) == len(set(targets)), "an identity stands once"
    fields = {label.get("for") for label in page.all("label")}
    for control in [*page.all("input"), *page.all("select")]:
        assert control.get("type") == "hidden" or control.get("id") in fields


def check_policy(policy: str) -> None:
    """Hold the browser's rules to those of the site."""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in policy


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_what_every_page_owes(name: str, language: str, world: World) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(world.cast.coordinator)
    response = client.get(where(name, world))
    assert response.status_code == 200
    check(response.content.decode(), language)
    check_policy(response.headers["Content-Security-Policy"])


def test_pages_without_anything_yet_say_what_to_do(cast: Any, client: Client) -> None:
    client.force_login(cast.coordinator)
    for name, said in [
        ("start", "No period was valued yet"),
        ("valuations", "No period was valued yet"),
        ("reports", "No report was drafted yet"),
    ]:
        html = client.get(reverse(name)).content.decode()
        check(html)
        assert said in html


def test_errors_are_pages_too(world: World, client: Client) -> None:
    html = client.get("/no/such/page").content.decode()
    check(html)
    client.force_login(world.cast.ada)
    denied = client.get(where("valuation", world))
    assert denied.status_code == 403
    check(denied.content.decode())
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(reverse("login"), {"username": "ada"})
    assert refused.status_code == 403
    check(refused.content.decode())
    assert "open too long" in refused.content.decode()


def test_a_failure_of_the_site_is_a_page_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("reporting.web.reports.documents_published", fail)
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.coordinator)
    response = client.get(reverse("reports"))
    assert response.status_code == 500
    check(response.content.decode())


def test_the_banner_stands_wherever_the_unit_is_invented(world: World, client: Client) -> None:
    banner = "all people, hours and amounts are synthetic"
    client.force_login(world.cast.auditor)
    assert banner in client.get(where("valuation", world)).content.decode()
    client.force_login(world.cast.stranger)
    assert banner not in client.get(reverse("start")).content.decode()
    client.logout()
    assert banner not in client.get(reverse("login")).content.decode(), "one unit here is real"
    Unit.objects.filter(code="OTHER").update(synthetic=True)
    assert banner in client.get(reverse("login")).content.decode()


def test_the_page_where_one_begins_shows_values_to_those_entitled_alone(
    world: World, client: Client
) -> None:
    received = world.run.results["instruments"]["CMS"]["received"]["rounded"]
    whole = f"{int(received[:-3]):,}"
    for name, person in world.people().items():
        client.force_login(person)
        html = client.get(reverse("start"), follow=True).content.decode()
        entitled = name in {
            "coordinator", "cms_secretary", "aewa_secretary", "cms_finance", "aewa_finance",
            "auditor",
        }  # fmt: skip
        assert (whole in html) == entitled, name
        assert (str(world.run.pk) in html) == entitled, name
        assert not entitled or "Coverage" in html


def test_a_value_stands_beside_its_range_and_coverage(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_secretary)
    html = client.get(where("valuation", world)).content.decode()
    for figure in ("received", "funded", "lowest", "highest"):
        rounded = world.run.results["instruments"]["AEWA"][figure]["rounded"]
        assert f"{int(rounded[:-3]):,}.{rounded[-2:]}" in html, figure
    assert "Coverage:" in html
    assert "two thirds to CMS" in html
    assert "snapshot.json" not in html, "Executive Secretaries stop at activity and month"


def test_the_snapshot_is_the_bytes_behind_the_digest(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    response = client.get(reverse("snapshot", args=[world.run.pk]))
    assert response.content.decode() == world.run.snapshot
    assert "IMCA-2017-01-01-2017-03-31-standard-snapshot.json" in response["Content-Disposition"]


def test_committee_members_see_published_reports_alone(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_member)
    assert "No report is published for you yet" in client.get(reverse("reports")).content.decode()
    Report.objects.update(state=Report.State.PUBLISHED)
    link = reverse("report_pdf", args=[world.report.pk])
    assert link in client.get(reverse("reports")).content.decode()
    document = client.get(link)
    assert b"".join(document).startswith(b"%PDF")
    assert "IMCA-CMS-StC-2017-01-01-2017-03-31-en.pdf" in document["Content-Disposition"]
    client.force_login(world.cast.aewa_member)
    assert link not in client.get(reverse("reports")).content.decode()


def test_a_document_that_is_gone_is_not_found(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    world.report.pdf.storage.delete(str(world.report.pdf.name))
    assert client.get(reverse("report_pdf", args=[world.report.pk])).status_code == 404


def test_a_failed_job_says_why(world: World, client: Client) -> None:
    Job.objects.update(state=Job.State.FAILED, error="ada, 2017-01-09: no grade\nbruno: no grade")
    client.force_login(world.cast.coordinator)
    html = client.get(where("job", world)).content.decode()
    check(html)
    assert "bruno: no grade" in html
    assert 'http-equiv="refresh"' not in html


def test_a_job_that_is_done_leads_to_its_result(world: World, client: Client) -> None:
    Job.objects.update(state=Job.State.DONE, result=str(world.run.pk))
    client.force_login(world.cast.coordinator)
    assert where("valuation", world) in client.get(where("job", world)).content.decode()


@pytest.mark.parametrize(("name", "queries"), [("valuations", 9)])
def test_a_list_asks_as_often_however_long_it_is(
    name: str,
    queries: int,
    world: World,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(world.cast.coordinator)
    with django_assert_num_queries(queries):
        client.get(reverse(name))
    for number in range(1, 12):
        run = make_run(world.cast, number)
        Report.objects.create(
            unit=world.cast.unit, committee=world.cast.aewa_committee, start=run.start,
            end=run.end, language="en", run=run, state=Report.State.PUBLISHED,
        )  # fmt: skip
    with django_assert_num_queries(queries):
        client.get(reverse(name))


def test_the_start_page_asks_as_often_however_many_runs_there_are(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.coordinator)
    client.get(reverse("start"))
    with django_assert_num_queries(20):
        client.get(reverse("start"))
    newest = [make_run(world.cast, number) for number in range(1, 6)][-1]
    client.get(reverse("start"))
    with django_assert_num_queries(20):
        html = client.get(reverse("start")).content.decode()
    assert newest.digest in html
    assert world.run.digest not in html
    cache.clear()


def test_a_list_is_cut_down_and_paged_by_query_parameters(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    for number in range(1, 25):
        make_run(world.cast, number)
    first = client.get(reverse("valuations")).content.decode()
    assert "Page 1 of 2" in first
    assert "page=2" in first
    none = client.get(reverse("valuations"), {"method": "actual"}).content.decode()
    assert "No run is like that" in none


def test_names_are_escaped(world: World, client: Client) -> None:
    Person.objects.filter(pk=world.cast.coordinator.pk).update(name='<b onclick="x">Cleo</b>')
    client.force_login(world.cast.coordinator)
    assert "<b " not in client.get(reverse("start")).content.decode()
