"""The record of the team by week: what is recorded, what is missing, and one click to remind."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariats.models import Assignment, Person, Unit
from tests.cast import SINCE
from tests.web.week_pages import RUN, TUESDAY, Weekly, ada, store
from timetracking.core.grid import RowKey
from timetracking.models import Reminder, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]
SPAN = {"unit": "IMCA", "until": "2017-W05", "weeks": "4"}
LEAVE = RowKey("LEAVE")


@pytest.fixture
def cleo(cast: Cast, ada: Weekly) -> Client:
    """Give the coordinator's browser; Ada logged one day, and was away on another."""
    store(cast, 400, RUN, TUESDAY)
    store(cast, 480, LEAVE, TUESDAY + dt.timedelta(days=1))
    Person.objects.filter(pk=cast.ada.pk).update(email="ada@example.org")
    # Cleo is away: what is asked for is about Ada.
    Assignment.objects.filter(person=cast.coordinator).delete()
    client = Client()
    client.force_login(cast.coordinator)
    Unit.objects.update(synthetic=False)
    return client


def page(client: Client, **more: str) -> str:
    answer = client.get(reverse("team"), {**SPAN, **more})
    assert answer.status_code == 200
    html: str = answer.content.decode()
    return html


def test_it_says_in_words_what_is_missing(cleo: Client, cast: Cast) -> None:
    html = page(cleo)
    assert "Is the record complete?" in html
    assert "Ada Staff" in html
    assert "Cleo Coordinator" not in html.split("</header>")[1], "no assignment, no row"
    # Week 2: 40 hours less a day of leave, less 6:40.
    assert "6:40</b> <small>of 32:00" in html
    assert "25:20 missing" in html
    assert "1 of 1 people lacks time" in html


def test_two_sheets_across_a_month_are_told_apart(cleo: Client, cast: Cast) -> None:
    first = dt.date(2017, 1, 30), dt.date(2017, 1, 31)
    sheet = WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=first[0], end=first[1], state="approved"
    )
    html = page(cleo)
    assert "January:" in html
    assert "February:" in html
    assert f'href="{reverse("approval", args=[sheet.pk])}"' in html
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=dt.date(2017, 2, 1), end=dt.date(2017, 2, 5),
        state="approved",
    )  # fmt: skip
    assert "February:" not in page(cleo), "both the same: said once"


def test_one_click_reminds(
    cleo: Client, cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: Any
) -> None:
    handed: list[int] = []
    monkeypatch.setattr(
        "timetracking.actions.remind_due.current_app.send_task",
        lambda _name, arguments: handed.append(arguments[0]),
    )
    where, html = reverse("team_remind"), ""
    for choice, weeks in (("ada/2017-W02", 1), ("ada", 4), ("*", 4), ("*/2017-W03", 4)):
        with django_capture_on_commit_callbacks(execute=True):
            answer = cleo.post(where, {**SPAN, "remind": choice}, follow=True)
        assert answer.redirect_chain[0][0].endswith("until=2017-W05&weeks=4")
        assert Reminder.objects.count() == weeks, choice
        html = answer.content.decode()
    assert "was reminded of week 3 of 2017 today already" in html
    assert "reminded " in page(cleo), "the day of it stands in the table"
    assert set(handed) == {cast.ada.pk}
    assert not mail.outbox, "a worker sends it"


def test_whoever_cannot_be_reminded_is_told_why(cleo: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(reminders=False)
    assert 'name="remind"' not in page(cleo), "no button that leads nowhere"
    sent = {**SPAN, "remind": "ada/2017-W02"}
    html = cleo.post(reverse("team_remind"), sent, follow=True).content.decode()
    assert "gets no reminders by choice" in html
    assert "Nobody was to be reminded" in cleo.post(
        reverse("team_remind"), {**SPAN, "remind": "nobody"}, follow=True
    ).content.decode()  # fmt: skip


def test_an_auditor_reads_and_changes_nothing(cleo: Client, cast: Cast) -> None:
    cleo.force_login(cast.auditor)
    html = page(cleo)
    assert "25:20 missing" in html
    assert 'name="remind"' not in html
    answer = cleo.post(reverse("team_remind"), {**SPAN, "remind": "*"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "asked", [{"until": "2017-W60"}, {"until": "soon"}, {"weeks": "3"}, {"until": "0001-01-01"}]
)
def test_weeks_that_do_not_exist_are_not_found(cleo: Client, asked: dict[str, str]) -> None:
    assert cleo.get(reverse("team"), {**SPAN, **asked}).status_code == 404


def test_queries_do_not_grow(cleo: Client, cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert "Ada Staff" in page(cleo, weeks="26")
        return len(found)

    before = queries()
    post = cast.ada.assignments.get().post
    for number in range(30):
        person = Person.objects.create_user(f"p{number}", name=f"Person {number}")
        Assignment.objects.create(
            unit=cast.unit, person=person, post=post, start=SINCE, share_num=1, share_den=2
        )
        WeekSheet.objects.create(
            unit=cast.unit, person=person, start=dt.date(2017, 1, 9), end=dt.date(2017, 1, 15),
            state="approved",
        )  # fmt: skip
    assert queries() == before
    assert before <= 12


def test_it_goes_into_a_spreadsheet(cleo: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.ada.pk).update(name="=cmd()")
    answer = cleo.get(reverse("team"), {**SPAN, "format": "csv"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["week"] == "2017-W02"]
    assert row["name"] == "'=cmd()"
    assert (row["recorded"], row["absence"], row["expected"], row["missing"]) == (
        "400", "480", "1920", "1520",
    )  # fmt: skip


def test_programs_read_the_same_and_remind(cleo: Client, cast: Cast) -> None:
    found = cleo.get(reverse("api_team"), SPAN).json()
    (week,) = [one for one in found["people"][0]["weeks"] if one["week"] == "2017-W02"]
    assert (week["recorded"], week["expected"], week["missing"]) == (400, "1920/1", "1520/1")
    assert week["days"][0] == {"date": "2017-01-09", "missing": "480/1"}
    asked = {"unit": "IMCA", "person": "ada", "week": "2017-W02"}
    answer = cleo.post(reverse("api_team_remind"), asked, content_type="application/json")
    assert answer.status_code == 201
    again = cleo.post(reverse("api_team_remind"), asked, content_type="application/json")
    assert again.status_code == 422
    assert cleo.get(reverse("api_team"), {**SPAN, "weeks": "999"}).status_code == 422
