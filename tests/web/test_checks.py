"""Pages of runs beside today's inputs, of many units, and of work tried again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from costsharing.actions.check_runs import keep_check
from costsharing.models import ValuationRun
from secretariats.models import Job, Role, Unit
from tests.cast import SINCE
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.world import World

ROWS = [
    {"instrument": "CMS", "figure": figure, "before": before, "after": after, "change": change}
    for figure, before, after, change in (
        ("direct", "1000.00", "900.00", "-100/1"),
        ("received", "1200.00", "1100.00", "-100/1"),
        ("balance", "-30.00", "-50.00", "-20/1"),
    )
]
QUERIES = 10
PERIOD = {"start": "2017-01-01", "end": "2017-03-31", "method": ""}


def page(client: Client, name: str, query: str = "") -> str:
    html = client.get(reverse(name) + query).content.decode()
    check(html)
    return html


def differs(run: ValuationRun) -> None:
    keep_check(run, digest="sha256:other", differences=ROWS)


def test_a_run_that_would_differ_is_told_by_how_much(world: World, client: Client) -> None:
    differs(world.run)
    client.force_login(world.cast.cms_finance)
    html = page(client, "checks")
    assert "1 of 1 runs would differ." in html
    assert "CMS: received −100.00, balance −20.00" in html
    assert "3 figures differ" in html
    assert "1,000.00" in html
    # From here the period is valued again in one step, once.
    form = {"unit": "IMCA", "start": "2017-01-01", "end": "2017-03-31", "method": "standard"}
    for name, value in form.items():
        assert f'name="{name}" value="{value}"' in html
    for _ in range(2):
        client.post(reverse("new_valuation"), {**form, "key": "of the page"})
    assert Job.objects.filter(actor=world.cast.cms_finance).count() == 1


def test_a_run_that_would_be_in_another_currency_is_told_so(world: World, client: Client) -> None:
    why = "this run is in EUR, the inputs of today give USD"
    keep_check(world.run, digest="sha256:other", problems=[why])
    client.force_login(world.cast.cms_finance)
    html = page(client, "checks")
    assert "1 of 1 runs would differ." in html
    assert why in html
    assert "the values do not" not in html


def test_a_correction_in_another_currency_does_not_say_that_nothing_differs(
    world: World, client: Client
) -> None:
    run = world.run
    later = ValuationRun.objects.create(
        unit=run.unit, start=run.start, end=run.end, method=run.method, digest="sha256:other",
        snapshot=run.snapshot, results={**run.results, "currency": "USD"}, supersedes=run,
    )  # fmt: skip
    client.force_login(world.cast.cms_finance)
    html = client.get(reverse("valuation", args=[later.pk])).content.decode()
    check(html)
    assert "This run is in USD, the other in EUR" in html
    assert "figures differ" not in html


def test_the_list_and_the_run_say_so_and_lead_there(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_secretary)
    assert "would differ" not in page(client, "valuations")
    differs(world.run)
    assert "would differ" in page(client, "valuations")
    html = client.get(reverse("valuation", args=[world.run.pk])).content.decode()
    assert "This run stays as it is." in html
    assert f'href="{reverse("checks")}?unit=IMCA"' in html


@pytest.mark.parametrize(
    ("who", "told"), [("coordinator", True), ("auditor", True), ("aewa_secretary", False)]
)
def test_who_may_not_know_of_whom_something_is_missing_is_not_told(
    who: str, told: bool, world: World, client: Client
) -> None:
    keep_check(world.run, digest="", problems=["ada, 2017-01-05: no grade"])
    client.force_login(world.people()[who])
    html = page(client, "checks")
    assert "inputs incomplete" in html
    assert ("ada, 2017-01-05" in html) == told
    assert ("The coordinator and finance see what is missing." in html) == (not told)


def test_no_text_of_a_problem_is_taken_for_markup(world: World, client: Client) -> None:
    keep_check(world.run, digest="", problems=["<script>alert(1)</script>"])
    client.force_login(world.cast.coordinator)
    assert "<script>alert" not in page(client, "checks")


def test_a_check_is_asked_for_and_shown_as_it_goes(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    assert "1 was not compared yet." in page(client, "checks")
    for _ in range(2):
        answer = client.post(reverse("checks"), {"unit": "IMCA"})
        assert answer["Location"] == f"{reverse('checks')}?unit=IMCA"
    job = Job.objects.get(task="costsharing.check_runs")
    assert "The comparison waits for a worker." in page(client, "checks")
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error="It took too long.")
    assert "It took too long." in page(client, "checks")


def test_another_unit_is_not_there(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    assert client.get(reverse("checks") + "?unit=OTHER").status_code == 404
    assert client.post(reverse("checks"), {"unit": "OTHER"}).status_code == 404
    assert client.get(reverse("checks") + "?unit=%00").status_code == 404


def test_the_number_of_questions_does_not_grow(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.coordinator)
    differs(world.run)
    page(client, "checks")
    with django_assert_num_queries(QUERIES):
        page(client, "checks")
    for number in range(5):
        run = ValuationRun.objects.create(
            unit=world.cast.unit, start=dt.date(2016, 1, 1), end=dt.date(2016, 1, 2 + number),
            method="standard", digest=f"sha256:{number}", snapshot="{}",
            results=world.run.results,
        )  # fmt: skip
        differs(run)
    with django_assert_num_queries(QUERIES):
        page(client, "checks")


def failed(world: World, client: Client) -> Job:
    client.force_login(world.cast.coordinator)
    Job.objects.filter(pk=world.job.pk).update(
        state=Job.State.FAILED, error="ada: no grade", finished=world.job.created
    )
    return world.job


def test_a_failed_valuation_is_listed_and_tried_again(world: World, client: Client) -> None:
    job = failed(world, client)
    html = page(client, "valuations")
    assert "A valuation could not be computed" in html
    assert "ada: no grade" in html
    assert f'action="{reverse("job_retry", args=[job.pk])}"' in html
    assert "Try again" in client.get(reverse("job", args=[job.pk])).content.decode()
    for _ in range(2):
        answer = client.post(reverse("job_retry", args=[job.pk]))
        assert answer["Location"] == reverse("job", args=[job.pk])
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.WAITING, "")
    assert "A valuation could not be computed" not in page(client, "valuations")


def test_who_only_looks_is_offered_nothing(world: World, client: Client) -> None:
    job = failed(world, client)
    client.force_login(world.cast.auditor)
    assert "Try again" not in client.get(reverse("job", args=[job.pk])).content.decode()
    assert "A valuation could not be computed" not in page(client, "valuations")
    assert "Compare again now" not in page(client, "checks")


@pytest.fixture
def several(world: World) -> Unit:
    """Let the coordinator start valuations of another unit too."""
    other = Unit.objects.get(code="OTHER")
    Role.objects.create(
        unit=other, person=world.cast.coordinator, role=Role.Kind.COORDINATOR, start=SINCE
    )
    return other


def test_many_units_are_asked_for_at_once_and_told_one_by_one(
    several: Unit, world: World, client: Client
) -> None:
    client.force_login(world.cast.coordinator)
    assert reverse("many_units") in page(client, "valuations")
    assert 'value="OTHER"' in page(client, "many_units")
    form = {**PERIOD, "units": ["IMCA", "OTHER"], "key": "of the page"}
    Job.objects.all().delete()
    where = {client.post(reverse("many_units"), form)["Location"] for _ in range(2)}
    assert Job.objects.filter(task="costsharing.value").count() == 2
    (address,) = where
    Job.objects.filter(unit=several).update(state=Job.State.FAILED, error="no agreement")
    Job.objects.exclude(unit=several).update(state=Job.State.DONE, result=str(world.run.pk))
    html = client.get(address).content.decode()
    check(html)
    assert "1 of 2 units are done." in html
    assert "no agreement" in html
    assert reverse("valuation", args=[world.run.pk]) in html
    # The failed one alone is asked for again.
    client.post(reverse("many_units"), {**form, "key": "another", "only_failed": "true"})
    assert list(Job.objects.filter(state="waiting").values_list("unit__code", flat=True)) == [
        "OTHER"
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"start": "2017-04-01"}, "before it begins"),
        ({"start": "31.1.2017"}, "Write the day as year-month-day"),
        ({"units": []}, "Choose at least one unit."),
        ({"units": ["NONE"]}, "NONE"),
        ({"method": "guessed"}, "guessed"),
    ],
    ids=["end before beginning", "no day", "no unit", "another's unit", "no method"],
)
def test_what_is_wrong_is_told_beside_the_field(
    wrong: dict[str, object], told: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.coordinator)
    Job.objects.all().delete()
    answer = client.post(reverse("many_units"), {**PERIOD, "units": ["IMCA"], **wrong})
    assert answer.status_code == 422
    html = answer.content.decode()
    check(html)
    assert told in html
    assert not Job.objects.exists()
