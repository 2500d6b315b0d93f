"""Bad time on every way into the record: each says what is wrong, and nothing is written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from secretariats.models import Change, Unit
from tests.web.week_pages import RUN, TUESDAY, WEB, Weekly, ada, cell, store
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]
BEFORE = dt.date(2013, 12, 24)
ALIEN = RowKey("ALIEN", "CMS")
# What is typed, where, and what is said of it.
BAD = {
    "25 hours": (WEB, TUESDAY, "25:00", "“25:00” is longer than a day, which has 24 hours"),
    "25 hours in two rows": (WEB, TUESDAY, "13:00", "Tuesday 10 January would have 25:00"),
    "before employment": (WEB, BEFORE, "1:00", "24 December is before your first assignment"),
    "of another unit": (ALIEN, TUESDAY, "1:00", "The unit has no activity ALIEN."),
    "approved": (WEB, TUESDAY, "1:00", "Tuesday 10 January is in an approved week"),
    "submitted": (WEB, TUESDAY, "1:00", "Tuesday 10 January is in a submitted week"),
}
Bad = tuple[RowKey, dt.date, str, str]
MINUTES = {"25:00": 1500, "13:00": 780, "1:00": 60}


@pytest.fixture(params=BAD)
def bad(request: pytest.FixtureRequest, ada: Weekly, cast: Cast) -> Bad:
    """Give a bad cell in a world in which it is bad."""
    other = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    Activity.objects.create(unit=other, code="ALIEN", title="Elsewhere", kind=Kind.SERVICE)
    if request.param == "25 hours in two rows":
        store(cast, 720, RUN)
    if request.param in {"approved", "submitted"}:
        WeekSheet.objects.create(
            unit=cast.unit, person=cast.ada, start=TUESDAY, end=TUESDAY, state=request.param
        )
    return BAD[request.param]


def written() -> tuple[Any, ...]:
    """Return what there is of entries and history."""
    rows = TimeEntry.objects.order_by("pk").values_list("pk", "minutes", "version", "note")
    return (*rows, Change.objects.count())


def test_a_bad_cell_is_told_and_not_stored(ada: Weekly, bad: Bad) -> None:
    key, day, typed, said = bad
    before = written()
    where = f"{reverse('week')}?week={day:%G-W%V}"
    name = cell(key, day)
    headers = {"HX-Request": "true", "HX-Trigger-Name": name}
    one = ada.client.post(where, {"days": "12345", name: typed}, headers=headers)
    assert one.status_code in {400, 422}
    assert said in one.content.decode()
    form = ada.client.post(where, {"days": "12345", name: typed})
    assert form.status_code == 422
    assert said in form.content.decode()
    assert written() == before


def test_a_bad_cell_of_a_program_is_told_and_not_stored(ada: Weekly, bad: Bad) -> None:
    key, day, typed, said = bad
    before = written()
    sent = {
        "unit": "IMCA", "date": day.isoformat(), "activity": key.activity,
        "for": sorted(key.members), "minutes": MINUTES[typed],
    }  # fmt: skip
    answer = ada.client.put(reverse("api_time_cell"), sent, content_type="application/json")
    assert answer.status_code in {400, 422}
    told = "1440" if typed == "25:00" else said
    assert told in answer.json()["detail"]
    assert answer["Content-Type"] == "application/problem+json"
    assert written() == before


def test_a_note_of_a_megabyte_is_told_and_not_stored(ada: Weekly, cast: Cast) -> None:
    saved = store(cast, 60)
    before, long = written(), "=cmd()" * 170_000
    sent = {
        "unit": "IMCA", "date": TUESDAY.isoformat(), "activity": "WEB", "for": ["CMS"],
        "minutes": 60, "version": saved.version, "note": long,
    }  # fmt: skip
    answer = ada.client.put(reverse("api_time_cell"), sent, content_type="application/json")
    assert answer.status_code == 400
    assert "500" in answer.json()["detail"]
    where = f"{reverse('time_row')}?week=2017-W02&about={WEB}"
    note = {f"note/{TUESDAY}": long, f"seen/{TUESDAY}": saved.version}
    page = ada.client.post(where, note)
    assert page.status_code == 422
    assert "shorten it to 500" in page.content.decode()
    assert written() == before
