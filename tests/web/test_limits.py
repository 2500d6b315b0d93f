"""Limits on attempts: who fails too often waits, and learns nothing meanwhile."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as site
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from secretariats.actions.count_attempt import count_attempt, waiting_time
from secretariats.models import Attempt, Person
from tests.web.test_pages import check

if TYPE_CHECKING:
    from django.conf import LazySettings
    from django.http import HttpResponse

    from tests.cast import Cast

LIMIT: int = site.AXES_FAILURE_LIMIT


def log_in(client: Client, username: str, password: str, address: str = "192.0.2.1") -> Any:
    values = {"username": username, "password": password}
    return client.post(reverse("login"), values, REMOTE_ADDR=address)


def fail(client: Client, username: str, times: int, address: str = "192.0.2.1") -> HttpResponse:
    answers: list[HttpResponse] = [
        log_in(client, username, "wrong", address) for _time in range(times)
    ]
    return answers[-1]


def test_whoever_fails_too_often_waits_and_is_told_how_long(cast: Cast, client: Client) -> None:
    assert fail(client, "ada", LIMIT - 1).status_code == 200
    locked = fail(client, "ada", 1)
    assert locked.status_code == 429
    html = locked.content.decode()
    check(html)
    assert "Try again in 15 minutes" in html
    assert reverse("password_reset") in html
    assert log_in(client, "ada", "ada").status_code == 429, "not even with the right password"
    assert "_auth_user_id" not in client.session


def test_the_page_is_the_same_for_a_name_that_nobody_has(cast: Cast, client: Client) -> None:
    pages = []
    for username in ("ada", "nobody-of-this-name"):
        html = fail(Client(), username, LIMIT).content.decode()
        pages.append(re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", html))
    assert pages[0] == pages[1]


def test_others_are_not_shut_out(cast: Cast, client: Client) -> None:
    fail(client, "ada", LIMIT)
    assert log_in(Client(), "ada", "ada", "192.0.2.2").status_code == 302, "from elsewhere"
    assert log_in(Client(), "coordinator", "coordinator").status_code == 302, "from there"


def test_the_time_ends_and_does_not_grow(cast: Cast, client: Client) -> None:
    fail(client, "ada", LIMIT)
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=10))
    assert "Try again in 5 minutes" in fail(client, "ada", 3).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - dt.timedelta(minutes=16))
    assert log_in(client, "ada", "ada").status_code == 302


def test_the_right_password_ends_the_count(cast: Cast, client: Client) -> None:
    fail(client, "ada", LIMIT - 1)
    log_in(client, "ada", "ada")
    assert fail(Client(), "ada", LIMIT - 1).status_code == 200


def test_nothing_secret_is_kept_of_what_failed(cast: Cast, client: Client) -> None:
    log_in(client, "ada", "my-secret-word")
    kept = str(list(AccessAttempt.objects.values()))
    assert "my-secret-word" not in kept
    assert "csrfmiddlewaretoken=" not in kept


def test_one_address_does_not_try_many_names(
    cast: Cast, client: Client, settings: LazySettings
) -> None:
    limits = settings.ATTEMPT_LIMITS | {"login": (3, dt.timedelta(hours=1))}
    settings.ATTEMPT_LIMITS = limits
    for number in range(3):
        assert log_in(client, f"name-{number}", "wrong").status_code == 200
    answer = log_in(client, "ada", "ada")
    assert answer.status_code == 429
    assert "Try again in 60 minutes" in answer.content.decode()
    assert log_in(client, "ada", "ada", "192.0.2.9").status_code == 302


def test_an_address_that_a_caller_writes_down_does_not_count(cast: Cast, client: Client) -> None:
    answers = [
        client.post(
            reverse("login"),
            {"username": "ada", "password": "wrong"},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )
        for number in range(LIMIT)
    ]
    assert answers[-1].status_code == 429


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_speaks_the_languages_of_the_site(
    language: str, cast: Cast, client: Client
) -> None:
    client = Client(headers={"accept-language": language})
    check(fail(client, "ada", LIMIT).content.decode(), language)


def test_an_attempt_beyond_the_limit_is_not_counted(db: None, settings: LazySettings) -> None:
    settings.ATTEMPT_LIMITS = {"token": (2, dt.timedelta(minutes=10))}
    assert count_attempt("token", "a") is None
    assert waiting_time("token", "a") is None
    assert count_attempt("token", "a") is None
    waits = [count_attempt("token", "a"), waiting_time("token", "a"), count_attempt("token", "a")]
    for wait in waits:
        assert wait is not None
        assert dt.timedelta(minutes=9) < wait <= dt.timedelta(minutes=10)
    assert count_attempt("token", "b") is None, "another address"
    assert Attempt.objects.count() == 3
    assert "a" not in Attempt.objects.values_list("key", flat=True)
    Attempt.objects.update(at=timezone.now() - dt.timedelta(minutes=11))
    assert count_attempt("token", "a") is None
    assert Attempt.objects.count() == 1, "what no longer counts is taken away"


def test_wrong_tokens_are_limited_and_right_ones_are_not(
    cast: Cast, client: Client, settings: LazySettings
) -> None:
    from secretariats.actions.make_token import make_token

    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"token": (2, dt.timedelta(minutes=10))}
    _token, secret = make_token(cast.ada, name="x", days=1, actor=cast.ada)
    statuses = [
        client.get(reverse("api_me"), headers={"authorization": f"Bearer imca_{'0' * 64}"})
        for _time in range(3)
    ]
    assert [answer.status_code for answer in statuses] == [401, 401, 429]
    assert statuses[-1].headers["Content-Type"] == "application/problem+json"
    assert int(statuses[-1].headers["Retry-After"]) > 500
    right = client.get(reverse("api_me"), headers={"authorization": f"Bearer {secret}"})
    assert right.status_code == 200
    Person.objects.filter(pk=cast.ada.pk).update(is_active=False)
    closed = client.get(reverse("api_me"), headers={"authorization": f"Bearer {secret}"})
    assert closed.status_code in {401, 429}
