"""Weeks through the interface: the same steps as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

from tests.db.timetracking.weeks import hour
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast

WEEK = {"unit": "IMCA", "week": "2017-W02"}
CELL = {"unit": "IMCA", "date": "2017-01-10", "activity": "RUN"}


class Program:
    """A program of a person."""

    def __init__(self, person: Person) -> None:
        self.client = Client()
        self.client.force_login(person)

    def get(self, name: str, **query: str) -> Any:
        """Return what an address answers."""
        return self.client.get(reverse(name), query).json()

    def post(self, name: str, body: dict[str, Any], *args: int) -> Any:
        """Return the answer to what is sent to an address."""
        where = reverse(name, args=args)
        return self.client.post(where, body, content_type="application/json")


def test_a_week_goes_its_way_and_is_corrected(cast: Cast) -> None:
    ada, cleo = Program(cast.ada), Program(cast.coordinator)
    saved = hour(cast)
    grid = ada.get("api_time", **WEEK)
    assert grid["parts"] == [
        {
            "start": "2017-01-09", "end": "2017-01-15", "state": "open", "id": None,
            "ready": True, "reason": "",
        }
    ]  # fmt: skip
    stale = ada.post("api_week_submit", {**WEEK, "seen": "older"})
    assert (stale.status_code, stale.json()["current"]) == (409, {"seen": grid["seen"]})
    done = ada.post("api_week_submit", {**WEEK, "seen": grid["seen"], "note": "a strike"}).json()
    assert done["gaps"][1] == {"date": "2017-01-10", "missing": "420/1"}
    assert ada.post("api_week_take_back", WEEK).json()["weeks"][0]["state"] == "open"
    seen = ada.get("api_time", **WEEK)["seen"]
    (week,) = ada.post("api_week_submit", {**WEEK, "seen": seen}).json()["weeks"]
    cell = ada.get("api_time", **WEEK)["rows"][0]["cells"][1]
    assert (cell["open"], cell["why"]) == (False, "submitted")
    (waits,) = cleo.get("api_weeks", whose="waiting")["results"]
    assert (waits["id"], waits["person"], waits["version"]) == (week["id"], "ada", 3)
    asked = {"version": 3, "reason": "Monday?"}
    back = cleo.post("api_week_back", asked, week["id"])
    assert (back.json()["state"], back.json()["reason"]) == ("returned", "Monday?")
    assert cleo.post("api_week_back", asked, week["id"]).status_code == 409
    seen = ada.get("api_time", **WEEK)["seen"]
    (week,) = ada.post("api_week_submit", {**WEEK, "seen": seen}).json()["weeks"]
    chosen = {"weeks": [{"id": week["id"], "version": week["version"]}]}
    assert ada.post("api_weeks_approve", chosen).status_code == 403
    assert cleo.post("api_weeks_approve", chosen).json()["weeks"][0]["state"] == "approved"
    assert cleo.post("api_weeks_approve", chosen).status_code == 409
    assert len(ada.get("api_weeks", whose="own", state="approved")["results"]) == 1
    wanted = {**CELL, "minutes": 90, "version": saved.version, "reason": "forgot a call"}
    wish = ada.post("api_amendments", wanted)
    assert wish.status_code == 201
    assert ada.post("api_amendments", wanted).status_code == 422
    (waiting,) = cleo.get("api_amendments", whose="waiting")["results"]
    assert (waiting["activity"], waiting["for"], waiting["minutes_after"]) == ("RUN", [], 90)
    assert cleo.post("api_amendment_withdraw", {}, waiting["id"]).status_code == 403
    decided = cleo.post("api_amendment_decide", {"decision": "accepted"}, waiting["id"])
    assert decided.json()["state"] == "accepted"
    assert TimeEntry.objects.get().minutes == 90


def test_others_see_and_decide_nothing(cast: Cast) -> None:
    hour(cast)
    ada = Program(cast.ada)
    seen = ada.get("api_time", **WEEK)["seen"]
    (week,) = ada.post("api_week_submit", {**WEEK, "seen": seen}).json()["weeks"]
    asked = {"version": 1, "reason": "x"}
    for person, status in ((cast.aewa_secretary, 403), (cast.auditor, 403), (cast.stranger, 404)):
        program = Program(person)
        assert program.get("api_weeks")["results"] == []
        assert program.post("api_week_back", asked, week["id"]).status_code == status
    assert len(ada.get("api_weeks")["results"]) == 1
