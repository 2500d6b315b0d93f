"""One's own time for programs: the same grid, the same action."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from secretariats.models import Role, Unit
from tests.api.test_valuations import problem
from tests.cast import SINCE
from tests.web.week_pages import BOTH, RUN, TUESDAY, WEB, activities, store
from timetracking.models import TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

CELL = "/api/v1/time/cell/"
ASKED = {"unit": "IMCA", "date": "2017-01-10", "activity": "WEB", "for": ["CMS"], "minutes": 90}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Give the cast something to log time for."""
    activities(cast)
    return cast


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Give Ada's program."""
    client = Client()
    client.force_login(cast.ada)
    return client


def put(client: Client, **changes: Any) -> Any:
    return client.put(CELL, {**ASKED, **changes}, content_type="application/json")


def grid(client: Client) -> Any:
    return client.get(reverse("api_time"), {"unit": "IMCA", "week": "2017-W02"}).json()


def test_a_cell_is_stored_read_changed_and_removed(ada: Client, cast: Cast) -> None:
    made = put(ada, note="Broken links")
    assert made.status_code == 201
    cell = grid(ada)["rows"][0]["cells"][1]
    assert cell == {
        "date": "2017-01-10", "minutes": 90, "version": made.json()["version"],
        "notes": ["Broken links"], "entries": 1, "open": True, "why": "",
    }  # fmt: skip
    changed = put(ada, minutes=60, version=cell["version"])
    assert (changed.status_code, changed.json()["minutes"]) == (200, 60)
    assert changed.json()["note"] == "Broken links"
    address = "?unit=IMCA&date=2017-01-10&activity=WEB&for=CMS&version="
    assert ada.delete(CELL + address + cell["version"]).status_code == 409
    gone = ada.delete(CELL + address + changed.json()["version"])
    assert (gone.status_code, gone.json()["minutes"]) == (200, 0)
    assert not TimeEntry.objects.exists()
    assert ada.delete(CELL + address).status_code == 200, "what is empty stays so"


def test_a_conflict_says_what_is_stored(ada: Client, cast: Cast) -> None:
    stored = store(cast, 120, note="theirs")
    answer = put(ada)
    assert answer.status_code == 409
    found = answer.json()
    assert found["current"] == {"minutes": 120, "version": stored.version, "note": "theirs"}
    assert "2:00" in found["detail"]
    assert TimeEntry.objects.get().minutes == 120


@pytest.mark.parametrize(
    ("changes", "status", "path"),
    [
        ({"minutes": 1441}, 400, "minutes"),
        ({"minutes": "1:30"}, 400, "minutes"),
        ({"date": "10/01/2017"}, 400, "date"),
        ({"note": "x" * 501}, 400, "note"),
        ({"activity": "NONE"}, 422, "activity"),
        ({"for": []}, 422, "for"),
        ({"for": ["RAMSAR"]}, 422, "for"),
        ({"activity": "RUN"}, 422, "for"),
        ({"date": "2013-12-31"}, 422, "date"),
        ({"date": "2017-01-16"}, 422, "date"),
    ],
)
def test_what_cannot_be_says_where(
    changes: dict[str, Any], status: int, path: str, ada: Client, cast: Cast
) -> None:
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2017, 1, 16), end=dt.date(2017, 1, 22),
        state=WeekSheet.State.APPROVED,
    )  # fmt: skip
    found = problem(put(ada, **changes), status)
    assert {one["path"].split(".")[0] for one in found["errors"]} == {path}
    assert not TimeEntry.objects.exists()


def test_a_week_adds_up(ada: Client, cast: Cast) -> None:
    store(cast, 90)
    store(cast, 45, BOTH)
    store(cast, 30, RUN)
    found = grid(ada)
    assert (found["week"], found["recorded"]) == ("2017-W02", 165)
    assert found["shares"] == {"CMS": 90, "AEWA+CMS": 45, "": 30}
    assert (found["expected"], found["missing"]) == ("2400/1", "2235/1")
    assert [row["for"] for row in found["rows"]] == [["AEWA", "CMS"], ["CMS"], []]
    problem(ada.get(reverse("api_time"), {"unit": "IMCA", "week": "2017-W60"}), 422)
    problem(ada.get(reverse("api_time"), {"unit": "NONE"}), 404)


