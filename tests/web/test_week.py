"""The week: a grid that saves cell by cell, and a plain form where there are no scripts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from secretariats.models import Holiday, Role, Unit
from tests.web.test_pages import Page
from tests.web.week_pages import (
    BOTH,
    MONDAY,
    RUN,
    TUESDAY,
    WEEK,
    Weekly,
    ada,
    cell,
    seen,
    store,
)
from timetracking.core.grid import RowKey
from timetracking.core.weeks import Week
from timetracking.models import TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]


def value(html: str, name: str) -> str | None:
    """Return what stands in a cell of a page."""
    found = [one for one in Page(html).all("input") if one.get("name") == name]
    assert len(found) == 1, name
    return found[0].get("value")


def attributes(html: str, name: str) -> dict[str, str | None]:
    return next(one for one in Page(html).all("input") if one.get("name") == name)


def test_the_week_shows_what_is_logged_and_what_is_expected(ada: Weekly, cast: Cast) -> None:
    store(cast, 90, note="Broken links")
    store(cast, 195, BOTH)
    store(cast, 60, RowKey("LEAVE"), MONDAY)
    html = ada.html()
    assert "Week 2 · 9 January to 15 January 2017" in html
    assert value(html, cell()) == "1:30"
    assert value(html, cell(BOTH)) == "3:15"
    assert "joint, AEWA and CMS" in html
    totals = re.sub(r"<[^>]+>|\s+", " ", html.split('id="totals"')[1].split("</tfoot>")[0]).split()
    assert totals[:8] == [">", "Recorded", "–", "4:45", "–", "–", "–", "4:45"]
    assert totals[8:15] == ["Expected", "7:00", "8:00", "8:00", "8:00", "8:00", "39:00"]
    assert "Broken links" in html
    assert not Page(html).all("style")
    assert len(Page(html).all("h1")) == 1


def test_every_field_of_the_grid_has_its_name(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    page = Page(ada.html())
    identities = {attrs["id"] for _tag, attrs in page.tags if attrs.get("id")}
    cells = [one for one in page.all("input") if one.get("class") == "cell"]
    assert len(cells) == 5
    for one in cells:
        assert set((one["aria-labelledby"] or "").split()) <= identities
        assert set((one["aria-describedby"] or "").split()) <= identities


def test_a_typed_cell_is_saved_and_answered_with_its_sums(ada: Weekly, cast: Cast) -> None:
    answer = ada.type({cell(): "1,5"})
    html = answer.content.decode()
    entry = TimeEntry.objects.get()
    assert (answer.status_code, entry.minutes, entry.date) == (200, 90, TUESDAY)
    assert 'data-value="1:30"' in html
    assert 'data-sent="1,5"' in html
    assert f'value="{entry.pk}.1 90"' in html
    assert "Tuesday, CMS website: 1:30 is saved." in html
    assert html.count('hx-swap-oob="true"') > 3
    assert "<html" not in html


def test_saving_a_cell_leaves_others_alone_whatever_is_sent(ada: Weekly, cast: Cast) -> None:
    store(cast, 60, BOTH)
    answer = ada.type({cell(): "2", cell(BOTH): "7:00", cell(RUN, MONDAY): "4"}, pressed=cell())
    assert answer.status_code == 200
    assert sorted(TimeEntry.objects.values_list("activity__code", "minutes")) == [
        ("NEWS", 60), ("WEB", 120),
    ]  # fmt: skip


def test_an_invalid_cell_says_why_and_stores_nothing(ada: Weekly, cast: Cast) -> None:
    answer = ada.type({cell(): "1:75"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“1:75” has 75 minutes. Type 2:15 or 1.75." in html
    assert "What you typed is kept here and not saved." in html
    assert "data-failed=" in html
    assert not TimeEntry.objects.exists()


def test_a_reason_is_in_the_language_of_the_reader(ada: Weekly, cast: Cast) -> None:
    ada.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    assert "1,75" in ada.type({cell(): "1:75"}).content.decode()


def test_a_conflict_shows_both_and_overwrites_nothing(ada: Weekly, cast: Cast) -> None:
    mine = store(cast, 60)
    theirs = store(cast, 120, version=mine.version)
    sent = {cell(): "0:45", seen(): f"{mine.version} 60"}
    answer = ada.type(sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "was changed to 2:00 elsewhere" in html
    assert "Keep mine: 0:45" in html
    assert "Take the other: 2:00" in html
    assert TimeEntry.objects.get().minutes == 120
    assert ada.type(sent).status_code == 409, "not even when it is sent again"
    decided = f"{theirs.version} {cell()}"
    taken = ada.type({**sent, "take": decided}, pressed="take")
    assert 'data-value="2:00"' in taken.content.decode()
    assert TimeEntry.objects.get().minutes == 120
    kept = ada.type({**sent, "keep": decided}, pressed="keep")
    assert kept.status_code == 200
    assert TimeEntry.objects.get().minutes == 45


def test_locked_days_say_why_and_are_only_read(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=MONDAY, end=MONDAY + dt.timedelta(days=6),
        state=WeekSheet.State.APPROVED,
    )  # fmt: skip
    html = ada.html()
    assert "readonly" in attributes(html, cell())
    assert attributes(html, cell())["aria-describedby"] == "why-locked"
    assert "The whole week: approved" in html
    assert 'id="add"' not in html, "nothing can be added to it"
    answer = ada.type({cell(): "2"})
    assert answer.status_code == 422
    assert "locked" in answer.content.decode()
    assert TimeEntry.objects.get().minutes == 90


def test_a_sum_of_several_entries_is_explained(ada: Weekly, cast: Cast) -> None:
    store(cast, 60)
    entry = TimeEntry.objects.get()
    entry.pk = None
    entry.save(force_insert=True)
    html = ada.html()
    assert value(html, cell()) == "2:00"
    assert "readonly" in attributes(html, cell())
    assert "2 entries" in html
    assert 'id="why-several"' in html
    assert ada.type({cell(): "1"}).status_code == 422


def test_holidays_weekends_and_today_are_marked(ada: Weekly, cast: Cast) -> None:
    Holiday.objects.create(unit=cast.unit, date=MONDAY, name="Feast of the tests")
    Holiday.objects.create(unit=cast.unit, date=TUESDAY, name="Its eve", minutes=240)
    html = ada.html()
    assert "Feast of the tests" in html
    assert "half day: Its eve" in html
    assert "Sat" not in html
    assert "Sat" in ada.html("&weekend=1")
    store(cast, 60, day=dt.date(2017, 1, 14))
    assert "Sat" in ada.html()
    ada.where = reverse("week") + f"?week={Week.of(timezone.localdate())}&weekend=1"
    assert "<small>today</small>" in ada.html()


def test_an_empty_week_says_what_to_do(ada: Weekly, cast: Cast) -> None:
    assert "Nothing is logged in this week yet." in ada.html()
    store(cast, 90, day=dt.date(2017, 3, 8))
    html = ada.html()
    assert "Your last week with work: week 10 of 2017" in html
    assert "week=2017-W10" in html
    ada.where = reverse("week") + "?week=2012-W10"
    html = ada.html()
    assert "You have no assignment in this week" in html
    assert 'id="add"' not in html


def test_a_demonstration_opens_at_its_last_week(ada: Weekly, cast: Cast) -> None:
    store(cast, 90, day=dt.date(2017, 3, 8))
    ada.where = reverse("week")
    assert "Week 10 · " in ada.html()
    Unit.objects.update(synthetic=False)
    week = Week.of(timezone.localdate())
    assert f"Week {week.number} · " in ada.html()


@pytest.mark.parametrize("query", ["?week=2017-W54", "?week=last", "?week=2017-W02&unit=NONE"])
def test_what_is_not_there_is_not_found(query: str, ada: Weekly) -> None:
    ada.where = reverse("week") + query
    assert ada.get().status_code == 404


@pytest.mark.parametrize(
    "name", ["c/WEB:CMS/2017-01-99", "c/WEB:CMS", "x", "c/\0:CMS/2017-01-10", "keep", "take"]
)
def test_made_up_cells_are_no_failure(name: str, ada: Weekly) -> None:
    assert ada.type({name: "1:00"}).status_code == 400
    assert ada.save({name: "1:00"}).status_code == 302
    assert not TimeEntry.objects.exists()


@pytest.mark.parametrize("row", ["NONE:CMS", "WEB", "WEB:RAMSAR", "\0", ":", ""])
def test_made_up_rows_are_no_failure(row: str, ada: Weekly) -> None:
    answer = ada.client.get(reverse("week"), {"week": WEEK, "row": row})
    assert answer.status_code == 200
    new = ada.client.get(
        reverse("week"), {"week": WEEK, "row": row},
        headers={"HX-Request": "true", "HX-Target": "rows"},
    )  # fmt: skip
    assert new.status_code in {200, 400}


def test_nobody_reaches_another_person_s_time(ada: Weekly, cast: Cast) -> None:
    store(cast, 90, note="of Ada alone")
    theirs = store(cast, 60, person=cast.coordinator, note="of Cleo alone")
    html = ada.html("&person=coordinator")
    assert "of Ada alone" in html
    assert "of Cleo alone" not in html
    assert "of Ada alone" not in Weekly(cast.coordinator).html()
    assert ada.type({cell(): "2", seen(): f"{theirs.version} 60"}).status_code == 409
    assert TimeEntry.objects.get(person=cast.coordinator).minutes == 60
    for person in (cast.cms_secretary, cast.auditor, cast.cms_member, cast.administrator):
        assert Weekly(person).get().status_code == 403
        assert Weekly(person).save({cell(): "1"}).status_code == 403
    assert Weekly(cast.stranger).get().status_code == 403


def test_a_person_of_two_units_chooses(ada: Weekly, cast: Cast) -> None:
    other = Unit.objects.create(
        code="OTHER", name="Another", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    Role.objects.create(unit=other, person=cast.ada, role="staff", start=dt.date(2014, 1, 1))
    assert "unit=OTHER" in ada.html()
    html = ada.html("&unit=OTHER")
    assert "You have no assignment in this week" in html


def test_the_day_of_the_telephone_is_in_the_address(ada: Weekly) -> None:
    html = ada.html("&day=2017-01-12")
    assert 'data-day="d4"' in html
    assert re.search(r'data-column="d4" aria-current="date"', html)
    assert 'data-day="d1"' in ada.html()


def test_what_another_person_typed_on_the_same_browser_is_not_stored(
    ada: Weekly, cast: Cast
) -> None:
    headers = {"HX-Request": "true", "HX-Trigger-Name": cell(), "X-Typed-By": "1000000"}
    answer = ada.client.post(ada.where, {cell(): "1:00", seen(): ""}, headers=headers)
    assert answer.status_code == 403
    assert not TimeEntry.objects.exists()
