"""What buttons of the week do besides saving: with the page's script, and as plain forms."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from tests.web.week_pages import BOTH, MONDAY, RUN, TUESDAY, WEB, Weekly, ada, cell, seen, store
from timetracking.models import Favourite, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]
WEDNESDAY = dt.date(2017, 1, 11)


def minutes(day: dt.date) -> dict[str, int]:
    return dict(TimeEntry.objects.filter(date=day).values_list("activity__code", "minutes"))


def test_yesterday_is_copied_by_a_plain_button(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    store(cast, 30, RUN)
    html = ada.html("&day=2017-01-11")
    assert 'name="do" value="day 2017-01-11"' in html
    answer = ada.save({"do": "day 2017-01-11"}, "&day=2017-01-11")
    assert answer.status_code == 302
    assert minutes(WEDNESDAY) == {"WEB": 90, "RUN": 30}
    assert (
        "Copied from Tuesday 10 January: 2 rows, 2:00."
        in ada.client.get(answer.url).content.decode()
    )


def test_what_was_typed_is_saved_before_a_button_does_more(ada: Weekly, cast: Cast) -> None:
    ada.save({cell(): "1:30", "do": "day 2017-01-11"})
    assert minutes(WEDNESDAY) == {"WEB": 90}
    answer = ada.save({cell(WEB, MONDAY): "1:75", "do": "week"})
    assert answer.status_code == 422, "what was mistyped is shown, and nothing is copied"
    assert "1:75" in answer.content.decode()


def test_the_script_gets_rows_and_sums_as_they_are_then(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    answer = ada.type({"do": f"repeat {WEB}/2017-01-10"}, "do")
    html = answer.content.decode()
    assert (answer.status_code, answer["X-Acted"]) == (200, "here")
    assert html.count('value="1:30"') == 5
    assert "7:30" in html
    assert "Repeated as on Tuesday 10 January: 4 days, 6:00." in html
    assert '<div hx-swap-oob="innerHTML:#told">' in html


def test_a_refusal_says_why_and_changes_nothing(ada: Weekly, cast: Cast) -> None:
    answer = ada.type({"do": "week"}, "do")
    assert (answer.status_code, answer["X-Acted"]) == (422, "failed")
    assert "no work is logged in week 1 of 2017" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert ada.save({"do": "week"}).status_code == 302
    assert "no work is logged in week 1 of 2017" in ada.html()


def test_buttons_that_do_not_exist_are_bad_requests(ada: Weekly, cast: Cast) -> None:
    for wrong in ("", "dance", "day", "day tomorrow", "repeat WEB:CMS", "day 2017-01-11\0"):
        assert ada.type({"do": wrong}, "do").status_code == 400, wrong
        assert ada.save({"do": wrong}).status_code == 400, wrong


def test_a_new_column_asks_for_the_page_anew(ada: Weekly, cast: Cast) -> None:
    store(cast, 90, WEB, dt.date(2017, 1, 7))
    answer = ada.type({"do": "week"}, "do")
    assert (answer.status_code, answer["X-Acted"]) == (204, "anew")
    assert "Copied from week 1: 1 cell, 1:30." in ada.html()


def test_another_persons_page_presses_no_button(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    headers = {"HX-Request": "true", "HX-Trigger-Name": "do", "X-Typed-By": str(cast.stranger.pk)}
    answer = ada.client.post(ada.where, {"do": "day 2017-01-11"}, headers=headers)
    assert answer.status_code == 403
    assert minutes(WEDNESDAY) == {}


def test_a_row_is_for_somebody_else_with_and_without_time(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    query = f"&row={RUN}&row={BOTH}".replace("+", "%2B")
    answer = ada.type({"do": f"for {WEB} joint"}, "do", query)
    entry = TimeEntry.objects.get()
    assert entry.beneficiary is not None
    assert entry.beneficiary.code == "AEWA+CMS"
    assert "The row is for joint now, with 1 day of this week." in answer.content.decode()
    answer = ada.type({"do": f"for {BOTH} AEWA"}, "do", query)
    assert "row=NEWS%3AAEWA" in answer["X-Here"], "the row that has no time is another one now"
    assert 'name="c/NEWS:AEWA/2017-01-10"' in answer.content.decode()


def test_a_locked_week_keeps_whom_it_is_for(ada: Weekly, cast: Cast) -> None:
    store(cast, 90)
    WeekSheet.objects.create(
        unit=cast.unit, person=cast.ada, start=MONDAY, end=WEDNESDAY, state="approved"
    )
    answer = ada.type({"do": f"for {WEB} AEWA"}, "do")
    assert answer.status_code == 422
    assert "Tuesday 10 January: this time is locked" in answer.content.decode()


def test_a_favourite_is_offered_first_and_at_once(ada: Weekly, cast: Cast) -> None:
    assert (
        "is one of your favourites now" in ada.type({"do": f"star {BOTH}"}, "do").content.decode()
    )
    found = ada.get("&q=", **{"HX-Request": "true", "HX-Target": "found"}).content.decode()
    assert found.index("News alerts") < found.index("CMS website")
    assert "Your favourites and last weeks" in found
    assert "no favourite any more" in ada.type({"do": f"star {BOTH}"}, "do").content.decode()
    assert not Favourite.objects.exists()


def row_address(key: object = WEB, more: str = "") -> str:
    return reverse("time_row") + f"?week=2017-W02&about={key}{more}"


def test_the_page_of_a_row_offers_what_the_keys_do(ada: Weekly, cast: Cast) -> None:
    store(cast, 90, note="Broken links")
    html = ada.client.get(row_address()).content.decode()
    for value in ("for WEB:CMS AEWA", "for WEB:CMS joint", "repeat WEB:CMS/2017-01-10"):
        assert f'value="{value}"' in html
    assert 'value="for WEB:CMS CMS"' not in html
    assert 'value="Broken links"' in html
    assert 'value="star WEB:CMS" aria-pressed="false"' in html
    assert ada.client.get(row_address("GONE:CMS")).status_code == 404
    run = ada.client.get(row_address(RUN)).content.decode()
    assert "For whom" not in run
    assert "type some into the row first" in run


def test_notes_are_written_on_the_page_of_a_row(ada: Weekly, cast: Cast) -> None:
    saved = store(cast, 90)
    sent = {"note/2017-01-10": " Broken\r\n links ", "seen/2017-01-10": saved.version}
    answer = ada.client.post(row_address(), sent)
    assert (answer.status_code, answer["Location"]) == (302, ada.where)
    entry = TimeEntry.objects.get()
    assert (entry.note, entry.minutes) == ("Broken links", 90)
    assert "1 note was saved." in ada.html()


def test_a_note_that_cannot_be_stored_says_why_and_is_kept(ada: Weekly, cast: Cast) -> None:
    saved = store(cast, 90)
    long = {"note/2017-01-10": "x" * 1_000_000, "seen/2017-01-10": saved.version}
    answer = ada.client.post(row_address(), long)
    assert answer.status_code == 422
    assert "The note has 1000000 characters: shorten it to 500." in answer.content.decode()
    late = {"note/2017-01-10": "mine", "seen/2017-01-10": "1.99"}
    answer = ada.client.post(row_address(), late, headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was overwritten" in html
    assert 'value="mine"' in html
    assert TimeEntry.objects.get().note == ""


def test_the_script_gets_the_week_after_a_note(ada: Weekly, cast: Cast) -> None:
    saved = store(cast, 90)
    sent = {"note/2017-01-10": "Links", "seen/2017-01-10": saved.version, "days": "12345"}
    answer = ada.client.post(row_address(), sent, headers={"HX-Request": "true"})
    assert answer["X-Acted"] == "here"
    html = answer.content.decode()
    assert "Links" in html
    assert seen(WEB, TUESDAY) in html


def test_nobody_else_sees_the_row(cast: Cast, ada: Weekly) -> None:
    store(cast, 90, note="for me")
    other = Client()
    other.force_login(cast.coordinator)
    assert "for me" not in other.get(row_address()).content.decode()
    other.force_login(cast.auditor)
    assert other.get(row_address()).status_code == 403
