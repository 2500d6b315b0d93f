"""The guide of each role: there on the first visit, away by one button, back by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from secretariats.actions.put_guide_away import put_guide_away
from secretariats.core.errors import NotAllowed, Refused
from secretariats.guides import GUIDES
from secretariats.models import Change, Role

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from tests.world import World

AWAY = "Put the guide away"
AGAIN = "Show the guide again"


def page(client: Client, name: str = "start") -> str:
    return client.get(reverse(name), follow=True).content.decode()


def test_every_role_has_one_of_three_to_five_steps() -> None:
    assert set(GUIDES) == set(Role.Kind.values)
    assert all(3 <= len(guide.steps) <= 5 for guide in GUIDES.values())


def test_each_role_finds_its_own_where_it_begins(world: World, client: Client) -> None:
    own = {
        "ada": "staff",
        "coordinator": "coordinator",
        "aewa_secretary": "executive_secretary",
        "cms_finance": "finance",
        "cms_member": "committee_member",
        "auditor": "auditor",
        "administrator": "administrator",
    }
    people = world.people()
    for who, kind in own.items():
        client.force_login(people[who])
        assert str(GUIDES[kind].title) in page(client), who


def test_it_goes_by_a_plain_form_and_comes_back_by_another(world: World, client: Client) -> None:
    client.force_login(world.cast.cms_member)
    assert AWAY in page(client, "reports")
    sent = {"guide": "committee_member", "next": reverse("reports")}
    assert client.post(reverse("guide"), sent)["Location"] == reverse("reports")
    shown = page(client, "reports")
    assert AWAY not in shown
    assert AGAIN in shown
    client.post(reverse("guide"), {**sent, "again": "1"})
    assert AWAY in page(client, "reports")


def test_it_leads_to_no_other_site(world: World, client: Client) -> None:
    client.force_login(world.cast.ada)
    sent = {"guide": "staff", "next": "https://elsewhere.example/"}
    assert client.post(reverse("guide"), sent)["Location"] == reverse("start")


def test_putting_away_is_kept_once_with_who_and_when(cast: Cast) -> None:
    put_guide_away(cast.ada, ["staff"], actor=cast.ada)
    put_guide_away(cast.ada, ["staff"], actor=cast.ada)
    cast.ada.refresh_from_db()
    assert cast.ada.guides_read == ["staff"]
    (change,) = Change.objects.filter(kind=Change.Kind.CHANGED)
    assert change.after == {"guides_read": ["staff"]}


def test_nobody_puts_away_somebody_else_s(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        put_guide_away(cast.ada, ["staff"], actor=cast.coordinator)
    with pytest.raises(Refused):
        put_guide_away(cast.ada, ["nonsense"], actor=cast.ada)
