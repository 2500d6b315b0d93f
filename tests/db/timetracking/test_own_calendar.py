"""A person's calendar: kept, read by the worker, offered for the week, let go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from secretariats.core.errors import Refused
from secretariats.models import Change, ChangeText
from timetracking.actions import keep_calendar as calendars
from timetracking.actions.keep_calendar import (
    ask_to_read,
    drop_calendar,
    keep_address,
    keep_file,
    read_calendar,
)
from timetracking.actions.remember_title import remember_title
from timetracking.core.grid import RowKey
from timetracking.models import Activity, CalendarEvent, ImportMap, Kind, OwnCalendar
from timetracking.queries.calendar_rows import calendar_rows
from timetracking.queries.own_calendar import calendar_kept, to_be_read

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

    from tests.cast import Cast

SECRET = "https://calendar.example.org/private-3f9a/basic.ics"
BERLIN = ZoneInfo("Europe/Berlin")
BOTH = frozenset({"AEWA", "CMS"})


def today() -> dt.date:
    return timezone.localdate(timezone=BERLIN)


def content(*titles: str, days: int = 0) -> bytes:
    """Return a calendar with an event for each title, at ten and of 45 minutes."""
    day = today() + dt.timedelta(days=days)
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:{day:%Y%m%d}T100000\r\n"
        f"DURATION:PT45M\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        for number, title in enumerate(titles)
    )
    return f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ada\r\n{events}END:VCALENDAR\r\n".encode()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keep what is handed to the queue here."""
    handed: list[int] = []
    monkeypatch.setattr(calendars, "hand_out", handed.append)
    return handed


def titles() -> list[str]:
    return [event.title for event in CalendarEvent.objects.all()]


