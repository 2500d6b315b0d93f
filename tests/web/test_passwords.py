"""A password forgotten, chosen by a link, changed: and nobody learns who has an account."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from celery import current_app
from django.core import mail
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from secretariats import tasks
from secretariats.actions.make_token import make_token
from secretariats.models import Change, Person
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.conf import LazySettings
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.cast import Cast

NEW = "a-long-enough-word"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[Any]]]:
    """Give what was handed to workers."""
    found: list[tuple[str, list[Any]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: found.append((name, args)))
    return found


def work(sent: list[tuple[str, list[Any]]]) -> None:
    """Do what workers do."""
    for name, arguments in sent:
        getattr(tasks, name.removeprefix("secretariats."))(*arguments)
    sent.clear()


def link() -> str:
    found = re.search(r"http://testserver(/password/new/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.fixture
def ada(cast: Cast) -> Person:
    Person.objects.filter(pk=cast.ada.pk).update(email="ada@example.org", language="es")
    cast.ada.refresh_from_db()
    return cast.ada


def ask(client: Client, address: str) -> Any:
    return client.post(reverse("password_reset"), {"email": address}, follow=True)


def test_a_forgotten_password_is_chosen_anew(ada: Person, client: Client, sent: list[Any]) -> None:
    elsewhere = Client()
    elsewhere.force_login(ada)
    make_token(ada, name="figures", days=1, actor=ada)
    assert reverse("password_reset") in client.get(reverse("login")).content.decode()
    check(client.get(reverse("password_reset")).content.decode())
    check(ask(client, "ada@example.org").content.decode())
    work(sent)
    assert mail.outbox[-1].to == ["ada@example.org"]
    page = client.get(link(), follow=True)
    check(page.content.decode())
    where = page.redirect_chain[-1][0]
    refused = client.post(where, {"new_password1": "1234", "new_password2": "1234"})
    assert refused.status_code == 422
    check(refused.content.decode())
    done = client.post(where, {"new_password1": NEW, "new_password2": NEW}, follow=True)
    check(done.content.decode())
    assert elsewhere.get(reverse("start")).status_code == 302, "logged out elsewhere"
    assert not ada.tokens.exists()
    logged_in = client.post(reverse("login"), {"username": "ada", "password": NEW})
    assert logged_in.status_code == 302
    over = client.get(link())
    assert over.status_code == 410
    check(over.content.decode(), "es")


def test_the_answer_is_the_same_whoever_it_is(
    ada: Person,
    sent: list[Any],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    pages = []
    for address in ("ada@example.org", "nobody@example.org"):
        client = Client()
        with django_assert_num_queries(11):
            answer = ask(client, address)
        pages.append(re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", answer.content.decode()))
    assert pages[0] == pages[1]
    assert [name for name, _arguments in sent] == ["secretariats.mail_links"] * 2, "same work"


def test_links_end(ada: Person, client: Client, sent: list[Any], settings: LazySettings) -> None:
    ask(client, "ada@example.org")
    work(sent)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(link()).status_code == 410


def test_another_address_ends_links_that_were_sent(
    ada: Person, client: Client, sent: list[Any]
) -> None:
    ask(client, "ada@example.org")
    work(sent)
    Person.objects.filter(pk=ada.pk).update(email="new@example.org")
    assert client.get(link()).status_code == 410


def test_a_failed_login_is_forgotten_with_the_new_password(
    ada: Person, client: Client, sent: list[Any], settings: LazySettings
) -> None:
    for _time in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("login"), {"username": "ada", "password": "wrong"})
    assert client.post(reverse("login"), {"username": "ada", "password": "ada"}).status_code == 429
    ask(client, "ada@example.org")
    work(sent)
    where = client.get(link(), follow=True).redirect_chain[-1][0]
    client.post(where, {"new_password1": NEW, "new_password2": NEW})
    assert client.post(reverse("login"), {"username": "ada", "password": NEW}).status_code == 302


def test_links_are_not_asked_for_without_end(
    ada: Person, client: Client, sent: list[Any], settings: LazySettings
) -> None:
    for _time in range(5):
        assert ask(client, "ada@example.org").status_code == 200
    assert len(sent) == 3, "three an hour for one address, without a word"
    hour = dt.timedelta(hours=1)
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"password_reset": (5, hour)}
    refused = ask(client, "ada@example.org")
    assert refused.status_code == 429
    check(refused.content.decode())
    assert "Try again in 60 minutes" in refused.content.decode()


def test_a_queue_that_does_not_answer_is_said(
    ada: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr(current_app, "send_task", away)
    answer = ask(client, "ada@example.org")
    assert answer.status_code == 503
    check(answer.content.decode())
    assert "Try again in a few minutes" in answer.content.decode()


def test_an_account_closed_meanwhile_gets_no_password(
    ada: Person, client: Client, sent: list[Any]
) -> None:
    ask(client, "ada@example.org")
    work(sent)
    where = client.get(link(), follow=True).redirect_chain[-1][0]
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    answer = client.post(where, {"new_password1": NEW, "new_password2": NEW})
    assert answer.status_code == 422
    assert "closed" in answer.content.decode()


def test_a_password_is_changed_by_the_old_one(cast: Cast, client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(cast.ada)
    client.force_login(cast.ada)
    check(client.get(reverse("password_change")).content.decode())
    values = {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    assert client.post(reverse("password_change"), values).status_code == 422
    done = client.post(reverse("password_change"), values | {"old_password": "ada"}, follow=True)
    assert done.status_code == 200
    assert "Your password is changed" in done.content.decode()
    assert elsewhere.get(reverse("start")).status_code == 302
    change = Change.objects.get(table="secretariats_person")
    assert change.after == {"password": "by old password"}
