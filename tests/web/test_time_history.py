"""The history of time: every value with who, when, before, after and why; and who reads what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariats.actions.record_change import record_change
from secretariats.models import Change, ChangeText
from tests.web.week_pages import BOTH, TUESDAY, WEB, WEEK, Weekly, ada, store
from timetracking.actions.decide_weeks import Seen, send_back
from timetracking.models import RemovedEntry, TimeEntry, WeekSheet

if TYPE_CHECKING:
    from secretariats.models import Person
    from tests.cast import Cast

__all__ = ["ada"]


def page(reader: Person, status: int = 200, **asked: str) -> str:
    client = Client()
    client.force_login(reader)
    answer = client.get(reverse("time_history"), {"week": WEEK, **asked})
    assert answer.status_code == status
    html: str = answer.content.decode()
    return html


def lines(reader: Person, **asked: str) -> list[dict[str, Any]]:
    client = Client()
    client.force_login(reader)
    answer = client.get(reverse("api_time_history"), {"week": WEEK, **asked})
    found: list[dict[str, Any]] = answer.json()["changes"]
    return found


@pytest.fixture
def changed(ada: Weekly, cast: Cast) -> Cast:
    """Give a cell that was entered, changed twice and emptied, and another."""
    first = store(cast, 90, note="Broken links")
    second = store(cast, 60, version=first.version, note="Broken pictures")
    store(cast, 0, version=second.version)
    store(cast, 45, BOTH)
    return cast


def test_every_value_of_an_emptied_cell_is_still_told(changed: Cast) -> None:
    found = lines(changed.ada, day=str(TUESDAY), cell=str(WEB))
    minutes = [
        (one["kind"], value["before"], value["after"])
        for one in found
        for value in one["values"]
        if value["name"] == "minutes"
    ]
    assert minutes == [("removed", 60, None), ("changed", 90, 60), ("created", None, 90)]
    assert {one["actor"] for one in found} == {"Ada Staff"}
    html = page(changed.ada)
    assert "Broken links" in html, "one's own earlier notes"
    assert "<del>" in html
    assert "1:30" in html


def test_a_row_leads_to_its_own_history(changed: Cast) -> None:
    client = Client()
    client.force_login(changed.ada)
    row = client.get(reverse("time_row"), {"week": WEEK, "about": str(BOTH)}).content.decode()
    where = row.split(f"{reverse('time_history')}?")[1].split('"')[0].replace("&amp;", "&")
    html = client.get(f"{reverse('time_history')}?{where}").content.decode()
    assert "0:45" in html
    assert "1:30" not in html, "of another row"


def test_of_earlier_notes_the_coordinator_reads_none(changed: Cast) -> None:
    html = page(changed.coordinator, person="ada", unit="IMCA")
    assert "1:30" in html, "minutes are told"
    assert "Broken" not in html
    assert "its words are not shown here" in html
    assert "Broken links" in page(changed.auditor, person="ada", unit="IMCA")
    assert "Broken" not in str(lines(changed.coordinator, person="ada", unit="IMCA"))


def test_nobody_else_reads_it(changed: Cast) -> None:
    for who, status in (
        ("cms_secretary", 403), ("cms_finance", 403), ("administrator", 403), ("stranger", 404),
    ):  # fmt: skip
        page(getattr(changed, who), status, person="ada", unit="IMCA")
    page(changed.ada, 403, person="coordinator", unit="IMCA")
    page(changed.coordinator, 404, person="stranger", unit="IMCA")
    page(changed.coordinator, 404, person="\0", unit="IMCA")


def test_decisions_stand_there_with_their_reasons(changed: Cast) -> None:
    sheet = WeekSheet.objects.create(
        unit=changed.unit, person=changed.ada, start=dt.date(2017, 1, 9),
        end=dt.date(2017, 1, 15), state="submitted",
    )  # fmt: skip
    send_back(Seen(sheet.pk, sheet.version), actor=changed.coordinator, reason="Friday is blank")
    for reader in (changed.ada, changed.coordinator):
        html = page(reader, person="ada", unit="IMCA")
        assert "Friday is blank" in html
        assert "sent back" in html
        assert "Cleo Coordinator" in html


def test_what_a_file_brought_is_told_by_its_entries(ada: Weekly, cast: Cast) -> None:
    store(cast, 45, BOTH)
    saved = timezone.now()
    TimeEntry.objects.update(source="toggl", source_id="7", first_minutes=50, saved=saved)
    Change.objects.all().delete()
    record_change(
        cast.ada, kind="loaded", actor=cast.ada, unit=cast.unit,
        after={"format": "toggl", "sha256": "00", "created": 1},
    )  # fmt: skip
    found = lines(cast.ada)
    assert [(one["about"], one["kind"]) for one in found] == [
        ("file", "loaded"), ("entry", "loaded"),
    ]  # fmt: skip
    assert "came from a file" in page(cast.ada).lower()


def test_what_was_removed_long_ago_is_told_as_far_as_it_is_known(changed: Cast) -> None:
    RemovedEntry.objects.update(entry=None)
    removed = [one for one in lines(changed.ada) if one["kind"] == "removed"]
    assert [value["before"] for one in removed for value in one["values"]] == [90]


def test_erased_words_stay_erased(changed: Cast) -> None:
    ChangeText.objects.update(before="", after="")
    html = page(changed.ada)
    assert "erased" in html
    assert "Broken" not in html


def test_queries_do_not_grow(changed: Cast) -> None:
    client = Client()
    client.force_login(changed.ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("time_history"), {"week": WEEK})
        return len(found)

    queries()  # what is read once for each process
    before = queries()
    version = ""
    for minutes in range(1, 20):
        version = store(changed, minutes, version=version, note=f"note {minutes}").version
    assert queries() == before
    assert before <= 14


@pytest.mark.parametrize("asked", [{"week": "2017-W60"}, {"day": "soon"}, {"cell": "\0"}])
def test_what_does_not_exist_is_not_found(changed: Cast, asked: dict[str, str]) -> None:
    page(changed.ada, 404, **asked)
