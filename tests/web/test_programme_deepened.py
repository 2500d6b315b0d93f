"""Categories, milestones, strategies and changes of a programme, by plain forms."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from secretariats.models import Change
from timetracking.models import MilestoneDone, ProgrammeItem, ProgrammeVersion

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.cast import Cast

YEAR = 2017
ITEM = {
    "number": "1.1", "title": "Bird day", "days_0": "4,5", "days_1": "10",
    "category_P": "10", "category_G": "4.5", "category_other": "", "lines": "3",
    "milestone_date_0": "2017-10-14", "milestone_title_0": "Autumn day",
    "milestone_date_1": "", "milestone_title_1": "",
    "milestone_date_2": "2017-05-10", "milestone_title_2": "Main day",
    "strategy_text_0": "Goal 3", "strategy_address_0": "https://example.org/goal-3",
}  # fmt: skip


def add(client: Client, cast: Cast, **changed: str) -> tuple[int, str]:
    client.force_login(cast.coordinator)
    where = f"{reverse('programme_item_new')}?unit=IMCA&year={YEAR}"
    answer = client.post(where, ITEM | changed)
    return answer.status_code, answer.content.decode()


def read(client: Client, person: Person, name: str, query: str = "") -> str:
    client.force_login(person)
    answer = client.get(f"{reverse(name)}?unit=IMCA&year={YEAR}{query}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def mark(client: Client, person: Person, done: str, title: str = "Main day") -> int:
    client.force_login(person)
    asked = {"unit": "IMCA", "year": str(YEAR), "number": "1.1", "title": title, "done": done}
    return client.post(reverse("programme_milestone"), asked).status_code


def hand_over(client: Client, cast: Cast) -> ProgrammeVersion:
    page = read(client, cast.coordinator, "programme", "&draft=1")
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    asked = {"unit": "IMCA", "year": str(YEAR), "seen": seen[1]}
    assert client.post(reverse("programme_hand_over"), asked).status_code == 302
    return ProgrammeVersion.objects.latest("pk")


def test_an_item_is_planned_by_category_with_milestones_and_strategies(
    cast: Cast, client: Client
) -> None:
    assert add(client, cast)[0] == 302
    item = ProgrammeItem.objects.get()
    assert item.category_days == {"P": "10", "G": "4.5"}
    assert [one["title"] for one in item.milestones] == ["Main day", "Autumn day"], "by day"
    assert item.strategies == {"AEWA": {"text": "Goal 3", "address": "https://example.org/goal-3"}}
    page = read(client, cast.ada, "programme")
    for words in ("Main day", "overdue", 'href="https://example.org/goal-3"', "Professional"):
        assert words in page
    assert "Mark as reached" not in page, "staff only read"
    form = client.get(reverse("programme_item", args=[item.pk]))
    assert form.status_code == 403
    client.force_login(cast.coordinator)
    form = client.get(reverse("programme_item", args=[item.pk]))
    html = form.content.decode()
    assert html.count('name="milestone_title_') == 5, "two, and three empty lines"
    assert 'value="2017-05-10"' in html


def test_more_lines_come_without_losing_what_was_typed(cast: Cast, client: Client) -> None:
    status, page = add(client, cast, more="1", number="")
    assert status == 200
    assert page.count('name="milestone_title_') == 6
    assert 'value="Autumn day"' in page
    assert 'name="lines" value="6"' in page
    assert 'role="alert"' not in page, "nothing is checked yet"
    assert not ProgrammeItem.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"category_P": "9"}, "By category of staff it is 13.5 days, by instrument 14.5"),
        ({"milestone_date_0": ""}, "Choose a day."),
        ({"milestone_date_0": "14.10.2017"}, "Write the day as year-month-day"),
        ({"milestone_title_2": ""}, "Say what is reached on that day."),
        ({"milestone_title_2": "Autumn day"}, "Another milestone of this item"),
        ({"milestone_date_0": "2027-10-14"}, "too far from 2017"),
        ({"strategy_address_0": "http://example.org"}, "beginning with https://"),
        ({"lines": "9999999"}, "Something is missing"),
    ],
)
def test_mistakes_are_told_beside_their_field(
    changed: dict[str, str], told: str, cast: Cast, client: Client
) -> None:
    status, page = add(client, cast, **changed)
    assert (status, told in page) == (422, True)
    assert 'value="Bird day"' in page
    assert not ProgrammeItem.objects.exists()


def test_a_milestone_is_marked_while_the_programme_waits_and_signs_nothing_anew(
    cast: Cast, client: Client
) -> None:
    add(client, cast)
    version = hand_over(client, cast)
    assert mark(client, cast.coordinator, "2017-05-13") == 302
    page = read(client, cast.cms_secretary, "programme")
    assert "reached on 13 May 2017" in page
    assert "3 days late" in page
    version.refresh_from_db()
    assert "done" not in str(version.content)
    assert mark(client, cast.coordinator, "") == 302
    assert not MilestoneDone.objects.exists()
    kinds = Change.objects.filter(table="timetracking_milestonedone").values_list(
        "kind", flat=True
    )
    assert list(kinds) == ["created", "removed"]


def test_a_milestone_is_marked_for_a_day_that_has_come_by_the_coordinator_alone(
    cast: Cast, client: Client
) -> None:
    add(client, cast)
    tomorrow = dt.date.today() + dt.timedelta(days=2)  # noqa: DTZ011
    assert mark(client, cast.coordinator, tomorrow.isoformat()) == 422
    assert mark(client, cast.coordinator, "2001-01-01") == 422
    assert mark(client, cast.coordinator, "soon") == 422
    assert mark(client, cast.coordinator, "2017-05-13", title="Another day") == 422
    for person in (cast.ada, cast.cms_secretary, cast.auditor):
        assert mark(client, person, "2017-05-13") == 403
    assert not MilestoneDone.objects.exists()


def test_a_copied_year_has_milestones_a_year_later_and_none_reached(
    cast: Cast, client: Client
) -> None:
    add(client, cast)
    mark(client, cast.coordinator, "2017-05-13")
    client.post(reverse("programme_copy"), {"unit": "IMCA", "year": "2018", "source": "2017"})
    copied = ProgrammeItem.objects.get(year=2018)
    assert [one["date"] for one in copied.milestones] == ["2018-05-10", "2018-10-14"]
    assert copied.strategies == ProgrammeItem.objects.get(year=2017).strategies
    assert not MilestoneDone.objects.filter(year=2018).exists()


def test_changes_since_a_version_are_told_field_by_field(cast: Cast, client: Client) -> None:
    add(client, cast)
    version = hand_over(client, cast)
    where = reverse("programme_withdraw", args=[version.pk])
    client.post(where, {"reason": "A day is wrong."})
    item = ProgrammeItem.objects.get()
    own = reverse("programme_item", args=[item.pk])
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(own).content.decode())
    assert seen is not None
    changed = {"days_1": "11", "category_P": "11", "milestone_date_2": "2017-05-13"}
    assert client.post(own, ITEM | changed | {"seen": seen[1]}).status_code == 302
    add(client, cast, number="1.2", title="Another")
    page = re.sub(r"<[^>]+>", " ", read(client, cast.ada, "programme_changes"))
    page = re.sub(r"\s+", " ", page)
    assert "What changed from version 1 to the draft?" in page
    assert "Days for CMS before: 10 → now: 11" in page
    assert "Days of Professional before: 10 → now: 11" in page
    assert "Milestone “Main day” before: 10 May 2017 → now: 13 May 2017" in page
    assert "new 1.2 Another" in page
    nothing = read(client, cast.ada, "programme_changes", "&before=1&after=1")
    assert "Nothing changed." in nothing
    client.force_login(cast.ada)
    missing = f"{reverse('programme_changes')}?unit=IMCA&year={YEAR}&before=7"
    assert client.get(missing).status_code == 404
