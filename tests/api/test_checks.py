"""Runs beside today's inputs, many units, and work tried again, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from costsharing.actions.check_runs import keep_check
from secretariats.models import Job
from tests.api.test_valuations import problem

if TYPE_CHECKING:
    from django.test import Client

    from tests.world import World

ROW = {
    "instrument": "CMS", "figure": "received", "before": "1.00", "after": "1.33", "change": "1/3",
}  # fmt: skip
PERIOD = {"from": "2017-01-01", "to": "2017-03-31"}


def post(client: Client, name: str, body: Any = None, *args: Any, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    address = reverse(name, args=args)
    return client.post(address, body, content_type="application/json", headers=headers)


def test_what_would_differ_is_told_exactly(world: World, client: Client) -> None:
    keep_check(world.run, digest="sha256:other", differences=[ROW])
    client.force_login(world.cast.cms_finance)
    found = client.get(reverse("api_checks"), {"unit": "IMCA"}).json()
    (run,) = found["runs"]
    assert (run["run"], run["outcome"]) == (str(world.run.pk), "differs")
    assert (run["from"], run["to"]) == (PERIOD["from"], PERIOD["to"])
    assert run["differences"] == [ROW]
    assert (found["job"], found["state"]) == (None, "")


@pytest.mark.parametrize(("who", "told"), [("auditor", True), ("cms_secretary", False)])
def test_people_are_named_to_those_who_may_know(
    who: str, told: bool, world: World, client: Client
) -> None:
    keep_check(world.run, digest="", problems=["ada, 2017-01-05: no grade"])
    client.force_login(world.people()[who])
    (run,) = client.get(reverse("api_checks"), {"unit": "IMCA"}).json()["runs"]
    assert run["outcome"] == "incomplete"
    assert bool(run["problems"]) == told


def test_a_check_asked_for_twice_is_one_job(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    answers = [post(client, "api_checks", {"unit": "IMCA"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert answers[0]["Location"] == answers[0].json()["url"]


def test_many_units_under_one_key_are_asked_for_once(world: World, client: Client) -> None:
    Job.objects.all().delete()
    client.force_login(world.cast.coordinator)
    answers = [post(client, "api_many_units", PERIOD, key="k").json() for _ in range(2)]
    assert answers[0] == answers[1]
    (one,) = answers[0]["units"]
    assert (one["unit"], one["state"], one["run"], one["error"]) == ("IMCA", "waiting", None, "")
    found = client.get(reverse("api_many_units"), PERIOD).json()
    assert found == answers[0]
    problem(post(client, "api_many_units", {**PERIOD, "to": "2017-02-28"}, key="k"), 422)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"to": "2017-03-31"}, 400),
        ({**PERIOD, "from": "2017-04-01"}, 422),
        ({**PERIOD, "method": "guessed"}, 400),
        ({**PERIOD, "units": []}, 400),
        ({**PERIOD, "units": ["OTHER"]}, 404),
        ({**PERIOD, "units": ["\0"]}, 400),
        ({**PERIOD, "units": "IMCA"}, 400),
    ],
    ids=["no day", "swapped", "no method", "no unit", "another's", "NUL", "no list"],
)
def test_what_is_wrong_is_a_problem(
    body: dict[str, Any], status: int, world: World, client: Client
) -> None:
    Job.objects.all().delete()
    client.force_login(world.cast.coordinator)
    problem(post(client, "api_many_units", body), status)
    assert not Job.objects.exists()


def test_a_failed_job_is_tried_again(world: World, client: Client) -> None:
    Job.objects.filter(pk=world.job.pk).update(state=Job.State.FAILED, error="no grade")
    client.force_login(world.cast.coordinator)
    answers = [post(client, "api_job_retry", None, world.job.pk) for _ in range(2)]
    assert [one.status_code for one in answers] == [202, 202]
    assert answers[0].json()["state"] == "waiting"
    assert answers[0].json()["error"] == ""
    Job.objects.filter(pk=world.job.pk).update(state=Job.State.DONE)
    problem(post(client, "api_job_retry", None, world.job.pk), 422)
    client.force_login(world.cast.auditor)
    problem(post(client, "api_job_retry", None, world.job.pk), 403)