def test_an_address_is_kept_read_by_the_worker_and_read_anew(
    cast: Cast, sent: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        keep_address("webcal://calendar.example.org/private-3f9a/basic.ics", actor=cast.ada)
    assert sent == [cast.ada.pk]
    asked: list[str] = []

    def answer(address: str) -> bytes:
        asked.append(address)
        return content("Call", "Draft")

    assert read_calendar(cast.ada, read=answer) == 2
    assert asked == [SECRET]
    (event, _other) = CalendarEvent.objects.all()
    assert (event.date, event.minutes, event.title) == (today(), 45, "Call")
    assert event.begin.astimezone(BERLIN).hour == 10
    # Replaced as a whole; a failure keeps what was read.
    assert read_calendar(cast.ada, read=lambda _: content("Other")) == 1

    def fail(_address: str) -> bytes:
        raise Refused(["The calendar did not answer in time."])

    assert read_calendar(cast.ada, read=fail) is None
    kept = calendar_kept(cast.ada)
    assert kept is not None
    assert (kept.problem, kept.events) == ("The calendar did not answer in time.", 1)
    assert (kept.address, kept.name) == ("https://calendar.example.org/…", "Ada")
    assert read_calendar(cast.ada, read=lambda _: b"<html>") is None
    assert titles() == ["Other"]


def test_events_far_away_are_not_kept(cast: Cast) -> None:
    assert keep_file(content("Call", days=-60), actor=cast.ada) == 1
    assert keep_file(content("Call", days=-61), actor=cast.ada) == 0
    assert keep_file(content("Call", days=31), actor=cast.ada) == 0


def test_a_file_takes_the_place_of_an_address(cast: Cast, sent: list[int]) -> None:
    keep_address(SECRET, actor=cast.ada)
    assert keep_file(content("Call"), actor=cast.ada, name="ada.ics") == 1
    row = OwnCalendar.objects.get()
    assert (row.address, row.name) == ("", "ada.ics")
    assert row.read is not None
    with pytest.raises(Refused, match="no address"):
        ask_to_read(actor=cast.ada)
    with pytest.raises(Refused, match="does not begin a calendar"):
        keep_file(b"date,minutes\n", actor=cast.ada)
    assert titles() == ["Call"]


def test_the_history_tells_that_there_is_a_calendar_never_where(
    cast: Cast, sent: list[int]
) -> None:
    keep_address(SECRET, actor=cast.ada)
    keep_file(content("Secret call"), actor=cast.ada)
    assert drop_calendar(actor=cast.ada)
    assert not drop_calendar(actor=cast.ada)
    assert not CalendarEvent.objects.exists()
    told = str(list(Change.objects.values())) + str(list(ChangeText.objects.values()))
    assert Change.objects.count() == 3
    assert "private-3f9a" not in told
    assert "Secret call" not in told


def test_an_address_given_meanwhile_is_not_overwritten_by_the_old_one(
    cast: Cast, sent: list[int]
) -> None:
    keep_address(SECRET, actor=cast.ada)

    def slow(_address: str) -> bytes:
        keep_file(content("New"), actor=cast.ada)
        return content("Old")

    assert read_calendar(cast.ada, read=slow) is None
    assert titles() == ["New"]


def test_reading_is_asked_for_so_often_and_no_more(cast: Cast, sent: list[int]) -> None:
    keep_address(SECRET, actor=cast.ada)
    for _time in range(19):
        ask_to_read(actor=cast.ada)
    with pytest.raises(Refused, match="Try again in"):
        ask_to_read(actor=cast.ada)


def test_the_clock_reads_calendars_of_those_who_were_here_lately(
    cast: Cast, sent: list[int]
) -> None:
    now = timezone.now()
    for person, days in ((cast.ada, 3), (cast.coordinator, 20)):
        person.last_login = now - dt.timedelta(days=days)
        person.save()
        keep_address(SECRET, actor=person)
    assert to_be_read(now) == [cast.ada.pk]
    keep_file(content("Call"), actor=cast.ada)
    assert to_be_read(now) == []


@pytest.fixture
def activities(cast: Cast) -> None:
    for code, title, kind in (
        ("ORS-2", "National reports of both instruments", Kind.SERVICE),
        ("ORS", "Online reporting system", Kind.SERVICE),
        ("MEET", "Meetings of the unit", Kind.OVERHEAD),
    ):
        Activity.objects.create(unit=cast.unit, code=code, title=title, kind=kind)


@pytest.mark.usefixtures("activities")
def test_events_are_offered_where_an_activity_fits_and_as_they_were_picked_before(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    data = content("ORS-2: the draft", "Call on national reports", "Lunch", "Weekly round")
    keep_file(data, actor=cast.ada)

    def offered(**options: object) -> list[tuple[str, str, bool]]:
        rows = calendar_rows(cast.ada, cast.unit, today(), usual=BOTH, **options)  # type: ignore[arg-type]
        return [(one.title, str(one.key), one.remembered) for one in rows]

    assert offered() == [
        ("ORS-2: the draft", "ORS-2:AEWA+CMS", False),
        ("Call on national reports", "ORS-2:AEWA+CMS", False),
    ]
    event = CalendarEvent.objects.get(title="Weekly round")
    assert remember_title(event.pk, RowKey("MEET"), actor=cast.ada, unit=cast.unit)
    assert not remember_title(event.pk, RowKey("MEET"), actor=cast.ada, unit=cast.unit)
    call = CalendarEvent.objects.get(title="Call on national reports")
    remember_title(call.pk, RowKey("ORS-2", "AEWA"), actor=cast.ada, unit=cast.unit)
    assert offered(text="round") == [("Weekly round", "MEET:", True)]
    with django_assert_num_queries(5):
        assert offered()[1] == ("Call on national reports", "ORS-2:AEWA", True)
    # Letters that fit neither title nor activity; another day; another person.
    assert offered(text="nothing") == []
    with django_assert_num_queries(1):
        yesterday = today() - dt.timedelta(days=1)
        assert calendar_rows(cast.ada, cast.unit, yesterday, usual=BOTH) == []
    assert calendar_rows(cast.coordinator, cast.unit, today(), usual=BOTH) == []
    # What was picked is what an imported calendar of the same titles means.
    names = ImportMap.objects.get(person=cast.ada, format="ical").names
    assert names["Call on national reports"] == {"activity": "ORS-2", "for": ["AEWA"]}


@pytest.mark.usefixtures("activities")
def test_nobody_remembers_for_somebody_else(cast: Cast) -> None:
    keep_file(content("Call"), actor=cast.ada)
    event = CalendarEvent.objects.get()
    with pytest.raises(Refused, match="no such event"):
        remember_title(event.pk, RowKey("MEET"), actor=cast.coordinator, unit=cast.unit)
    with pytest.raises(Refused, match="is a service"):
        remember_title(event.pk, RowKey("ORS"), actor=cast.ada, unit=cast.unit)
