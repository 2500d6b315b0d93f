"""Runs for programs: the same reads and the same action as command and page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from costsharing.queries.runs import run_document
from secretariats.models import IdempotencyKey, Job, Role
from tests.world import World, make_run

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries

ASKED = {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31", "method": "standard"}
LIST = "/api/v1/valuations/"


def ask(client: Client, body: Any = ASKED, *, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(LIST, body, content_type="application/json", headers=headers)


def problem(response: Any, status: int) -> dict[str, Any]:
    """Return a problem document after checking that it is one."""
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/problem+json")
    found: dict[str, Any] = response.json()
    assert set(found) == {"type", "title", "status", "detail", "errors"}
    assert found["status"] == status
    assert found["detail"]
    return found


def test_a_run_is_the_document_of_the_command(world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    assert client.get(f"{LIST}{world.run.pk}/").json() == run_document(world.run)


def test_amounts_are_text_in_both_forms(world: World, client: Client) -> None:
    client.force_login(world.cast.auditor)
    found = client.get(f"{LIST}{world.run.pk}/").json()["instruments"]["CMS"]["received"]
    assert set(found) == {"exact", "rounded"}
    assert all(isinstance(text, str) for text in found.values())


def test_runs_are_listed_without_figures_in_pages(world: World, client: Client) -> None:
    newer = [make_run(world.cast, number) for number in range(1, 4)]
    client.force_login(world.cast.cms_finance)
    first = client.get(LIST, {"page_size": 3}).json()
    assert set(first) == {"next", "previous", "results"}
    assert first["previous"] is None
    assert [row["run"] for row in first["results"]] == [str(run.pk) for run in reversed(newer)]
    assert first["results"][0]["from"] == "2017-01-01"
    assert "instruments" not in first["results"][0]
    second = client.get(first["next"]).json()
    assert [row["run"] for row in second["results"]] == [str(world.run.pk)]
    assert second["next"] is None
    assert client.get(second["previous"]).json() == first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"unit": "IMCA"}, 1),
        ({"unit": "OTHER"}, 0),
        ({"method": "actual"}, 0),
        ({"from": "2017-01-01", "to": "2017-12-31"}, 1),
        ({"from": "2017-02-01"}, 0),
        ({"current": "true"}, 1),
        ({"current": "false"}, 0),
    ],
)
def test_runs_are_filtered(
    asked: dict[str, str], found: int, world: World, client: Client
) -> None:
    client.force_login(world.cast.auditor)
    assert len(client.get(LIST, asked).json()["results"]) == found


def test_a_list_of_any_length_costs_as_many_queries(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.cast.auditor)
    with django_assert_num_queries(4):
        client.get(LIST)
    for number in range(1, 8):
        make_run(world.cast, number)
    with django_assert_num_queries(4):
        client.get(LIST)


def test_a_valuation_is_asked_for_and_told_of_by_its_job(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    answer = ask(client)
    assert answer.status_code == 202
    assert answer["Location"] == answer.json()["url"]
    job = client.get(answer["Location"]).json()
    assert job["id"] == answer.json()["job"]
    assert (job["state"], job["unit"]) == ("waiting", "IMCA")
    assert job["asked"] == {"from": "2017-01-01", "to": "2017-03-31", "method": "standard"}
    assert Job.objects.get(pk=job["id"]).actor == world.cast.coordinator


def test_the_same_key_is_the_same_job(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    first = ask(client, key="one")
    assert ask(client, key="one").json() == first.json()
    assert ask(client, key="two").json()["job"] != first.json()["job"]
    assert ask(client).json()["job"] != ask(client).json()["job"], "without a key it is asked anew"


def test_the_same_key_for_something_else_is_refused(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    ask(client, key="one")
    jobs = Job.objects.count()
    found = problem(ask(client, {**ASKED, "to": "2017-02-28"}, key="one"), 422)
    assert found["errors"][0]["path"] == "Idempotency-Key"
    assert "used before" in found["detail"]
    assert Job.objects.count() == jobs


def test_a_key_is_its_person_s_own(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_finance)
    first = ask(client, key="one").json()["job"]
    client.force_login(world.cast.aewa_finance)
    assert ask(client, key="one").json()["job"] != first


def test_a_key_whose_request_was_refused_is_free_again(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    problem(ask(client, {**ASKED, "to": "2016-01-01"}, key="one"), 422)
    assert not IdempotencyKey.objects.exists()
    assert ask(client, key="one").status_code == 202


def test_a_key_that_is_too_long_is_refused(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    assert "200" in problem(ask(client, key="k" * 201), 422)["detail"]


@pytest.mark.parametrize(
    ("body", "status", "path"),
    [
        ({}, 400, "unit"),
        ({**ASKED, "from": "01/02/2017"}, 400, "from"),
        ({**ASKED, "method": "best"}, 400, "method"),
        ({**ASKED, "to": "2016-12-31"}, 422, "to"),
        ({**ASKED, "method": "actual", "from": "2017-01-02"}, 422, "from"),
    ],
)
def test_bad_input_says_where_and_what(
    body: dict[str, str], status: int, path: str, world: World, client: Client
) -> None:
    client.force_login(world.cast.coordinator)
    found = problem(ask(client, body), status)
    assert path in {one["path"] for one in found["errors"]}
    assert Job.objects.count() == 1


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "null", '{"unit": {"a": 1}}'])
def test_junk_is_a_problem_too(body: str, world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    problem(ask(client, body), 400)


def test_another_form_than_json_is_not_taken(world: World, client: Client) -> None:
    client.force_login(world.cast.coordinator)
    problem(client.post(LIST, ASKED), 415)


def test_who_may_not_is_told_as_a_problem(world: World, client: Client) -> None:
    where = f"{LIST}{world.run.pk}/"
    assert client.get(where)["WWW-Authenticate"] == "Bearer"
    problem(client.get(where), 401)
    client.force_login(world.cast.ada)
    problem(client.get(where), 403)
    problem(ask(client), 403)
    client.force_login(world.cast.stranger)
    problem(client.get(where), 404)
    problem(ask(client), 404)
    problem(client.delete(LIST), 405)
    problem(client.get(f"{LIST}not-an-identity/"), 404)


def test_a_role_that_is_over_lets_in_nobody(world: World, client: Client) -> None:
    Role.objects.filter(person=world.cast.auditor).update(end="2020-12-31")
    client.force_login(world.cast.auditor)
    problem(client.get(f"{LIST}{world.run.pk}/"), 404)


def test_a_session_needs_its_token_to_write(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.cast.coordinator)
    assert "CSRF" in problem(ask(strict), 403)["detail"]


def test_limitations_are_cut_down_to_their_reader(world: World, client: Client) -> None:
    where = reverse("api_limitations")
    period = {"unit": "IMCA", "from": "2017-01-01", "to": "2017-03-31"}
    client.force_login(world.cast.ada)
    own = client.get(where, period).json()
    assert own["team"] is None
    assert set(own["people"]) == {"ada"}
    client.force_login(world.cast.cms_secretary)
    team = client.get(where, period).json()
    assert team["team"] is not None
    assert team["people"] == {}
    client.force_login(world.cast.coordinator)
    every = client.get(where, period).json()
    assert "ada" in every["people"]
    assert "heaping_60" not in every["people"]["ada"], "for that person alone"
    problem(client.get(where, {"unit": "IMCA"}), 400)
    problem(client.get(where, {**period, "to": "2016-01-01"}), 422)
