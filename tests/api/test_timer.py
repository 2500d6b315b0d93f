"""The timer for programs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.week_pages import activities
from timetracking.models import TimeEntry, Timer

if TYPE_CHECKING:
    from tests.cast import Cast

TIMER, STOP = "/api/v1/timer/", "/api/v1/timer/stop/"
ASKED = {"unit": "IMCA", "activity": "WEB", "for": ["CMS"], "note": "Broken links"}


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Give Ada's program."""
    activities(cast)
    client = Client()
    client.force_login(cast.ada)
    return client


def put(client: Client, **changes: Any) -> Any:
    return client.put(TIMER, {**ASKED, **changes}, content_type="application/json")


def stop(client: Client, **fields: Any) -> Any:
    return client.post(STOP, fields, content_type="application/json")


def test_it_is_started_switched_changed_and_stopped(ada: Client) -> None:
    assert ada.get(TIMER).json() == {"running": None, "stopped": None}
    begun = put(ada).json()["running"]
    assert (begun["activity"], begun["for"], begun["minutes"]) == ("WEB", ["CMS"], 0)
    Timer.objects.update(started=timezone.now() - dt.timedelta(minutes=7))
    assert ada.get(TIMER).json()["running"]["minutes"] == 7
    switched = put(ada, activity="RUN", note="", version=begun["version"], **{"for": []}).json()
    assert switched["stopped"]["activity"] == "WEB"
    assert [one["minutes"] for one in switched["stopped"]["stored"]] in ([7], [3, 4], [4, 3])
    assert stop(ada, version=begun["version"]).status_code == 409
    changed = ada.patch(TIMER, ASKED, content_type="application/json").json()["running"]
    assert changed["note"] == "Broken links"
    done = stop(ada, version=changed["version"])
    assert (done.status_code, done.json()["running"]) == (200, None)
    assert done.json()["stopped"]["stored"] == []
    assert sum(TimeEntry.objects.values_list("minutes", flat=True)) == 7
    assert stop(ada).status_code == 409


def test_it_is_discarded_and_refused_in_words(ada: Client) -> None:
    assert put(ada, activity="NOTHING").status_code == 422
    assert put(ada, unit="ELSEWHERE").status_code == 404
    put(ada)
    Timer.objects.update(started=timezone.now() - dt.timedelta(hours=25))
    refused = stop(ada)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"] == "end"
    assert ada.delete(TIMER, {"version": "0.0"}).status_code in {200, 409}
    ada.delete(TIMER)
    assert not Timer.objects.exists()
    assert not TimeEntry.objects.exists()
