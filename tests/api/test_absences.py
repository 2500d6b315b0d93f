"""Absence for programs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.week_pages import activities
from timetracking.models import TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

SENT = {
    "unit": "IMCA", "activity": "LEAVE", "from": "2017-01-09", "to": "2017-01-13",
    "half_first": True,
}  # fmt: skip


@pytest.fixture
def program(cast: Cast) -> Client:
    activities(cast)
    client = Client()
    client.force_login(cast.ada)
    return client


def ask(program: Client, method: str, sent: dict[str, Any]) -> Any:
    if method == "delete":
        return program.delete(reverse("api_absences"), query_params=sent)
    return getattr(program, method)(reverse("api_absences"), sent, content_type="application/json")


def test_an_absence_is_entered_once_listed_changed_and_removed(program: Client) -> None:
    made = ask(program, "post", SENT)
    assert made.status_code == 201
    assert made.json()["created"][0] == "2017-01-09"
    again = ask(program, "post", SENT)
    assert (again.status_code, again.json()["what"]) == (200, "unchanged")
    assert again.json()["version"] == made.json()["version"]
    year = program.get(reverse("api_absences"), {"year": 2017}).json()
    assert year["days"] == {"LEAVE": "9/2"}
    (one,) = year["absences"]
    assert (one["from"], one["to"], one["half_first"]) == ("2017-01-09", "2017-01-13", True)
    change = {
        **SENT, "was": "LEAVE", "day": one["from"], "version": one["version"],
        "to": "2017-01-10", "half_first": False,
    }  # fmt: skip
    changed = ask(program, "patch", change)
    assert changed.status_code == 200
    assert len(changed.json()["removed"]) == 3
    assert ask(program, "patch", change).json()["what"] == "unchanged"
    named = {"unit": "IMCA", "activity": "LEAVE", "day": "2017-01-09"}
    stale = ask(program, "delete", {**named, "version": one["version"]})
    assert stale.status_code == 409
    version = changed.json()["version"]
    gone = ask(program, "delete", {**named, "version": version})
    assert len(gone.json()["removed"]) == 2
    assert ask(program, "delete", {**named, "version": version}).json()["what"] == "unchanged"
    assert not TimeEntry.objects.exists()


def test_a_preview_stores_nothing(program: Client) -> None:
    found = ask(program, "post", {**SENT, "to": "2017-01-15", "preview": True}).json()
    assert found["what"] == "preview"
    assert [one["minutes"] for one in found["days"]] == [240, 480, 480, 480, 480, 0, 0]
    assert found["days"][-1]["left_out"] == "no_workday"
    assert not TimeEntry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"activity": "WEB"}, 422, "no kind of absence"),
        ({"unit": "OTHER"}, 404, "nothing"),
        ({"to": "2017-01-02"}, 422, "before the first"),
        ({"from": "0001-01-01"}, 400, "from 1970 to 2199"),
        ({"note": "x" * 1_000_000}, 400, "500"),
        ({"from": "2012-01-02", "to": "2012-01-03"}, 422, "Nothing is expected"),
        ({"preview": True, "to": "2017-01-02"}, 422, "before the first"),
    ],
)
def test_bad_input_is_told(
    program: Client, changes: dict[str, Any], status: int, said: str
) -> None:
    answer = ask(program, "post", {**SENT, **changes})
    assert answer.status_code == status
    assert said in answer.json()["detail"]
    assert not TimeEntry.objects.exists()


def test_locked_days_are_named(program: Client, cast: Cast) -> None:
    day = dt.date(2017, 1, 10)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=day, end=day, state=WeekSheet.State.SUBMITTED
    )
    answer = ask(program, "post", SENT)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "from"
    assert "Tuesday 10 January is in a submitted week" in answer.json()["detail"]
