"""Reminders: once a day, by day, in the person's language, and not to whoever wants none."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from kombu.exceptions import OperationalError

from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Holiday, Person, Unit
from timetracking.actions.mail_reminders import mail_reminders
from timetracking.actions.remind_due import remind_due
from timetracking.actions.remind_person import remind_person
from timetracking.core.weeks import Week
from timetracking.models import Activity, Reminder, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from typing import Any

    from tests.cast import Cast

SEND = "timetracking.actions.remind_due.current_app.send_task"
# A Thursday: 10 o'clock in Berlin.
NOW = dt.datetime(2017, 1, 19, 9, tzinfo=dt.UTC)
LAST, THIS = Week(2017, 2), Week(2017, 3)


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the people whose mail was handed to the queue."""
    found: list[int] = []
    monkeypatch.setattr(SEND, lambda _name, arguments: found.append(arguments[0]))
    return found


@pytest.fixture
def real(cast: Cast, unit: Unit, handed: list[int]) -> Unit:
    """Give the unit as one that is not invented, in which Ada alone is reachable."""
    unit.synthetic = False
    unit.save()
    Person.objects.filter(pk=cast.ada.pk).update(email="ada@example.org")
    full(cast)
    return unit


def full(cast: Cast) -> None:
    """Fill Ada's two weeks but for Tuesday; the last one is submitted."""
    for day in (*LAST.days[:5], THIS.days[0], THIS.days[2]):
        fill(cast, day, 480)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=LAST.start, end=LAST.end, state="submitted"
    )


def fill(cast: Cast, day: dt.date, minutes: int, code: str = "ADMIN") -> None:
    activity = Activity.objects.get(unit=cast.unit, code=code)
    TimeEntry.objects.create(
        unit=cast.unit, person=cast.ada, date=day, minutes=minutes, first_minutes=minutes,
        activity=activity, kind=activity.kind,
    )  # fmt: skip


def by_clock(now: dt.datetime = NOW, **options: Any) -> list[tuple[str, list[str]]]:
    return [
        (one.person.username, [str(day.date) for lack in one.lacks for day in lack.days])
        for one in remind_due(now=now, **options)
    ]


