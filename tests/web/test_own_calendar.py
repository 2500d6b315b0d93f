"""The page of one's calendar, and its events in the field that adds a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.db.timetracking.test_own_calendar import SECRET, content, today
from timetracking.actions import keep_calendar as calendars
from timetracking.models import Activity, CalendarEvent, ImportMap, Kind, OwnCalendar

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

WHERE = "/time/calendar/"


@pytest.fixture
def ada(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(calendars, "hand_out", lambda _person: None)
    Activity.objects.create(
        unit=cast.unit, code="MEET", title="Meetings of the unit", kind=Kind.OVERHEAD
    )
    client.force_login(cast.ada)
    return client


def test_an_address_is_kept_shown_masked_and_removed(ada: Client) -> None:
    answer = ada.post(WHERE, {"do": "address", "address": SECRET}, follow=True)
    text = answer.content.decode()
    assert "https://calendar.example.org/…" in text
    assert "private-3f9a" not in text
    assert "waits to be read" in text
    ada.post(WHERE, {"do": "drop"})
    assert not OwnCalendar.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"do": "address", "address": "http://calendar.example.org/"}, "must begin with https"),
        ({"do": "address", "address": ""}, "Paste the address."),
        ({"do": "file"}, "Choose a file."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    sent: dict[str, str], told: str, ada: Client
) -> None:
    answer = ada.post(WHERE, sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_file_is_read_at_once_and_its_event_offered(ada: Client, cast: Cast) -> None:
    file = SimpleUploadedFile("ada.ics", content("Meetings of the unit"))
    answer = ada.post(WHERE, {"do": "file", "file": file}, follow=True)
    assert "1 event of the last and next weeks is kept" in answer.content.decode()
    week = f"/time/?day={today()}&weekend=1"
    found = ada.get(f"{week}&q=", headers={"HX-Request": "true", "HX-Target": "found"})
    text = found.content.decode()
    assert "From your calendar" in text
    assert "10:00, 45 min: Meetings of the unit" in text
    assert "fits MEET" in text
    assert f'data-name="c/MEET:/{today()}" data-value="0:45"' in text
    # The page itself does not ask for it.
    assert "From your calendar" not in ada.get(week).content.decode()
    event = CalendarEvent.objects.get()
    where = reverse("calendar_remember")
    picked = ada.post(where, {"event": event.pk, "row": "MEET:", "unit": cast.unit.code})
    assert picked.status_code == 204
    found = ada.get(f"{week}&q=", headers={"HX-Request": "true", "HX-Target": "found"})
    assert "was logged as MEET last time" in found.content.decode()
    assert ImportMap.objects.get().names == {"Meetings of the unit": {"activity": "MEET"}}


def test_programs_keep_read_and_drop_it_too(ada: Client) -> None:
    where = reverse("api_calendar")
    assert ada.get(where).status_code == 204
    sent = {"content": content("Call").decode()}
    kept = ada.put(where, sent, content_type="application/json").json()
    assert (kept["events"], kept["address"]) == (1, "")
    events = ada.get(reverse("api_calendar_events"), {"day": str(today())}).json()
    assert [one["title"] for one in events] == ["Call"]
    kept = ada.put(where, {"address": SECRET}, content_type="application/json").json()
    assert kept["address"] == "https://calendar.example.org/…"
    assert ada.post(reverse("api_calendar_read")).status_code == 202
    both = {"address": SECRET, "content": ""}
    assert ada.put(where, both, content_type="application/json").status_code in {400, 422}
    assert ada.delete(where).status_code == 204
    assert ada.get(where).status_code == 204
