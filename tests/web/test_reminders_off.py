"""Reminders switched off: by the link in the mail, on the account page, over the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from secretariats.models import Change, Person
from timetracking.off_links import off_path

if TYPE_CHECKING:
    from tests.cast import Cast


def reminded(cast: Cast) -> bool:
    """Return whether Ada is reminded, as stored."""
    return Person.objects.get(pk=cast.ada.pk).reminders


def test_the_link_of_the_mail_asks_first(cast: Cast) -> None:
    where = off_path(cast.ada)
    html = Client().get(where).content.decode()
    assert "Switch reminders off" in html
    assert "Ada" not in html, "the page tells no names"
    assert reminded(cast), "looking changes nothing: mail programs look at links by themselves"
    answer = Client(enforce_csrf_checks=True).post(where, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "Reminders are off." in answer.content.decode()
    assert not reminded(cast)
    change = Change.objects.get(table="secretariats_person")
    assert (change.before, change.after) == ({"reminders": True}, {"reminders": False})


@pytest.mark.parametrize("token", ["", "x", "1", "é:1", "a" * 3000])
def test_a_forged_link_leads_nowhere(cast: Cast, token: str) -> None:
    good = off_path(cast.ada).rstrip("/").rpartition("/")[2]
    # Signed here, as the moment of signing would name the test otherwise each time it is found.
    others = (signing.dumps(1), signing.dumps(cast.coordinator.pk, salt="something else"))
    turned = ":".join(reversed(good.split(":")))
    for forged in (token, good[:-1], good + "x", *others, turned):
        if forged:
            where = reverse("reminders_off", args=[forged])
            assert Client().post(where).status_code == 404
    assert reminded(cast)


def test_the_account_page_switches_them_off_and_on(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ada)
    details = {"name": "Ada Staff", "language": "en", "timezone": ""}
    where = reverse("account")
    assert "Remind me of days without time" in client.get(where).content.decode()
    for sent, expected in (({}, False), ({"reminders": "on"}, True)):
        client.post(where, {**details, **sent})
        assert reminded(cast) is expected


def test_the_interface_switches_them_off(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.ada)
    where = reverse("api_me")
    assert client.get(where).json()["reminders"] is True
    answer = client.patch(where, {"reminders": False}, content_type="application/json")
    assert answer.json()["reminders"] is False
    answer = client.patch(where, {"name": "Ada"}, content_type="application/json")
    assert answer.json()["reminders"] is False, "what is not sent stays"