def test_a_missing_day_is_told_once_a_day(
    cast: Cast, real: Unit, handed: list[int],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert by_clock() == [("ada", ["2017-01-17"])]
        assert by_clock() == [], "an hour later, and in a second worker"
    assert handed.count(cast.ada.pk) >= 1
    assert [mail_reminders(cast.ada, now=NOW) for _delivery in range(2)] == [1, 0]
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.subject == "One day still expects time"
    assert "Tuesday 17 January: 8:00 still expected" in message.body
    assert "/time/?unit=IMCA&week=2017-W03" in message.body
    assert "/reminders/off/" in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.content_subtype == "plain"
    tomorrow = NOW + dt.timedelta(days=1)
    assert by_clock(tomorrow) == [("ada", ["2017-01-17", "2017-01-19"])]
    assert mail_reminders(cast.ada, now=tomorrow) == 1
    assert len(mail.outbox) == 2


def test_it_speaks_the_person_s_language(cast: Cast, real: Unit) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(language="fr")
    by_clock()
    mail_reminders(cast.ada, now=NOW)
    assert "mardi 17 janvier" in mail.outbox[0].body


@pytest.mark.parametrize(
    "changes",
    [
        {"reminders": False},
        {"email": ""},
        {"is_active": False},
        {"timezone": "Pacific/Auckland"},
        {"timezone": "America/Vancouver"},
    ],
)
def test_whoever_is_not_to_be_reminded_is_left_alone(
    cast: Cast, real: Unit, changes: dict[str, object]
) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(**changes)
    assert by_clock() == []
    assert not Reminder.objects.exists()


def test_not_on_a_day_without_work(cast: Cast, real: Unit) -> None:
    saturday = NOW + dt.timedelta(days=2)
    assert by_clock(saturday) == []
    fill(cast, NOW.date(), 480, "LEAVE")
    assert by_clock() == [], "on leave today"
    TimeEntry.objects.filter(date=NOW.date()).delete()
    Holiday.objects.create(unit=cast.unit, date=NOW.date(), name="Day of the tests")
    assert by_clock() == []


def test_holidays_and_absence_are_not_missing(cast: Cast, real: Unit) -> None:
    fill(cast, THIS.days[1], 480, "LEAVE")
    assert by_clock() == []
    TimeEntry.objects.filter(date=THIS.days[1]).delete()
    Holiday.objects.create(unit=cast.unit, date=THIS.days[1], name="Day of the tests")
    assert by_clock() == []


def test_an_invented_unit_is_reminded_by_hand_alone(cast: Cast, real: Unit) -> None:
    Unit.objects.update(synthetic=True)
    real.refresh_from_db()
    assert by_clock() == []
    # There, the day after the last one of the record is today.
    assert by_clock(unit=real) == [("ada", ["2017-01-17"])]


def test_what_is_filled_in_meanwhile_is_not_mentioned(cast: Cast, real: Unit) -> None:
    by_clock()
    fill(cast, THIS.days[1], 480)
    assert mail_reminders(cast.ada, now=NOW) == 0
    assert not mail.outbox
    assert not Reminder.objects.exists()


def test_off_between_hand_out_and_delivery_is_off(cast: Cast, real: Unit) -> None:
    by_clock()
    Person.objects.filter(pk=cast.ada.pk).update(reminders=False)
    assert mail_reminders(cast.ada, now=NOW) == 0
    assert not mail.outbox


def test_a_mail_server_that_is_away_is_asked_again(
    cast: Cast, real: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object, **_options: object) -> None:
        raise ConnectionRefusedError

    by_clock()
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", away)
        with pytest.raises(ConnectionRefusedError):
            mail_reminders(cast.ada, now=NOW)
    assert mail_reminders(cast.ada, now=NOW) == 1
    assert len(mail.outbox) == 1


def test_a_queue_that_is_away_delays_a_reminder(
    cast: Cast, real: Unit, handed: list[int], monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    def away(*_arguments: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(SEND, away)
        with django_capture_on_commit_callbacks(execute=True):
            assert by_clock() != []
    assert handed == []
    assert by_clock(NOW + dt.timedelta(hours=1)) == []
    assert handed == [cast.ada.pk], "the reminder that waited"


def test_by_hand_once_a_day_and_week(cast: Cast, real: Unit) -> None:
    asked = remind_person(cast.ada, THIS, real, actor=cast.coordinator, now=NOW)
    assert not asked.waits
    with pytest.raises(Refused, match="was reminded of week 3 of 2017 today already"):
        remind_person(cast.ada, THIS, real, actor=cast.coordinator, now=NOW)
    change = Change.objects.get(table="timetracking_reminder")
    assert (change.actor, change.after) == (
        cast.coordinator, {"person": cast.ada.pk, "week": "2017-W03", "day": "2017-01-19"},
    )  # fmt: skip
    assert by_clock() == [], "one a day is enough"
    assert mail_reminders(cast.ada, now=NOW) == 1
    assert "Cleo Coordinator asked for this reminder." in mail.outbox[0].body


def test_by_hand_at_night_waits_for_the_morning(cast: Cast, real: Unit, handed: list[int]) -> None:
    night = NOW.replace(hour=22)
    assert remind_person(cast.ada, THIS, real, actor=cast.coordinator, now=night).waits
    assert mail_reminders(cast.ada, now=night) == 0
    assert not mail.outbox
    early = NOW.replace(hour=5) + dt.timedelta(days=1)
    remind_due(now=early)
    assert handed == [cast.ada.pk]
    assert mail_reminders(cast.ada, now=early) == 0, "it is dark yet"
    morning = NOW + dt.timedelta(days=1)
    remind_due(now=morning)
    assert mail_reminders(cast.ada, now=morning) == 1
    (message,) = mail.outbox
    assert message.body.count("Tuesday 17 January") == 1, "asked for by hand and by the clock"
    assert "Cleo Coordinator asked" in message.body


def test_by_hand_says_why_not(cast: Cast, real: Unit) -> None:
    with pytest.raises(NotAllowed):
        remind_person(cast.ada, THIS, real, actor=cast.auditor, now=NOW)
    for week, reason in (
        (LAST, "Nothing is missing"),
        (THIS.after, "has not come yet"),
        (Week(2013, 2), "no assignment"),
    ):
        with pytest.raises(Refused, match=reason):
            remind_person(cast.ada, week, real, actor=cast.coordinator, now=NOW)
    for changes, reason in (
        ({"email": ""}, "no e-mail address"),
        ({"reminders": False}, "no reminders by choice"),
        ({"is_active": False}, "is closed"),
    ):
        Person.objects.filter(pk=cast.ada.pk).update(**changes)
        with pytest.raises(Refused, match=reason):
            remind_person(cast.ada, THIS, real, actor=cast.coordinator, now=NOW)
    assert not Reminder.objects.exists()


def test_the_command_tells_without_sending(cast: Cast, real: Unit) -> None:
    out = StringIO()
    Unit.objects.update(synthetic=True)
    Person.objects.filter(pk=cast.ada.pk).update(timezone=awake())
    call_command("remind", "--unit", "IMCA", "--dry-run", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "dry_run": True,
        "reminded": [
            {
                "unit": "IMCA", "person": "ada", "day": "2017-01-19",
                "weeks": [
                    {"week": "2017-W03", "unsubmitted": False, "days": {"2017-01-17": "480/1"}}
                ],
            }
        ],
    }  # fmt: skip
    assert not Reminder.objects.exists()
    call_command("remind", "--unit", "IMCA", stdout=out)
    assert len(mail.outbox) == 1
    assert "IMCA: ada, 1 day without time" in out.getvalue()


def awake() -> str:
    """Return a time zone in which it is noon or so; their names count to the west."""
    return f"Etc/GMT{timezone.now().hour - 12:+d}"
