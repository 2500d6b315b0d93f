"""The pages of whoever decides: what they see, what they do, and what is kept from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.db.timetracking.weeks import ACROSS, MONDAY, TUESDAY, WEEK, approved, hour, submit
from tests.web.test_pages import check
from timetracking.actions.amend_week import ask_amendment
from timetracking.actions.decide_weeks import Seen, send_back
from timetracking.actions.save_cell import save_cell
from timetracking.actions.submit_week import take_back_week
from timetracking.core.grid import RowKey
from timetracking.models import Amendment, TimeEntry, WeekSheet
from timetracking.queries.approvals import waiting_weeks

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast

State = WeekSheet.State
RUN = RowKey("RUN")
# Seven weeks, of which one is two sheets.
SEVERAL = 8


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ticks(*sheets: WeekSheet) -> list[str]:
    return [f"{sheet.pk}.{sheet.version}" for sheet in sheets]


def html(client: Client) -> str:
    answer = client.get(reverse("approvals"))
    assert answer.status_code == 200
    text = answer.content.decode()
    check(text)
    return text


def approve(client: Client, *values: str) -> Any:
    return client.post(reverse("approvals_approve"), {"week": list(values)}, follow=True)


@pytest.fixture
def sheet(cast: Cast) -> WeekSheet:
    """Give Ada's week, handed in."""
    hour(cast, minutes=450)
    return submit(cast, note="Monday was a strike").sheets[0]


def test_the_coordinator_finds_weeks_with_what_is_missing_and_approves_several(
    cast: Cast, sheet: WeekSheet
) -> None:
    cleo = browser(cast.coordinator)
    hour(cast, MONDAY.replace(day=16), 480)
    (other,) = submit(cast, WEEK.after).sheets
    page = html(cleo)
    assert "Ada Staff" in page
    assert "Monday was a strike" in page
    assert "Tue 10 Jan (0:30)" in page
    assert page.count('type="checkbox"') == 2
    assert "Choose at least one week." in approve(cleo).content.decode()
    told = approve(cleo, *ticks(sheet, other)).content.decode()
    assert "2 weeks are approved." in told
    assert "No week waits for you." in told
    assert set(WeekSheet.objects.values_list("state", flat=True)) == {State.APPROVED}


def test_what_changed_meanwhile_is_named_and_ticks_stay(cast: Cast, sheet: WeekSheet) -> None:
    hour(cast, MONDAY.replace(day=16))
    (other,) = submit(cast, WEEK.after).sheets
    take_back_week(WEEK, cast.unit, actor=cast.ada)
    answer = approve(browser(cast.coordinator), *ticks(sheet, other))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Ada Staff, week of Monday 9 January: open meanwhile" in text
    assert f'value="{ticks(other)[0]}" checked' in text
    assert not WeekSheet.objects.filter(state=State.APPROVED).exists()


@pytest.mark.parametrize("value", ["", "x", "1", "1.x", ".", "9" * 40 + ".1", "-1.1"])
def test_what_no_page_sends_decides_nothing(value: str, cast: Cast, sheet: WeekSheet) -> None:
    assert approve(browser(cast.coordinator), value).status_code == 422
    back = reverse("approval_back", args=[sheet.pk])
    sent = {"week": value, "reason": "x"}
    assert browser(cast.coordinator).post(back, sent).status_code == 409
    assert WeekSheet.objects.get().state == State.SUBMITTED


def test_a_week_is_looked_at_and_sent_back_with_a_reason(cast: Cast, sheet: WeekSheet) -> None:
    cleo = browser(cast.coordinator)
    where = reverse("approval", args=[sheet.pk])
    page = cleo.get(where).content.decode()
    check(page)
    assert "7:30" in page
    assert "Approve this week" in page
    (seen,) = ticks(sheet)
    empty = cleo.post(reverse("approval_back", args=[sheet.pk]), {"week": seen, "reason": " "})
    assert (empty.status_code, "Say what to change" in empty.content.decode()) == (422, True)
    sent = {"week": seen, "reason": "Monday is empty"}
    told = cleo.post(reverse("approval_back", args=[sheet.pk]), sent, follow=True)
    assert "Sent back to Ada Staff" in told.content.decode()
    late = cleo.post(reverse("approval_back", args=[sheet.pk]), sent)
    assert (late.status_code, "sent back meanwhile" in late.content.decode()) == (409, True)
    after = cleo.get(where).content.decode()
    assert "Monday is empty" in after
    assert "Approve this week" not in after


def test_a_week_that_comes_again_says_what_changed(cast: Cast, sheet: WeekSheet) -> None:
    (seen,) = ticks(sheet)
    send_back(Seen(sheet.pk, 1), actor=cast.coordinator, reason="Monday")
    hour(cast, MONDAY, 480)
    submit(cast)
    page = html(browser(cast.coordinator))
    assert "One cell changed since it was submitted before" in page
    assert "0:00 → 8:00" in page
    assert approve(browser(cast.coordinator), seen).status_code == 409


