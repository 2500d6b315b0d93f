"""Absence over HTTP: what one reads, what is entered, what is refused."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from secretariats.models import Holiday
from tests.web.week_pages import MONDAY, Weekly, ada, store
from timetracking.actions.enter_absence import enter_absence
from timetracking.core.absence import Wish
from timetracking.core.grid import RowKey
from timetracking.models import TimeEntry, WeekSheet

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

__all__ = ["ada"]
FRIDAY = MONDAY + dt.timedelta(days=4)
SENT = {"kind": "LEAVE", "start": "2017-01-09", "end": "2017-01-13", "half_last": "on"}


def page(ada: Weekly, query: str = "") -> str:
    answer = ada.client.get(reverse("absence") + query)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def send(ada: Weekly, sent: dict[str, str], *, change: str = "", **headers: str) -> Any:
    where = reverse("absence_change") + change if change else reverse("absence")
    return ada.client.post(where, sent, headers=headers)


def minutes() -> list[int]:
    return list(TimeEntry.objects.order_by("date").values_list("minutes", flat=True))


def lock(cast: Cast, day: dt.date) -> None:
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=day, end=day, state=WeekSheet.State.APPROVED
    )


def test_a_range_with_half_a_day_is_entered_and_listed(ada: Weekly) -> None:
    answer = send(ada, SENT)
    assert answer.status_code == 302
    assert minutes() == [480, 480, 480, 480, 240]
    html = ada.client.get(answer["Location"]).content.decode()
    assert "Annual leave is entered on 5 days" in html
    assert "Mon 9 January 2017 to Fri 13 January 2017 (half)" in html
    assert "4.5 days" in html


def test_one_looks_first_and_nothing_is_stored(ada: Weekly, cast: Cast) -> None:
    Holiday.objects.create(unit=cast.unit, date=MONDAY, name="Feast")
    store(cast, 120, RowKey("RUN"), FRIDAY)
    store(cast, 120, RowKey("RUN"), MONDAY + dt.timedelta(days=1))
    lock(cast, MONDAY + dt.timedelta(days=2))
    answer = send(ada, {**SENT, "end": "2017-01-15", "half_last": "", "look": "1"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "holiday: Feast" in html
    assert "2 days on which the unit does not work are left out" in html
    assert "2:00 recorded stays: together more than is expected" in html
    assert "in an approved week, which is locked" in html
    assert 'value="2017-01-15"' in html, "what was typed is kept"
    assert minutes() == [120, 120]
    part = send(ada, {**SENT, "look": "1"}, **{"HX-Request": "true", "HX-Target": "plan"})
    assert part.content.decode().startswith('<section class="plan"')


def test_what_is_refused_is_said_with_what_was_typed(ada: Weekly, cast: Cast) -> None:
    lock(cast, MONDAY)
    answer = send(ada, {**SENT, "note": "At the sea"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Monday 9 January is in an approved week" in html
    assert "At the sea" in html
    assert minutes() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"end": "2017-01-02"}, "lies before the first"),
        ({"start": "2012-01-02", "end": "2012-01-03"}, "Nothing is expected of you"),
        ({"start": "0001-01-01"}, "from 1970 to 2199"),
        ({"start": "tomorrow"}, "year-month-day"),
        ({"kind": "WEB"}, "not one of the available choices"),
        ({"note": "x" * 1_000_000}, "at most 500 characters"),
        ({"end": "2199-12-31"}, "at most 366 days"),
    ],
)
def test_bad_input_is_told(ada: Weekly, changes: dict[str, str], said: str) -> None:
    answer = send(ada, {**SENT, **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not TimeEntry.objects.exists()


def test_an_absence_is_changed_from_the_grid(ada: Weekly, cast: Cast) -> None:
    send(ada, SENT)
    html = ada.html()
    where = f"{reverse('absence_change')}?unit=IMCA&amp;kind=LEAVE&amp;day=2017-01-09"
    assert where in html
    form = ada.client.get(where.replace("&amp;", "&"))
    version = form.context["now"].version
    change = "?unit=IMCA&kind=LEAVE&day=2017-01-09"
    answer = send(
        ada, {**SENT, "end": "2017-01-11", "version": version, "half_last": ""}, change=change
    )
    assert answer.status_code == 302
    assert minutes() == [480, 480, 480]
    again = send(ada, {**SENT, "end": "2017-01-10", "version": version}, change=change)
    assert again.status_code == 409
    assert "changed elsewhere" in again.content.decode()
    assert minutes() == [480, 480, 480]
    now = ada.client.get(reverse("absence_change") + change).context["now"].version
    gone = send(ada, {"remove": "1", "version": now}, change=change)
    assert gone.status_code == 302
    assert minutes() == []
    assert ada.client.get(reverse("absence_change") + change).status_code == 404


def test_nobody_finds_the_absence_of_others(ada: Weekly, cast: Cast) -> None:
    wish = Wish("LEAVE", MONDAY, FRIDAY)
    enter_absence(wish, actor=cast.coordinator, unit=cast.unit, note="In hospital")
    change = f"{reverse('absence_change')}?unit=IMCA&kind=LEAVE&day=2017-01-09"
    assert ada.client.get(change).status_code == 404
    assert "In hospital" not in page(ada, "?year=2017")
    for person in (cast.auditor, cast.cms_secretary):
        client: Any = Client()
        client.force_login(person)
        assert client.get(change).status_code == 403


def test_the_page_costs_the_same_with_much_absence(
    ada: Weekly, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    wish = Wish("LEAVE", MONDAY, MONDAY + dt.timedelta(days=300))
    enter_absence(wish, actor=cast.ada, unit=cast.unit)
    with django_assert_max_num_queries(14):
        assert "Annual leave" in page(ada, "?year=2017")
