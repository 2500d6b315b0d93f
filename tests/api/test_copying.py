"""Copying, whom a row is for, and favourites, for programs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from tests.web.week_pages import MONDAY, RUN, WEB, activities, store
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from tests.cast import Cast

ROW = {"unit": "IMCA", "activity": "WEB", "for": ["CMS"]}


@pytest.fixture
def ada(cast: Cast) -> APIClient:
    """Give Ada's program, with something to log time for."""
    activities(cast)
    client = APIClient()
    client.force_authenticate(cast.ada)
    return client


def copied(client: APIClient, status: int = 200, **asked: Any) -> Any:
    answer = client.post(reverse("api_time_copy"), {"unit": "IMCA", **asked}, format="json")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_day_says_what_was_copied_and_what_was_left_out(ada: APIClient, cast: Cast) -> None:
    store(cast, 90)
    store(cast, 30, RUN)
    store(cast, 15, RUN, dt.date(2017, 1, 11))
    found = copied(ada, date="2017-01-11")
    assert found["copied_from"] == "2017-01-10"
    piece = {"date": "2017-01-11", "activity": "WEB", "for": ["CMS"], "minutes": 90}
    assert found["copied"] == [piece]
    assert [(one["activity"], one["why"]) for one in found["left_out"]] == [("RUN", "taken")]
    assert copied(ada, date="2017-01-11")["copied"] == []


def test_a_week_and_a_row_are_copied(ada: APIClient, cast: Cast) -> None:
    store(cast, 90, WEB, MONDAY)
    assert len(copied(ada, week="2017-W03")["copied"]) == 1
    row: Any = {"activity": "WEB", "for": ["CMS"]}
    found = copied(ada, date="2017-01-09", **row)
    assert [one["date"] for one in found["copied"]] == [
        "2017-01-10", "2017-01-11", "2017-01-12", "2017-01-13",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [{}, {"week": "2017-W02", "date": "2017-01-10"}, {"week": "2017-W60"}, {"week": "2017-W02"},
     {"date": "0001-01-01"}, {"date": "9999-12-31"}, {"date": "2017-01-10", "activity": "GONE"}],
)  # fmt: skip
def test_what_cannot_be_copied_is_refused(asked: Any, ada: APIClient) -> None:
    copied(ada, 422, **asked)
    assert not TimeEntry.objects.exists()


def test_a_row_is_for_others_from_now_on(ada: APIClient, cast: Cast) -> None:
    store(cast, 90)
    wanted = {**ROW, "week": "2017-W02", "to": ["CMS", "AEWA"]}
    answer = ada.post(reverse("api_time_beneficiary"), wanted, format="json")
    assert answer.json() == {
        "activity": "WEB", "for": ["AEWA", "CMS"], "days": ["2017-01-10"], "stayed": [],
    }  # fmt: skip
    wrong = {**wanted, "to": ["RAMSAR"]}
    answer = ada.post(reverse("api_time_beneficiary"), wrong, format="json")
    assert (answer.status_code, "RAMSAR" in answer.content.decode()) == (422, True)


def test_favourites_are_kept_listed_and_let_go(ada: APIClient, cast: Cast) -> None:
    address = reverse("api_favourites")
    assert ada.put(address, ROW, format="json").status_code == 201
    assert ada.put(address, ROW, format="json").status_code == 200
    assert ada.get(address).json() == [{"activity": "WEB", "for": ["CMS"]}]
    gone = f"{address}?unit=IMCA&activity=WEB&for=CMS"
    assert [ada.delete(gone).status_code for _ in range(2)] == [204, 204]
    assert ada.get(address).json() == []
