"""Going anywhere by a few letters: pages, weeks and activities of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from tests.web.week_pages import Weekly, ada

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

__all__ = ["ada"]


def jump(client: Client, text: str = "", **headers: str) -> str:
    answer = client.get(reverse("jump"), {"q": text}, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client: Client, text: str) -> str:
    """Return what a script puts into its dialog."""
    return jump(client, text, **{"HX-Request": "true"})


def test_pages_of_the_person_and_no_others(ada: Weekly, cast: Cast, client: Client) -> None:
    assert 'href="/time/"' in listed(ada.client, "MY wéek")
    assert 'href="/people/"' not in listed(ada.client, "")
    client.force_login(cast.administrator)
    assert 'href="/people/"' in listed(client, "peo")
    assert 'href="/time/absence/"' not in listed(client, "")


def test_weeks_by_number_and_date(ada: Weekly) -> None:
    assert 'href="/time/?week=2017-W02"' in listed(ada.client, "2/2017")
    assert 'href="/time/?week=2017-W02&amp;day=2017-01-10"' in listed(ada.client, "10.1.2017")


def test_activities_lead_to_a_row_of_this_week(ada: Weekly) -> None:
    found = listed(ada.client, "cms web")
    assert "row=WEB%3AAEWA%2BCMS&amp;new=1" in found
    assert "WEB · joint" in found


def test_what_there_is_not_says_what_to_type(ada: Weekly) -> None:
    found = listed(ada.client, "<b>nothing")
    assert "Nothing is called “&lt;b&gt;nothing”" in found


def test_without_scripts_it_is_a_page(ada: Weekly) -> None:
    html = jump(ada.client, "week")
    assert "Where do I want to go?" in html
    assert 'href="/time/"' in html
    for part in ('id="jump"', 'id="keys"', "Ctrl K"):
        assert part in html, "every page offers it"
