"""The pages of the programme of work: planned beside recorded, changed, handed over, signed."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.cast import Cast
from timetracking.models import (
    Activity,
    Beneficiary,
    Kind,
    ProgrammeItem,
    ProgrammeVersion,
    TimeEntry,
)

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from secretariats.models import Person
    from tests.world import World

ITEM = {
    "number": "1.1", "title": "Websites of both instruments", "activity": "WEB",
    "outputs": "Up to date", "days_0": "4,5", "days_1": "10", "priority": "high",
}  # fmt: skip
YEAR = 2017


@pytest.fixture
def worked(cast: Cast) -> Cast:
    """Store ten days of service on the websites, two of them joint, and one of overhead."""
    web = Activity.objects.create(unit=cast.unit, code="WEB", title="Web", kind=Kind.SERVICE)
    other = Activity.objects.create(unit=cast.unit, code="ADM", title="Adm", kind=Kind.OVERHEAD)
    cms = Beneficiary.objects.create(unit=cast.unit, code="CMS")
    both = Beneficiary.objects.create(unit=cast.unit, code="AEWA+CMS")
    for day in range(1, 12):
        TimeEntry.objects.create(
            unit=cast.unit, person=cast.ada, date=dt.date(YEAR, 2, day), minutes=480,
            first_minutes=480, activity=web if day < 11 else other,
            kind=Kind.SERVICE if day < 11 else Kind.OVERHEAD,
            beneficiary=None if day == 11 else both if day < 3 else cms,
        )  # fmt: skip
    return cast


def text_of(client: Client, person: Person, query: str = f"?year={YEAR}") -> str:
    client.force_login(person)
    response = client.get(reverse("programme") + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def add(client: Client, cast: Cast, **changed: str) -> int:
    client.force_login(cast.coordinator)
    where = f"{reverse('programme_item_new')}?unit=IMCA&year={YEAR}"
    return client.post(where, ITEM | changed).status_code


def hand_over(client: Client, cast: Cast) -> ProgrammeVersion:
    page = text_of(client, cast.coordinator, f"?year={YEAR}&draft=1")
    mark = re.search(r'name="seen" value="([^"]+)"', page)
    assert mark is not None
    asked = {"unit": "IMCA", "year": str(YEAR), "seen": mark[1]}
    assert client.post(reverse("programme_hand_over"), asked).status_code == 302
    return ProgrammeVersion.objects.latest("pk")


def decide(client: Client, person: Person, side: str, version: ProgrammeVersion) -> str:
    client.force_login(person)
    where = reverse("programme_version", args=[version.pk])
    page = client.get(where).content.decode()
    assert "Is this what I sign?" in page
    asked = {"instrument": side, "digest": version.digest, "decision": "signed"}
    answer = client.post(reverse("programme_sign", args=[version.pk]), asked, follow=True)
    return answer.content.decode()


def test_planned_days_stand_beside_recorded_ones_joint_time_once(
    worked: Cast, client: Client
) -> None:
    assert add(client, worked) == 302
    page = text_of(client, worked.aewa_secretary)
    assert "Websites of both instruments" in page
    for days in ("4.5", "14.5", "10.0"):
        assert f">{days}<" in page
    assert "This is a draft: nobody has signed it yet." in page


def test_staff_read_the_plan_without_what_was_recorded(worked: Cast, client: Client) -> None:
    add(client, worked)
    page = text_of(client, worked.ada)
    assert "Websites of both instruments" in page
    assert "Recorded" not in page
    assert "Add an item" not in page


def test_the_whole_way_by_plain_forms_and_a_new_version_after_it(
    worked: Cast, client: Client
) -> None:
    add(client, worked)
    version = hand_over(client, worked)
    assert "Add an item" not in text_of(client, worked.coordinator), "it waits for signatures"
    decide(client, worked.cms_secretary, "CMS", version)
    told = decide(client, worked.aewa_secretary, "AEWA", version)
    assert "Every side has signed: the programme is in force." in told
    page = text_of(client, worked.ada)
    assert "Version 1" in page
    item = ProgrammeItem.objects.get(year=YEAR)
    where = reverse("programme_item", args=[item.pk])
    client.force_login(worked.coordinator)
    mark = re.search(r'name="seen" value="([^"]+)"', client.get(where).content.decode())
    assert mark is not None
    client.post(where, ITEM | {"title": "Websites and apps", "seen": mark[1]})
    assert "Websites and apps" not in text_of(client, worked.ada), "in force is what was signed"
    page = text_of(client, worked.coordinator)
    assert "The draft differs from what is in force." in page
    second = hand_over(client, worked)
    decide(client, worked.aewa_secretary, "AEWA", second)
    told = decide(client, worked.cms_secretary, "CMS", second)
    assert "Websites and apps" in text_of(client, worked.ada)
    assert (
        "Replaced by a later version"
        in client.get(reverse("programme_version", args=[version.pk])).content.decode()
    )


def test_mistakes_stand_beside_their_field_and_what_was_typed_is_kept(
    worked: Cast, client: Client
) -> None:
    assert add(client, worked) == 302
    client.force_login(worked.coordinator)
    where = f"{reverse('programme_item_new')}?unit=IMCA&year={YEAR}"
    response = client.post(where, ITEM | {"days_0": "many", "title": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "is not a number" in page
    assert "Say what is done." in page
    assert 'value="many"' in page
    assert add(client, worked, number="1.1") == 422
    assert ProgrammeItem.objects.filter(year=YEAR).count() == 1


def test_a_year_begins_with_the_items_of_another(worked: Cast, client: Client) -> None:
    add(client, worked)
    page = text_of(client, worked.coordinator, "?year=2018")
    assert "There is no programme for 2018 yet." in page
    asked = {"unit": "IMCA", "year": "2018", "source": str(YEAR)}
    client.post(reverse("programme_copy"), asked)
    assert "Websites of both instruments" in text_of(client, worked.coordinator, "?year=2018")


def test_an_item_is_removed_from_the_draft(worked: Cast, client: Client) -> None:
    add(client, worked)
    item = ProgrammeItem.objects.get(year=YEAR)
    page = client.get(reverse("programme_item", args=[item.pk])).content.decode()
    mark = re.findall(r'name="seen" value="([^"]+)"', page)[-1]
    client.post(reverse("programme_item_remove", args=[item.pk]), {"seen": mark})
    assert not ProgrammeItem.objects.filter(year=YEAR).exists()


def test_a_refusal_is_read_by_who_plans(world: World, client: Client) -> None:
    client.force_login(world.cast.aewa_secretary)
    asked = {
        "instrument": "AEWA", "digest": world.version.digest, "decision": "refused",
        "reason": "Five days are too few.",
    }  # fmt: skip
    client.post(reverse("programme_sign", args=[world.version.pk]), asked)
    page = text_of(client, world.cast.coordinator, "?year=2032")
    assert "Version 1 came back from Aya Secretary of AEWA" in page
    assert "Five days are too few." in page
    assert "Add an item" in page


def test_years_that_are_none_are_not_there(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    for year in ("0", "20177", "soon", "٢٠١٧"):
        assert client.get(reverse("programme"), {"year": year}).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_items_as_for_one(
    worked: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    add(client, worked)
    client.force_login(worked.aewa_secretary)
    with django_assert_max_num_queries(19):
        client.get(reverse("programme") + f"?year={YEAR}")
    for number in range(2, 12):
        add(client, worked, number=f"1.{number}")
    client.force_login(worked.aewa_secretary)
    with django_assert_max_num_queries(19):
        client.get(reverse("programme") + f"?year={YEAR}")
