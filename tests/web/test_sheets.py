"""The week handed in beside the grid, on plain pages: what it says, and what the steps do."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from secretariats.models import Role
from tests.db.timetracking.weeks import approve
from tests.web.test_pages import check
from tests.web.week_pages import (
    MONDAY,
    RUN,
    TUESDAY,
    WEB,
    Weekly,
    ada,
    cell,
    seen,
    store,
)
from timetracking.actions.amend_week import ask_amendment, decide_amendment
from timetracking.actions.decide_weeks import Seen, send_back
from timetracking.core.weeks import Week
from timetracking.models import Amendment, TimeEntry, WeekSheet
from timetracking.queries.week_about import week_about

if TYPE_CHECKING:
    from tests.cast import Cast

__all__ = ["ada"]
State = WeekSheet.State


def button(html: str, what: str = "submit") -> str:
    """Return what the button of a step sends."""
    found = re.search(rf'name="sheet" value="({what}[^"]*)"', html)
    assert found, f"no button to {what}"
    return found[1]


def section(html: str) -> str:
    """Return the section about handing in."""
    return html[html.index('id="sheet"') : html.index("</section>", html.index('id="sheet"'))]


def hand_in(browser: Weekly, **more: str) -> Any:
    sent = {"sheet": button(browser.html()), **more}
    return browser.client.post(browser.where, {"days": "12345", **sent}, follow=True)


def test_the_week_says_what_is_missing_and_to_whom_it_goes(ada: Weekly, cast: Cast) -> None:
    empty = section(ada.html())
    assert "Nothing is logged yet." in empty
    assert 'name="sheet"' not in empty
    store(cast, 450)
    html = ada.html()
    said = section(html)
    assert "Tuesday: 0:30 still expected." in said
    assert "Monday: 8:00 still expected." in said
    assert "Goes to Cleo Coordinator." in said
    assert "Submit week 2" in said
    assert html.count("btn--primary") == 1


def test_submitted_it_can_be_taken_back_until_it_is_approved(ada: Weekly, cast: Cast) -> None:
    store(cast, 450)
    told = hand_in(ada, sheet_note="The rest was a strike").content.decode()
    assert "Week 2 is submitted. 32:30 are still expected in it." in told
    sheet = WeekSheet.objects.get()
    assert (sheet.state, sheet.note) == (State.SUBMITTED, "The rest was a strike")
    assert "It waits for Cleo Coordinator." in section(told)
    assert 'id="why-submitted"' in told
    assert told.count("readonly") == told.count('class="cell"')
    refused = ada.save({cell(): "1:00", seen(): "1.1 450"})
    assert "Take the week back" in refused.content.decode()
    taken = ada.client.post(ada.where, {"days": "12345", "sheet": "takeback"}, follow=True)
    assert "Taken back" in taken.content.decode()
    assert WeekSheet.objects.get().state == State.OPEN
    hand_in(ada)
    approve(cast, sheet)
    late = ada.client.post(ada.where, {"days": "12345", "sheet": "takeback"}, follow=True)
    assert "was approved meanwhile" in late.content.decode()
    assert "approved by Cleo Coordinator" in section(late.content.decode())


def test_what_was_typed_is_saved_before_the_week_goes_in(ada: Weekly, cast: Cast) -> None:
    store(cast, 60)
    ok = hand_in(ada, **{cell(RUN, MONDAY): "2:00", seen(RUN, MONDAY): ""})
    assert "Week 2 is submitted" in ok.content.decode()
    assert sorted(TimeEntry.objects.values_list("minutes", flat=True)) == [60, 120]


def test_what_is_mistyped_keeps_the_week_here(ada: Weekly, cast: Cast) -> None:
    store(cast, 60)
    answer = hand_in(ada, **{cell(RUN, MONDAY): "1:75", seen(RUN, MONDAY): ""})
    assert answer.status_code == 422
    assert 'value="1:75"' in answer.content.decode()
    assert not WeekSheet.objects.exists()


def test_a_week_changed_elsewhere_is_looked_at_once_more(ada: Weekly, cast: Cast) -> None:
    store(cast, 60)
    old = button(ada.html())
    store(cast, 30, RUN)
    answer = ada.client.post(ada.where, {"days": "12345", "sheet": old}, follow=True)
    assert "was changed elsewhere meanwhile" in answer.content.decode()
    assert not WeekSheet.objects.exists()


def test_a_saved_cell_brings_the_section_anew(ada: Weekly, cast: Cast) -> None:
    store(cast, 60)
    answer = ada.type({cell(RUN): "7:00", seen(RUN): ""}).content.decode()
    assert 'id="sheet"' in answer
    assert "Tuesday:" not in section(answer), "its eight hours are there now"
    sent = {"days": "12345", "sheet": button(answer)}
    told = ada.client.post(ada.where, sent, follow=True).content.decode()
    assert "Week 2 is submitted" in told


def test_a_week_that_came_back_says_why_and_goes_in_again(ada: Weekly, cast: Cast) -> None:
    store(cast, 60)
    hand_in(ada)
    sheet = WeekSheet.objects.get()
    send_back(Seen(sheet.pk, sheet.version), actor=cast.coordinator, reason="Which <b>call</b>?")
    html = ada.html()
    said = section(html)
    assert "Sent back by Cleo Coordinator:" in said
    assert "Which &lt;b&gt;call&lt;/b&gt;?" in said
    store(cast, 30, RUN)
    assert "is submitted" in hand_in(ada).content.decode()


def test_who_has_nobody_to_approve_is_told_whom_to_ask(ada: Weekly, cast: Cast) -> None:
    own = Weekly(cast.coordinator)
    store(cast, 60, person=cast.coordinator)
    assert "Goes to Aya Secretary of AEWA." in section(own.html())
    Role.objects.filter(person__in=[cast.coordinator, cast.aewa_secretary]).update(
        end=dt.date(2017, 1, 1)
    )
    assert "Nobody can approve it yet" in section(ada.html())
    Role.objects.filter(person=cast.coordinator).update(end=None)
    said = section(own.html())
    assert "the Executive Secretary of the Secretariat that employs them" in said.replace(
        "\n", " "
    )
    assert "administrator" in said


def test_no_other_step_and_nobody_elses(ada: Weekly, cast: Cast) -> None:
    for what in ("", "approve", "withdraw", "withdraw 7", "withdraw " + "9" * 30, "takeback"):
        answer = ada.client.post(ada.where, {"days": "12345", "sheet": what})
        assert answer.status_code in {302, 400}
    assert not WeekSheet.objects.exists()


class Amending:
    """A browser with the pages of corrections."""

    def __init__(self, ada: Weekly) -> None:
        self.client, self.where = ada.client, reverse("amend") + "?week=2017-W02"

    def cell(self, row: str = "WEB:CMS", day: dt.date = TUESDAY) -> str:
        return f"{self.where}&day={day}&row={row}"

    def ask(self, minutes: str, version: str, reason: str = "forgot a call", **of: Any) -> Any:
        sent = {"minutes": minutes, "version": version, "reason": reason}
        return self.client.post(self.cell(**of), sent, follow=True)


def test_a_cell_of_an_approved_week_is_corrected_by_plain_pages(ada: Weekly, cast: Cast) -> None:
    saved = store(cast, 60)
    hand_in(ada)
    approve(cast, *WeekSheet.objects.all())
    week, pages = ada.html(), Amending(ada)
    assert f'href="{reverse("amend")}?unit=IMCA&amp;week=2017-W02"' in week
    which = pages.client.get(pages.where).content.decode()
    check(which)
    assert 'aria-label="CMS website, Tuesday 10 January: 1:00"' in which
    assert "NEWS · News alerts · joint" in which
    form = pages.client.get(pages.cell()).content.decode()
    check(form)
    assert f'value="{saved.version}"' in form
    assert 'value="1:00"' in form
    mistyped = pages.ask("1:75", saved.version)
    assert mistyped.status_code == 422
    assert 'value="1:75"' in mistyped.content.decode()
    told = pages.ask("1:30", saved.version).content.decode()
    assert "The correction is asked for" in told
    assert "1:00 → 1:30" in told
    again = pages.ask("2:00", saved.version)
    assert (again.status_code, "waits already" in again.content.decode()) == (422, True)
    sent = {"days": "12345", "sheet": button(told, "withdraw")}
    gone = ada.client.post(ada.where, sent, follow=True).content.decode()
    assert "1:00 → 1:30" not in gone
    assert Amendment.objects.get().state == Amendment.State.WITHDRAWN


def test_what_became_of_a_correction_stands_on_the_week(ada: Weekly, cast: Cast) -> None:
    saved = store(cast, 60)
    hand_in(ada)
    approve(cast, *WeekSheet.objects.all())
    asked: Any = {"actor": cast.ada, "unit": cast.unit, "reason": "x"}
    wish = ask_amendment(WEB, TUESDAY, 90, version=saved.version, **asked)
    decide_amendment(wish, actor=cast.coordinator, accept=False, answer="It was Monday")
    other = ask_amendment(WEB, MONDAY, 30, version="", **asked)
    decide_amendment(other, actor=cast.coordinator, accept=True)
    said = section(ada.html())
    assert "It was Monday" in said
    assert "refused" in said
    assert "accepted" in said
    stale = Amending(ada).ask("2:00", "", day=MONDAY)
    assert (stale.status_code, "holds 0:30 by now" in stale.content.decode()) == (409, True)


def test_open_days_unknown_rows_and_other_units_are_no_corrections(
    ada: Weekly, cast: Cast
) -> None:
    store(cast, 60)
    pages = Amending(ada)
    assert "Nothing of this week is approved" in pages.client.get(pages.where).content.decode()
    page = pages.client.get(pages.cell()).content.decode()
    assert "is not approved: change it in the week itself" in page
    assert "<textarea" not in page
    assert pages.ask("2:00", "1.1").status_code in {409, 422}
    assert pages.client.get(pages.cell(row="NONE:")).status_code == 404
    assert pages.client.get(pages.where + "&unit=OTHER").status_code == 404
    assert not Amendment.objects.exists()


def test_the_section_costs_one_query(
    ada: Weekly, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        week_about(cast.ada, cast.unit, Week(2017, 2), coordinates=False)
    with django_assert_num_queries(1):
        week_about(cast.coordinator, cast.unit, Week(2017, 2), coordinates=True)