def test_everybody_has_their_own_time_alone(ada: Client, cast: Cast) -> None:
    store(cast, 90)
    store(cast, 60, person=cast.coordinator)
    client = Client()
    client.force_login(cast.coordinator)
    assert [row["minutes"] for row in grid(client)["rows"]] == [60]
    rows = client.get(reverse("api_entries")).json()["results"]
    assert [row["minutes"] for row in rows] == [60], "not the team's, though they may see it"
    for person in (cast.auditor, cast.cms_secretary, cast.cms_member):
        client.force_login(person)
        problem(put(client), 403)
        assert client.get(reverse("api_entries")).json()["results"] == []
    # Who keeps time elsewhere learns nothing of this unit.
    elsewhere = Unit.objects.create(
        code="ELSE", name="Elsewhere", currency="EUR", timezone="UTC", daily_minutes=480,
        joint_policy="key", overhead_policy="proportional", method="standard",
    )  # fmt: skip
    Role.objects.create(unit=elsewhere, person=cast.stranger, role=Role.Kind.STAFF, start=SINCE)
    client.force_login(cast.stranger)
    problem(put(client), 404)
    assert TimeEntry.objects.count() == 2


def test_entries_are_listed_newest_first_and_cut_down(ada: Client, cast: Cast) -> None:
    store(cast, 90, WEB, TUESDAY)
    store(cast, 30, RUN, TUESDAY + dt.timedelta(days=1))
    where = reverse("api_entries")
    rows = ada.get(where).json()["results"]
    assert [(row["date"], row["minutes"], row["for"]) for row in rows] == [
        ("2017-01-11", 30, []), ("2017-01-10", 90, ["CMS"]),
    ]  # fmt: skip
    for asked, minutes in (
        ({"to": "2017-01-10"}, [90]), ({"from": "2017-01-11"}, [30]), ({"activity": "WEB"}, [90]),
        ({"kind": "overhead"}, [30]), ({"unit": "OTHER"}, []),
    ):  # fmt: skip
        found = ada.get(where, asked).json()["results"]
        assert [row["minutes"] for row in found] == minutes, asked
    first = ada.get(where, {"page_size": 1}).json()
    assert [row["minutes"] for row in ada.get(first["next"]).json()["results"]] == [90]


def test_activities_are_those_of_one_s_units(ada: Client, cast: Cast) -> None:
    where = reverse("api_activities")
    rows = ada.get(where).json()["results"]
    assert [row["code"] for row in rows] == ["LEAVE", "NEWS", "RUN", "WEB"]
    assert rows[-1] == {
        "unit": "IMCA", "code": "WEB", "title": "CMS website", "area": "IM", "kind": "service",
    }  # fmt: skip
    found = ada.get(where, {"q": "alerts", "kind": "service"}).json()["results"]
    assert [row["code"] for row in found] == ["NEWS"]
    other = Client()
    other.force_login(cast.stranger)
    assert other.get(where).json()["results"] == []


@pytest.mark.parametrize("name", ["api_activities", "api_entries"])
def test_a_list_asks_as_often_however_long_it_is(
    name: str, ada: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for day in range(2, 27):
        store(cast, 15, RUN, dt.date(2017, 1, day))
    with django_assert_max_num_queries(4):
        ada.get(reverse(name))


def test_a_session_needs_its_token_to_write(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ada)
    assert "CSRF" in problem(put(strict), 403)["detail"]


def test_a_cell_sent_again_under_its_key_is_stored_once(ada: Client, cast: Cast) -> None:
    def once(key: str, **changes: Any) -> Any:
        return ada.put(
            CELL, {**ASKED, **changes}, content_type="application/json",
            headers={"Idempotency-Key": key},
        )  # fmt: skip

    made = once("mine", note="Broken links")
    assert made.status_code == 201
    again = once("mine", note="Broken links")
    assert (again.status_code, again.json()) == (201, made.json())
    assert TimeEntry.objects.get().version == 1
    assert once("mine", minutes=91).status_code == 422
    address = f"{CELL}?unit=IMCA&date=2017-01-10&activity=WEB&for=CMS"
    for _ in range(2):
        gone = ada.delete(
            f"{address}&version={made.json()['version']}", headers={"Idempotency-Key": "away"}
        )
        assert (gone.status_code, gone.json()["minutes"]) == (200, 0)
