"""People and roles on their pages, as administrators, auditors and others see them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from secretariats.models import Person, Role
from tests.cast import SINCE
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.cast import Cast
    from tests.world import World


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the tasks that were handed out."""
    found: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, _args: found.append(name))
    return found


def html_of(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    html = answer.content.decode()
    check(html)
    return html


def test_the_list_shows_who_is_here_and_is_cut_down(world: World, client: Client) -> None:
    client.force_login(world.cast.administrator)
    whole = html_of(client, "people")
    assert "Ada Staff" in whole
    assert "Executive Secretary: CMS" in whole
    assert "Sid Stranger" not in whole
    assert "10 people" in whole
    some = html_of(client, "people", role="finance")
    assert "Finn Finance" in some
    assert "Ada Staff" not in some
    assert "Ada Staff" in html_of(client, "people", q="staff ADA")
    assert "Nobody is like that" in html_of(client, "people", account="closed")
    world.cast.cms_finance.roles.update(end=timezone.localdate() - dt.timedelta(days=1))
    assert "Finn Finance" not in html_of(client, "people", role="finance"), "over since yesterday"


def test_the_list_is_paged(world: World, client: Client) -> None:
    for number in range(60):
        person = Person.objects.create_user(f"more-{number}", None, name=f"More {number:02}")
        world.cast.unit.people.add(person)
    client.force_login(world.cast.administrator)
    assert "Page 1 of 2" in html_of(client, "people")
    assert "Page 2 of 2" in html_of(client, "people", page="2")


@pytest.mark.parametrize(("name", "queries"), [("people", 9), ("person", 10), ("account", 6)])
def test_a_page_asks_as_often_however_many_there_are(
    name: str,
    queries: int,
    world: World,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    where = reverse(name, args=[cast.ada.pk] if name == "person" else [])
    client.get(where)
    with django_assert_num_queries(queries):
        client.get(where)
    for number in range(12):
        person = Person.objects.create_user(f"more-{number}", None)
        cast.unit.people.add(person)
        for one in (person, cast.ada, cast.administrator):
            Role.objects.create(
                unit=cast.unit,
                person=one,
                role="finance",
                instrument=cast.cms,
                start=dt.date(2000 + number, 1, 1),
                end=dt.date(2000 + number, 6, 1),
            )
    with django_assert_num_queries(queries):
        client.get(where)


def test_a_person_is_added_invited_and_given_a_role(
    world: World,
    client: Client,
    sent: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    html_of(client, "person_new")
    values = {
        "unit": "IMCA", "username": "nora", "name": "Nora New", "email": "nora@example.org",
        "language": "fr", "invite": "on",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(reverse("person_new"), values, follow=True).content.decode()
    check(page)
    assert sent == ["secretariats.mail_welcome"]
    assert "This site sends no mail yet" in page
    nora = Person.objects.get(username="nora")
    html_of(client, "role_new", nora.pk)
    role = {"role": f"{cast.unit.pk}.finance.{cast.aewa.pk}", "start": "2026-01-01", "end": ""}
    given = client.post(reverse("role_new", args=[nora.pk]), role, follow=True).content.decode()
    assert "finance officer: AEWA" in given
    again = client.post(reverse("role_new", args=[nora.pk]), role)
    assert again.status_code == 422
    check(again.content.decode())
    assert "this role already" in again.content.decode()


def test_what_was_typed_stays_beside_what_is_wrong(world: World, client: Client) -> None:
    client.force_login(world.cast.administrator)
    values = {"unit": "IMCA", "username": "ada", "name": "Ada Two", "email": "", "language": "en"}
    answer = client.post(reverse("person_new"), values)
    assert answer.status_code == 422
    html = answer.content.decode()
    check(html)
    assert "is one of the people of this unit already" in html
    assert 'value="Ada Two"' in html


def test_a_role_is_ended_and_one_to_come_taken_back(world: World, client: Client) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    role = cast.ada.roles.get()
    html_of(client, "role_end", role.pk)
    early = client.post(reverse("role_end", args=[role.pk]), {"end": "2000-01-01"})
    assert early.status_code == 422
    check(early.content.decode())
    today = timezone.localdate().isoformat()
    assert client.post(reverse("role_end", args=[role.pk]), {"end": today}).status_code == 302
    role.refresh_from_db()
    assert role.end == timezone.localdate()
    later = Role.objects.create(
        unit=cast.unit, person=cast.ada, role="auditor", start=dt.date(2999, 1, 1)
    )
    assert "Take it back" in html_of(client, "role_end", later.pk)
    client.post(reverse("role_withdraw", args=[later.pk]))
    assert not Role.objects.filter(pk=later.pk).exists()


def test_an_account_is_closed_with_a_reason_and_opened(world: World, client: Client) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    where = reverse("person_state", args=[cast.ada.pk])
    assert client.post(where, {"close": "1", "reason": ""}).status_code == 422
    client.post(where, {"close": "1", "reason": "left"})
    assert not Person.objects.get(pk=cast.ada.pk).is_active
    assert "Open it" in html_of(client, "person", cast.ada.pk)
    client.post(where, {"open": "1", "reason": "came back"})
    assert Person.objects.get(pk=cast.ada.pk).is_active
    own = reverse("person_state", args=[cast.administrator.pk])
    refused = client.post(own, {"close": "1", "reason": "x"})
    assert refused.status_code == 422


def test_details_are_changed(world: World, client: Client) -> None:
    ada = world.cast.ada
    client.force_login(world.cast.administrator)
    html_of(client, "person_change", ada.pk)
    where = reverse("person_change", args=[ada.pk])
    values = {"name": "Ada Lovelace", "email": "ada@example.org", "language": "es"}
    assert client.post(where, values).status_code == 302
    ada.refresh_from_db()
    assert (ada.name, ada.email, ada.language) == tuple(values.values())
    assert client.post(where, values | {"email": "nowhere"}).status_code == 422


def test_auditors_look_and_see_the_history_and_change_nothing(
    world: World, client: Client
) -> None:
    cast = world.cast
    client.force_login(cast.administrator)
    where = reverse("person_state", args=[cast.ada.pk])
    client.post(where, {"close": "1", "reason": "went to another place"})
    assert "went to another place" not in html_of(client, "person", cast.ada.pk)
    client.force_login(cast.auditor)
    html = html_of(client, "person", cast.ada.pk)
    assert "went to another place" in html
    assert "account open: no" in html
    for action in ("role_new", "person_change", "person_state", "person_invite"):
        assert reverse(action, args=[cast.ada.pk]) not in html
    assert client.post(where, {"open": "1", "reason": "x"}).status_code == 403
    assert reverse("person_new") not in html_of(client, "people")


def test_the_administrator_of_another_unit_sees_their_own_alone(
    world: World, client: Client
) -> None:
    cast = world.cast
    client.force_login(cast.stranger)
    html = html_of(client, "people")
    assert "Sid Stranger" in html
    assert "Ada Staff" not in html
    other = cast.stranger.roles.first()
    assert other is not None
    Role.objects.create(unit=other.unit, person=cast.ada, role="auditor", start=SINCE)
    seen = html_of(client, "person", cast.ada.pk)
    assert "OTHER" in seen
    assert "IMCA" not in seen.partition("<main")[2], "roles of another unit are not theirs to see"
    assert client.get(reverse("person_change", args=[cast.ada.pk])).status_code == 403
    own = cast.ada.roles.get(unit=cast.unit)
    assert (
        client.post(reverse("role_end", args=[own.pk]), {"end": "2030-01-01"}).status_code == 404
    )


def test_ones_own_account_has_roles_details_and_tokens(cast: Cast, client: Client) -> None:
    client.force_login(cast.cms_finance)
    html = html_of(client, "account")
    assert "finance officer: CMS" in html
    assert "1 January 2014" in html
    values = {"name": "Finn Fin", "language": "es", "timezone": "Europe/Madrid"}
    page = client.post(reverse("account"), values, follow=True).content.decode()
    check(page, "es")
    cast.cms_finance.refresh_from_db()
    assert cast.cms_finance.timezone == "Europe/Madrid"
    assert client.post(reverse("account"), values | {"name": ""}).status_code == 422


def test_a_token_is_shown_once_and_revoked(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada)
    made = client.post(reverse("token_new"), {"token-name": "figures", "token-days": "90"})
    check(made.content.decode())
    assert "no-store" in made.headers["Cache-Control"]
    secret = made.context["made"]["secret"]
    assert secret in made.content.decode()
    later = html_of(client, "account")
    assert secret not in later
    assert "figures" in later
    token = cast.ada.tokens.get()
    client.force_login(cast.coordinator)
    assert client.post(reverse("token_revoke", args=[token.pk])).status_code == 404
    client.force_login(cast.ada)
    client.post(reverse("token_revoke", args=[token.pk]))
    assert not cast.ada.tokens.exists()