def test_the_executive_secretary_sees_the_coordinators_week_alone_and_no_notes(
    cast: Cast, sheet: WeekSheet
) -> None:
    store: Any = {"actor": cast.coordinator, "unit": cast.unit, "version": ""}
    save_cell(RUN, TUESDAY, 60, note="a private note", **store)
    save_cell(RUN, TUESDAY.replace(day=17), 60, **store)
    (own,) = submit(cast, person=cast.coordinator).sheets
    (next_week,) = submit(cast, WEEK.after, person=cast.coordinator).sheets
    take_back_week(WEEK.after, cast.unit, actor=cast.coordinator)
    aya, sam = browser(cast.aewa_secretary), browser(cast.cms_secretary)
    page = html(aya)
    assert "Cleo Coordinator" in page
    assert "Ada Staff" not in page
    assert "No week waits for you." in html(sam)
    week = aya.get(reverse("approval", args=[own.pk])).content.decode()
    check(week)
    assert "Running the unit" in week
    assert "a private note" not in week
    for client, pk in ((sam, own.pk), (aya, sheet.pk), (aya, next_week.pk)):
        assert client.get(reverse("approval", args=[pk])).status_code == 403
        sent = {"week": f"{pk}.1", "reason": "x"}
        assert client.post(reverse("approval_back", args=[pk]), sent).status_code == 403
    own_page = browser(cast.coordinator).get(reverse("approval", args=[own.pk]))
    assert "a private note" in own_page.content.decode()
    assert "Approve this week" not in own_page.content.decode(), "nobody approves their own"
    assert approve(browser(cast.coordinator), *ticks(own)).status_code == 403
    assert "1 week is approved." in approve(aya, *ticks(own)).content.decode()
    assert aya.get(reverse("approval", args=[own.pk])).status_code == 200


def test_what_came_back_is_the_persons_own_again(cast: Cast) -> None:
    hour(cast, person=cast.coordinator)
    (own,) = submit(cast, person=cast.coordinator).sheets
    send_back(Seen(own.pk, 1), actor=cast.aewa_secretary, reason="Monday")
    aya = browser(cast.aewa_secretary)
    assert aya.get(reverse("approval", args=[own.pk])).status_code == 403


def test_a_part_of_a_week_shows_its_days_alone(cast: Cast) -> None:
    hour(cast, MONDAY.replace(day=31), 60)
    hour(cast, MONDAY.replace(month=2, day=1), 120)
    january, february = submit(cast, ACROSS).sheets
    cleo = browser(cast.coordinator)
    first = cleo.get(reverse("approval", args=[january.pk])).content.decode()
    assert "30 Jan" in first
    assert "1 Feb" not in first
    second = cleo.get(reverse("approval", args=[february.pk])).content.decode()
    assert "2:00" in second
    assert "31 Jan" not in second


def test_corrections_are_decided_on_the_same_page(cast: Cast) -> None:
    saved = hour(cast)
    approved(cast)
    asked: Any = {"actor": cast.ada, "unit": cast.unit, "reason": "forgot <a call>"}
    wish = ask_amendment(RUN, TUESDAY, 90, version=saved.version, **asked)
    cleo = browser(cast.coordinator)
    page = html(cleo)
    assert "1:00 → 1:30" in page
    assert "forgot &lt;a call&gt;" in page
    where = reverse("amendment_decide", args=[wish.pk])
    silent = cleo.post(where, {"decision": "refused", "answer": ""})
    assert (silent.status_code, "Say why not" in silent.content.decode()) == (422, True)
    assert "forgot" not in html(browser(cast.aewa_secretary))
    assert browser(cast.aewa_secretary).post(where, {"decision": "accepted"}).status_code == 403
    told = cleo.post(where, {"decision": "accepted"}, follow=True).content.decode()
    assert "Accepted: the week says it now" in told
    assert TimeEntry.objects.get().minutes == 90
    late = cleo.post(where, {"decision": "accepted"})
    assert (late.status_code, "accepted meanwhile" in late.content.decode()) == (409, True)
    stale = ask_amendment(RUN, TUESDAY, 30, version=f"{TimeEntry.objects.get().pk}.2", **asked)
    TimeEntry.objects.update(version=9)
    where = reverse("amendment_decide", args=[stale.pk])
    told = cleo.post(where, {"decision": "accepted"}, follow=True).content.decode()
    assert "nothing was written" in told
    assert Amendment.objects.get(pk=stale.pk).state == Amendment.State.OUTDATED


def test_the_page_asks_as_often_however_much_waits(
    cast: Cast, sheet: WeekSheet, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        assert len(waiting_weeks(cast.coordinator)) == 1
    week = WEEK
    for _number in range(6):
        week = week.after
        hour(cast, week.start)
        submit(cast, week)
    with django_assert_num_queries(4):
        assert len(waiting_weeks(cast.coordinator)) == SEVERAL
