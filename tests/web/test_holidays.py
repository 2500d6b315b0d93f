"""The holidays of a unit beside those of its country, over HTTP."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from secretariats.models import Holiday
from timetracking.models import WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

BONN = {"country": "DE", "part": "NW", "year": "2027"}


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.coordinator)
    return client


def page(client: Client, **asked: str) -> Any:
    return client.get(reverse("holidays"), asked)


def test_nothing_is_ticked_and_nothing_taken_by_itself(coordinator: Client) -> None:
    assert "Where is the unit?" in page(coordinator).content.decode()
    html = page(coordinator, **BONN).content.decode()
    assert "Corpus Christi" in html
    assert " checked" not in html
    assert not Holiday.objects.exists()
    ticked = page(coordinator, **BONN, tick="all").content.decode()
    assert ticked.count(" checked") == 7, "those on working days"


def test_days_are_taken_and_the_duty_station_is_remembered(
    coordinator: Client, cast: Cast
) -> None:
    Holiday.objects.create(
        unit=cast.unit, date=dt.date(2027, 12, 24), name="Half of Christmas Eve", minutes=240
    )
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2027, 5, 24), end=dt.date(2027, 5, 30),
        state=WeekSheet.State.APPROVED,
    )  # fmt: skip
    html = page(coordinator, **BONN).content.decode()
    assert "takes 4:00 off the day" in html
    assert "in the approved week of one person" in html
    sent = {**BONN, "day": ["2027-05-27", "2027-01-01"]}
    assert coordinator.post(reverse("holidays"), sent).status_code == 302
    assert Holiday.objects.count() == 3
    again = page(coordinator, year="2027").content.decode()
    assert "already there" in again
    assert "2 holidays were taken over" in again


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"country": "XX"}, "no country “XX”"),
        ({"country": "DE", "year": "2150"}, "from 1991 to 2100"),
        ({"country": "\0", "year": "-1"}, "no country"),
    ],
)
def test_what_is_not_known_is_said(coordinator: Client, asked: dict[str, str], said: str) -> None:
    answer = page(coordinator, **asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_day_that_is_no_holiday_is_refused(coordinator: Client) -> None:
    answer = coordinator.post(reverse("holidays"), {**BONN, "day": "2027-05-28"})
    assert answer.status_code == 422
    assert "28 May 2027 is no public holiday there" in answer.content.decode()
    assert not Holiday.objects.exists()
