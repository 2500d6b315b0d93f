"""The timer in the head of every page and on its own, without scripts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.week_pages import RUN, WEB, activities
from timetracking.actions.run_timer import start_timer
from timetracking.models import TimeEntry, Timer

if TYPE_CHECKING:
    from tests.cast import Cast

TIMER = "/timer/"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def ada(cast: Cast) -> Client:
    """Give Ada's browser, with something to work on."""
    activities(cast)
    client = Client()
    client.force_login(cast.ada)
    return client


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def press(client: Client, do: str, **fields: str) -> Any:
    return client.post(TIMER, {"do": do, **fields})


def version(page: str) -> str:
    found = re.search(r'name="version" value="([^"]+)"', page)
    assert found
    return found[1]


def runs_since(cast: Cast, **ago: int) -> None:
    """Let Ada's timer have been started so long ago."""
    start_timer(WEB, actor=cast.ada, unit=cast.unit)
    Timer.objects.update(started=timezone.now() - dt.timedelta(**ago))


def test_it_is_started_seen_everywhere_and_stopped_where_one_was(ada: Client, cast: Cast) -> None:
    assert "Start timer" in text(ada.get(reverse("time_seen")))
    answer = press(ada, "start", row=str(WEB), note="Broken links", next="/time/seen/")
    assert answer.headers["Location"] == "/time/seen/"
    Timer.objects.update(started=timezone.now() - dt.timedelta(minutes=42))
    page = text(ada.get(reverse("account")))
    assert "0:42" in page
    assert "CMS website" in page
    stopped = press(ada, "stop", version=version(page), next="https://elsewhere.example/")
    assert stopped.headers["Location"] == TIMER
    assert "0:42 on" in text(ada.get(TIMER))
    entry = TimeEntry.objects.get()
    assert (entry.minutes, entry.note, entry.source) == (42, "Broken links", "")


def test_switching_says_what_was_stored_and_what_runs(ada: Client, cast: Cast) -> None:
    runs_since(cast, minutes=10)
    page = text(ada.get(TIMER))
    press(ada, "start", row=str(RUN), version=version(page))
    page = text(ada.get(TIMER))
    assert "CMS website: 0:10 on" in page
    assert "The timer runs on Running the unit." in page
    # It was something else all along.
    ada.post(TIMER, {"do": "start", "right": str(WEB), "version": version(page)})
    assert Timer.objects.get().activity.code == "WEB"
    press(ada, "note", note="Redirects", version=version(text(ada.get(TIMER))))
    assert Timer.objects.get().note == "Redirects"


def test_a_device_with_an_older_timer_is_told(ada: Client, cast: Cast) -> None:
    runs_since(cast, minutes=10)
    old = version(text(ada.get(TIMER)))
    press(ada, "start", row=str(RUN), version=old)
    answer = press(ada, "stop", version=old)
    assert answer.status_code == 409
    assert "Another timer runs by now, on Running the unit." in text(answer)
    assert Timer.objects.exists()


def test_a_forgotten_one_asks_until_when_and_can_be_discarded(ada: Client, cast: Cast) -> None:
    runs_since(cast, hours=30)
    page = text(ada.get(TIMER))
    answer = press(ada, "stop", version=version(page))
    assert answer.status_code == 422
    assert "longer than a day" in text(answer)
    assert "Until when did you work?" in text(answer)
    assert press(ada, "stop", version=version(page), end="yesterday").status_code == 422
    end = Timer.objects.get().started.astimezone(BERLIN) + dt.timedelta(hours=1, minutes=1)
    answer = press(ada, "stop", version=version(page), end=f"{end:%Y-%m-%dT%H:%M}")
    assert answer.status_code == 302
    assert sum(TimeEntry.objects.values_list("minutes", flat=True)) in {60, 61}
    runs_since(cast, hours=30)
    press(ada, "discard", version=version(text(ada.get(TIMER))))
    assert not Timer.objects.exists()


def test_a_page_may_look_at_the_head_alone(ada: Client, cast: Cast) -> None:
    runs_since(cast, minutes=5)
    answer = ada.get(TIMER + "?next=/time/", headers={"HX-Request": "true"})
    assert "0:05" in text(answer)
    assert "<main" not in text(answer)


def test_who_keeps_no_time_has_no_timer(cast: Cast) -> None:
    activities(cast)
    client = Client()
    client.force_login(cast.auditor)
    assert 'id="timer"' not in text(client.get(reverse("time_seen")))
    assert client.get(TIMER).status_code == 403


def test_one_looks_at_one_s_own_alone(ada: Client, cast: Cast) -> None:
    runs_since(cast, minutes=5)
    other = Client()
    other.force_login(cast.coordinator)
    assert "CMS website" not in text(other.get(reverse("account")))
    assert press(other, "stop").status_code == 409
    assert Timer.objects.exists()
