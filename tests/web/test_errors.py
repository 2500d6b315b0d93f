"""Pages about what went wrong: what was typed is not lost, and they need little to be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.web.test_pages import check

if TYPE_CHECKING:
    from tests.world import World

HERE = {"origin": "http://testserver"}
SENT = {"guide": "staff", "next": "/glossary/"}


@pytest.fixture
def strict(world: World) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.cast.ada)
    return client


def test_a_form_that_was_open_too_long_can_be_sent_again_as_it_was(
    world: World, strict: Client
) -> None:
    refused = strict.post(reverse("guide"), SENT, headers=HERE)
    assert refused.status_code == 403
    page = refused.content.decode()
    form = page[page.index(f'action="{reverse("guide")}"') :].partition("</form>")[0]
    again = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert again.items() >= SENT.items()
    assert strict.post(reverse("guide"), again, headers=HERE)["Location"] == "/glossary/"
    world.cast.ada.refresh_from_db()
    assert world.cast.ada.guides_read == ["staff"]


@pytest.mark.parametrize("headers", [{}, {"origin": "https://elsewhere.example"}])
def test_what_another_site_sent_is_not_handed_back(
    headers: dict[str, str], strict: Client
) -> None:
    page = strict.post(reverse("guide"), SENT, headers=headers).content.decode()
    assert 'name="guide" value="staff"' not in page.partition("<main")[2]
    assert "go back with your browser" in page


def test_a_password_is_never_handed_back(strict: Client) -> None:
    sent = {"old_password": "waterbird", "note": "nightjar"}
    page = strict.post(reverse("guide"), sent, headers=HERE).content.decode()
    assert "waterbird" not in page
    assert "nightjar" not in page


def test_who_may_not_reads_which_roles_they_have(world: World, client: Client) -> None:
    client.force_login(world.cast.ada)
    page = client.get(reverse("valuation", args=[world.run.pk])).content.decode()
    assert "staff, IMCA" in page.partition("<main")[2]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_of_a_failure_needs_no_database_and_no_request(language: str) -> None:
    # No fixture of this test opens the database.
    with override(language):
        page = render_to_string("500.html")
    check(page, language)
    assert 'href="/static/css/tokens.css"' in page
    assert "<form" not in page
