"""Accounts, tokens, people and roles for programs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from secretariats.models import ApiToken, Person, Role

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.world import World

JSON = "application/json"


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def make(client: Client, person: Person, **values: Any) -> dict[str, Any]:
    client.force_login(person)
    answer = client.post(reverse("api_tokens"), {"name": "x", **values}, content_type=JSON)
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json()
    client.logout()
    return found


def test_a_token_asks_as_its_person(world: World, client: Client) -> None:
    secret = make(client, world.cast.coordinator)["token"]
    strict = Client(enforce_csrf_checks=True, headers=bearer(secret))
    me = strict.get(reverse("api_me")).json()
    assert me["username"] == "coordinator"
    assert me["roles"] == [
        {
            "id": world.cast.coordinator.roles.get().pk, "person": "coordinator", "unit": "IMCA",
            "role": "coordinator", "instrument": None, "committee": None, "from": "2014-01-01",
            "to": None,
        }
    ]  # fmt: skip
    changed = strict.patch(reverse("api_me"), {"language": "fr"}, content_type=JSON)
    assert changed.json()["language"] == "fr"
    assert strict.get(reverse("api_valuations")).status_code == 200
    assert strict.get(reverse("valuations")).status_code == 302, "pages are for logins"
    assert strict.get(reverse("api_people")).status_code == 403


def test_a_token_makes_no_tokens_but_may_end_itself(world: World, client: Client) -> None:
    made = make(client, world.cast.ada)
    program = Client(headers=bearer(made["token"]))
    assert program.post(reverse("api_tokens"), {"name": "y"}, content_type=JSON).status_code == 403
    listed = program.get(reverse("api_tokens")).json()["results"]
    assert [row["name"] for row in listed] == ["x"]
    assert made["token"] not in str(listed)
    assert program.delete(reverse("api_token", args=[made["id"]])).status_code == 204
    assert program.get(reverse("api_me")).status_code == 401


def test_tokens_end(world: World, client: Client) -> None:
    program = Client(headers=bearer(make(client, world.cast.ada, days=1)["token"]))
    assert program.get(reverse("api_me")).status_code == 200
    Person.objects.filter(pk=world.cast.ada.pk).update(is_active=False)
    assert program.get(reverse("api_me")).status_code == 401
    Person.objects.filter(pk=world.cast.ada.pk).update(is_active=True)
    assert program.get(reverse("api_me")).status_code == 200
    ApiToken.objects.update(expiry=timezone.now() - dt.timedelta(seconds=1))
    over = program.get(reverse("api_me"))
    assert over.status_code == 401
    assert over.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer a b", "Bearer \x00", "Bearer imca_é", "Bearer " + "f" * 5000]
)
def test_a_garbled_token_is_none(header: str, db: None, client: Client) -> None:
    answer = client.get(reverse("api_me"), headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_tokens_of_others_are_not_there(world: World, client: Client) -> None:
    made = make(client, world.cast.ada)
    client.force_login(world.cast.administrator)
    assert client.delete(reverse("api_token", args=[made["id"]])).status_code == 404


def test_people_come_get_roles_and_leave(world: World, client: Client) -> None:
    client.force_login(world.cast.administrator)
    new = {"unit": "IMCA", "username": "nora", "name": "Nora New"}
    person = client.post(reverse("api_people"), new, content_type=JSON)
    assert person.status_code == 201
    where = person.headers["Location"]
    assert client.get(where).json() == person.json()
    wrong = client.post(reverse("api_people"), new, content_type=JSON)
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["path"] == "username"
    roles = reverse("api_person_roles", args=[person.json()["id"]])
    asked = {"unit": "IMCA", "role": "finance", "instrument": "CMS", "from": "2026-01-01"}
    role = client.post(roles, asked, content_type=JSON)
    assert role.status_code == 201
    assert (role.json()["instrument"], role.json()["to"]) == ("CMS", None)
    nothing = client.post(roles, asked | {"instrument": "XXX"}, content_type=JSON)
    assert nothing.status_code == 422
    one = reverse("api_role", args=[role.json()["id"]])
    ended = client.patch(one, {"to": "2026-03-31"}, content_type=JSON)
    assert ended.json()["to"] == "2026-03-31"
    assert client.delete(one).status_code == 422, "it has begun"
    listed = client.get(roles).json()["results"]
    assert [row["id"] for row in listed] == [role.json()["id"]]
    state = reverse("api_person_state", args=[person.json()["id"]])
    closed = client.post(state, {"open": False, "reason": "left"}, content_type=JSON)
    assert closed.json()["open"] is False
    patched = client.patch(where, {"email": "nora@example.org"}, content_type=JSON)
    assert patched.json()["email"] == "nora@example.org"
    only = client.get(reverse("api_people"), {"account": "closed"}).json()["results"]
    assert [row["username"] for row in only] == ["nora"]


def test_nobody_gives_themselves_a_role(world: World, client: Client) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    where = reverse("api_person_roles", args=[cast.administrator.pk])
    asked = {"unit": "IMCA", "role": "finance", "instrument": "CMS", "from": "2026-01-01"}
    assert client.post(where, asked, content_type=JSON).status_code == 403
    assert not Role.objects.filter(person=cast.administrator, role="finance").exists()


def test_a_unit_comes_by_its_file(world: World, client: Client) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    listed = client.get(reverse("api_units")).json()["results"]
    assert [(row["code"], row["instruments"]) for row in listed] == [("IMCA", ["AEWA", "CMS"])]
    file = {
        "imca": 1,
        "instruments": [{"code": "CMS", "name": cast.cms.name}],
        "unit": {
            "code": "NEW", "name": "New unit", "currency": "EUR", "timezone": "UTC",
            "daily_minutes": 480, "weekdays": [1, 2, 3, 4, 5],
        },
    }  # fmt: skip
    assert client.post(reverse("api_units"), file, content_type=JSON).status_code == 403
    Person.objects.filter(pk=cast.administrator.pk).update(is_superuser=True)
    wrong = client.post(reverse("api_units"), file | {"foo": 1}, content_type=JSON)
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["path"] == "foo"
    assert client.post(reverse("api_units"), file, content_type=JSON).status_code == 201
    role = Role.objects.get(person=cast.administrator, unit__code="NEW")
    assert role.role == Role.Kind.ADMINISTRATOR
    assert client.post(reverse("api_units"), file, content_type=JSON).status_code == 422


def test_the_schema_says_how_to_ask_with_a_token(cast: Cast) -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    schemes = schema["components"]["securitySchemes"]
    assert schemes["token"] == {"type": "http", "scheme": "bearer"}
    ways = schema["paths"]["/api/v1/me/"]["get"]["security"]
    assert {"token": []} in ways
    assert {"session": []} in ways
