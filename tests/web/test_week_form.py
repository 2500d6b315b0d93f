"""The week as a plain form, for browsers without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.test_week import attributes, value
from tests.web.week_pages import BOTH, MONDAY, RUN, WEB, Weekly, ada, cell, seen, store
from timetracking.models import TimeEntry

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]


def test_a_form_without_scripts_saves_what_is_right_and_keeps_the_rest(
    ada: Weekly, cast: Cast
) -> None:
    other = store(cast, 30, BOTH)
    sent = {
        cell(): "1:30",
        cell(WEB, MONDAY): "1:75",
        cell(RUN, MONDAY): "25:00",
        cell(BOTH): "0:30",
        seen(BOTH): f"{other.version} 30",
    }
    answer = ada.save(sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "1 cell was saved." in html
    assert "2 cells were not saved" in html
    assert value(html, cell()) == "1:30"
    assert value(html, cell(WEB, MONDAY)) == "1:75"
    assert value(html, cell(RUN, MONDAY)) == "25:00", "in a row that has nothing stored"
    invalid = attributes(html, cell(WEB, MONDAY))
    assert invalid["aria-invalid"] == "true"
    assert f'id="{invalid["aria-describedby"]}"' in html
    assert sorted(TimeEntry.objects.values_list("activity__code", "minutes")) == [
        ("NEWS", 30), ("WEB", 90),
    ]  # fmt: skip


def test_a_form_that_is_right_leads_back_to_the_week(ada: Weekly, cast: Cast) -> None:
    stored = store(cast, 30, BOTH)
    answer = ada.save({cell(): "2", cell(BOTH): "", seen(BOTH): f"{stored.version} 30"})
    assert (answer.status_code, answer["Location"]) == (302, ada.where)
    assert "2 cells were saved." in ada.html()
    assert TimeEntry.objects.get().minutes == 120
    ada.save({cell(): "2:00", seen(): f"{TimeEntry.objects.get().pk}.1 120"})
    assert "Nothing was changed." in ada.html()


def test_a_conflict_of_a_form_is_decided_by_its_buttons(ada: Weekly, cast: Cast) -> None:
    mine = store(cast, 60)
    theirs = store(cast, 120, version=mine.version)
    sent = {cell(): "0:45", seen(): f"{mine.version} 60"}
    answer = ada.save(sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert value(html, cell()) == "0:45"
    assert value(html, seen()) == f"{mine.version} 60", "or the next form would overwrite it"
    decided = f"{theirs.version} {cell()}"
    assert ada.save({**sent, "take": decided}).status_code == 302
    assert TimeEntry.objects.get().minutes == 120
    assert ada.save({**sent, "keep": decided}).status_code == 302
    assert TimeEntry.objects.get().minutes == 45
