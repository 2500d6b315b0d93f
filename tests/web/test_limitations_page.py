"""How far the record can be trusted: who sees whose figures, and when they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from costsharing.actions import measure_limitations as action
from costsharing.models import MeasuredLimitations
from costsharing.tasks import measure_limitations as task
from secretariats.models import Job
from tests.unit.reporting.reports import readable
from tests.web.secrets_planted import NAMES, plant
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.world import World

PERIOD = {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31"}
# How people record, which is for each of them alone.
PRIVATE = (
    "Entries on full hours",
    "Heaping index",
    "Saved in batches",
    "Copied days",
    "Anchoring",
)
PAGE = "/limitations/"


@pytest.fixture
def planted(world: World) -> World:
    return plant(world)


def read(client: Client, **more: str) -> str:
    answer = client.get(PAGE, PERIOD | more)
    assert answer.status_code == 200
    html = answer.content.decode()
    check(html)
    return readable(html)


def people_of(text: str) -> str:
    """Return the part of a page about single people."""
    return text.partition("What of")[2]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_has_what_every_page_owes(language: str, planted: World, client: Client) -> None:
    client.force_login(planted.cast.coordinator)
    for more in ({}, {"people": "1"}):
        html = client.get(PAGE, PERIOD | more, headers={"accept-language": language})
        check(html.content.decode(), language)


def test_every_figure_stands_with_what_it_means_and_each_month(
    planted: World, client: Client
) -> None:
    client.force_login(planted.cast.cms_secretary)
    text = read(client)
    for label in (
        "Expected hours", "Recorded hours", "Coverage", "Missing hours", "Blank days", "Approved",
        "Saved within 1 working day", "Saved in advance", "Delay, median", "Joint work",
        "Overhead", "Over-long days", "Corrections", "Concentration", *PRIVATE,
    ):  # fmt: skip
        assert label in text, label
    assert "January 2017" in text
    assert "SECRET-WEB Website" in text


@pytest.mark.parametrize("who", ["cms_secretary", "aewa_secretary", "cms_finance", "auditor"])
@pytest.mark.parametrize("more", [{}, {"people": "1"}, {"people": "quillfeather"}])
def test_those_who_see_the_team_see_nobody(
    who: str, more: dict[str, str], planted: World, client: Client
) -> None:
    client.force_login(getattr(planted.cast, who))
    text = read(client, **more)
    assert "Coverage" in text
    assert "What of" not in text
    for name in NAMES.values():
        assert name not in text
    assert "Ada Staff" not in text


def test_the_coordinator_sees_people_less_how_they_record(planted: World, client: Client) -> None:
    client.force_login(planted.cast.coordinator)
    assert not [name for name in NAMES.values() if name in read(client)], "until it is asked for"
    everybody = people_of(read(client, people="1")).partition("Everybody else")[2]
    for name in (*NAMES.values(), "Ada Staff"):
        assert name in everybody
    assert "Cleo" not in everybody, "one's own stands apart, in full"
    assert "Blank days" in everybody
    for label in PRIVATE:
        assert label not in everybody


def test_staff_see_their_own_in_full_and_nothing_else(planted: World, client: Client) -> None:
    client.force_login(planted.cast.ada)
    assert "Coverage" not in read(client)
    own = read(client, people="1")
    for label in PRIVATE:
        assert label in own
    assert "Everybody else" not in own
    assert "On which activities?" not in own
    for name in NAMES.values():
        assert name not in own


def test_a_period_that_is_none_says_so(planted: World, client: Client) -> None:
    client.force_login(planted.cast.auditor)
    for wrong, said in (
        ({"from": "x"}, "year-month-day"),
        ({"from": "2018-01-01"}, "lies before the first"),
        ({"from": "1900-01-01"}, "at most twenty years"),
        ({"to": ""}, "Choose a day."),
    ):
        answer = client.get(PAGE, PERIOD | wrong)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        check(answer.content.decode())
    assert not MeasuredLimitations.objects.filter(start__year__lt=2017).exists()


def test_a_large_record_is_measured_by_a_worker_while_the_page_waits(
    planted: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action.is_small, "__kwdefaults__", {"most": 0})
    MeasuredLimitations.objects.all().delete()
    Job.objects.filter(task=action.TASK).delete()
    client.force_login(planted.cast.auditor)
    waiting = client.get(PAGE, PERIOD).content.decode()
    check(waiting)
    assert "is being measured" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert "vendor/htmx" in waiting
    again = {"HX-Request": "true"}
    looked = client.get(PAGE, PERIOD, headers=again)
    assert (looked.status_code, looked.content) == (204, b"")
    assert "HX-Refresh" not in looked
    # The run page says why its values stand without coverage, and never shows a finding.
    run = reverse("valuation", args=[planted.run.pk])
    told = readable(client.get(run).content.decode())
    assert "The coverage behind these figures is being measured" in told
    assert "the coverage is being measured" in told
    for finding in ("consistent with the key", "not explained", "too low to tell"):
        assert finding not in told
    assert client.get(run, headers=again).status_code == 204
    job = Job.objects.get(task=action.TASK)
    task(str(job.pk))
    for where, query in ((PAGE, PERIOD), (run, {})):
        ready = client.get(where, query, headers=again)
        assert ready["HX-Refresh"] == "true"
    assert "Measured on" in client.get(PAGE, PERIOD).content.decode()
    assert "Coverage:" in client.get(run).content.decode()


def test_what_failed_is_told_and_can_be_asked_for_again(
    planted: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action.is_small, "__kwdefaults__", {"most": 0})
    MeasuredLimitations.objects.all().delete()
    client.force_login(planted.cast.cms_finance)
    client.get(PAGE, PERIOD)
    Job.objects.filter(task=action.TASK).update(state=Job.State.FAILED, error="It broke.")
    html = client.get(PAGE, PERIOD).content.decode()
    assert "It broke." in html
    assert "Measure it again" in html
    assert client.post(PAGE, PERIOD).status_code == 302
    assert Job.objects.filter(task=action.TASK, state=Job.State.WAITING).count() == 1
    client.force_login(planted.cast.ada)
    assert client.post(PAGE, PERIOD).status_code == 403


def test_the_page_asks_as_often_however_much_is_recorded(
    planted: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(planted.cast.cms_secretary)
    client.get(PAGE, PERIOD)
    with django_assert_num_queries(7):
        client.get(PAGE, PERIOD)


def test_programs_that_see_the_team_alone_get_what_is_stored(
    planted: World, client: Client
) -> None:
    kept: Any = MeasuredLimitations.objects.create(
        unit=planted.cast.unit, start="2017-02-01", end="2017-02-28",
        figures={"coverage": "1/2"}, measured="2020-01-01T00:00:00Z",
    )  # fmt: skip
    asked = {"unit": "IMCA", "from": "2017-02-01", "to": "2017-02-28"}
    for who in ("cms_secretary", "cms_finance", "auditor"):
        client.force_login(getattr(planted.cast, who))
        found = client.get("/api/v1/limitations/", asked).json()
        assert (found["team"], found["people"]) == (kept.figures, {})
        assert found["measured"].startswith("2020-01-01")
    client.force_login(planted.cast.coordinator)
    live = client.get("/api/v1/limitations/", asked).json()
    assert set(NAMES) <= set(live["people"])
