"""Logging in and out, and the language in which the site then speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from secretariats.actions.choose_language import choose_language
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Person

if TYPE_CHECKING:
    from tests.cast import Cast


def test_who_is_not_logged_in_comes_back_to_where_they_wanted(cast: Cast, client: Client) -> None:
    wanted = reverse("reports")
    asked = client.get(wanted, follow=True)
    assert asked.redirect_chain == [(f"{reverse('login')}?next={wanted}", 302)]
    client.post(reverse("login"), {"username": "ada", "password": "ada", "next": wanted})
    assert client.get(wanted).status_code == 200


def test_a_wrong_password_keeps_the_name_and_tells_nobody_which_was_wrong(
    cast: Cast, client: Client
) -> None:
    answers = []
    for username in ("ada", "nobody-of-this-name"):
        html = client.post(
            reverse("login"), {"username": username, "password": "wrong"}
        ).content.decode()
        assert f'value="{username}"' in html
        assert "do not go together" in html
        answers.append(html.replace(username, ""))
    errors = [html.partition('role="alert"')[2].partition("</div>")[0] for html in answers]
    assert errors[0] == errors[1]


def test_it_leads_to_no_other_site(cast: Cast, client: Client) -> None:
    answer = client.post(
        reverse("login"), {"username": "ada", "password": "ada", "next": "https://elsewhere.test/"}
    )
    assert answer["Location"] == reverse("start")


def test_who_left_cannot_log_in(cast: Cast, client: Client) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(is_active=False)
    html = client.post(reverse("login"), {"username": "ada", "password": "ada"}).content.decode()
    assert "do not go together" in html


def test_the_site_speaks_the_language_of_who_logs_in(cast: Cast, client: Client) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(language="fr")
    sent = {"username": "ada", "password": "ada"}
    page = client.post(reverse("login"), sent, follow=True).content.decode()
    assert '<html lang="fr">' in page


def test_a_language_that_is_chosen_is_kept_for_the_next_time(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada)
    chosen = client.post(reverse("language"), {"language": "es", "next": reverse("reports")})
    assert chosen["Location"] == reverse("reports")
    assert '<html lang="es">' in client.get(reverse("reports")).content.decode()
    cast.ada.refresh_from_db()
    assert cast.ada.language == "es"
    change = Change.objects.get(table="secretariats_person")
    assert (change.before, change.after) == ({"language": "en"}, {"language": "es"})


def test_a_visitor_may_choose_a_language_too(db: None, client: Client) -> None:
    client.post(reverse("language"), {"language": "fr", "next": reverse("login")})
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"


def test_nobody_chooses_for_others_nor_what_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        choose_language(cast.ada, "fr", actor=cast.coordinator)
    with pytest.raises(Refused, match="xx"):
        choose_language(cast.ada, "xx", actor=cast.ada)
    choose_language(cast.ada, "en", actor=cast.ada)
    assert not Change.objects.exists(), "nothing changed, nothing written"


def test_logging_out_ends_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.ada)
    client.post(reverse("logout"))
    assert client.get(reverse("start")).status_code == 302
