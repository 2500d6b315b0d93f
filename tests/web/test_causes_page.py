"""The page and the interface that say why two runs differ, and who learns what."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from costsharing.actions import work_out_causes as action
from costsharing.actions.work_out_causes import TASK
from costsharing.models import Agreement, AgreementShare, RunCauses, StandardCost, ValuationRun
from costsharing.queries.entries_changed import entries_changed
from costsharing.queries.run_causes import last_asked
from costsharing.tasks import find_causes
from secretariats.models import Job
from tests.db.costsharing.valued_units import run_of
from tests.db.timetracking.weeks import MONDAY, RUN, TUESDAY, approved, hour
from tests.unit.reporting.reports import readable
from tests.web.test_pages import check
from timetracking.actions.amend_week import ask_amendment, decide_amendment
from timetracking.actions.save_cell import save_cell
from timetracking.core.grid import RowKey
from timetracking.models import Activity, Kind

if TYPE_CHECKING:
    from django.test import Client

    from secretariats.models import Person
    from tests.cast import Cast

WEB = RowKey("WEB", "CMS")
REASON = "forgot a call with a colleague"


@pytest.fixture
def runs(cast: Cast) -> tuple[ValuationRun, ValuationRun]:
    """Return January after a correction of an approved week and a new entry, and before."""
    agreement = Agreement.objects.create(
        unit=cast.unit, start=dt.date(2014, 1, 1), basis=Agreement.Basis.FIXED
    )
    for instrument, share in ((cast.cms, (2, 3)), (cast.aewa, (1, 3))):
        AgreementShare.objects.create(
            agreement=agreement, instrument=instrument, share_num=share[0], share_den=share[1]
        )
    for grade in ("P2", "P3"):
        StandardCost.objects.create(
            unit=cast.unit, grade=grade, year=2017, annual=66000, currency="EUR",
            productive_hours=1650,
        )  # fmt: skip
    Activity.objects.create(unit=cast.unit, code="WEB", title="Website", kind=Kind.SERVICE)
    save_cell(WEB, MONDAY, 120, actor=cast.ada, unit=cast.unit, version="")
    stored = hour(cast)
    approved(cast)
    before = run_of(cast.unit)
    wish = ask_amendment(
        RUN, TUESDAY, 90, actor=cast.ada, unit=cast.unit, version=stored.version, reason=REASON
    )
    decide_amendment(wish, actor=cast.coordinator, accept=True)
    later = dt.date(2017, 1, 17)
    save_cell(WEB, later, 45, actor=cast.coordinator, unit=cast.unit, version="")
    return run_of(cast.unit), before


def page(client: Client, person: Person, name: str, *arguments: Any, **query: str) -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    check(answer.content.decode())
    return readable(answer.content.decode())


def test_the_page_says_why_and_the_causes_add_up(
    cast: Cast, client: Client, runs: tuple[ValuationRun, ValuationRun]
) -> None:
    now, _was = runs
    text = page(client, cast.cms_finance, "valuation_compare", now.pk)
    assert "Why they differ" in text
    assert "Entries of RUN in January 2017: 1:00 → 1:30 hours" in text
    assert "Entries of WEB for CMS in January 2017: 2:00 → 2:45 hours" in text
    assert "The whole difference" in text
    assert "which entries" in text
    text = page(client, cast.cms_secretary, "valuation_compare", now.pk, figure="highest")
    assert "Time expected and not recorded in January 2017" in text
    assert "which entries" not in text
    text = page(client, cast.coordinator, "valuation_compare", now.pk, figure="paid")
    assert "No cause changes this figure." in text
    text = page(client, cast.coordinator, "valuation_compare", now.pk, figure="nonsense\0")
    assert "Received: what each cause changed, EUR" in text


def test_who_opens_figures_sees_which_entries_changed(
    cast: Cast, client: Client, runs: tuple[ValuationRun, ValuationRun]
) -> None:
    now, _was = runs
    for person, sees_words in ((cast.auditor, True), (cast.cms_finance, False)):
        text = page(client, person, "valuation_cause", now.pk, 1)
        assert "Ada Staff" in text
        assert "Cleo Coordinator" in text, "who wrote it"
        assert "Correction of an approved week" in text
        assert (REASON in text) is sees_words
    text = page(client, cast.cms_finance, "valuation_cause", now.pk, 2)
    assert "17 January 2017" in text
    assert "the rest came otherwise" not in text
    for person in (cast.coordinator, cast.cms_secretary):
        client.force_login(person)
        assert client.get(reverse("valuation_cause", args=[now.pk, 1])).status_code == 403
    client.force_login(cast.auditor)
    for number in (0, 99, 10**18):
        answer = client.get(reverse("valuation_cause", args=[now.pk, number]))
        assert answer.status_code == 404


def test_nobody_learns_of_absences_however_coarse_a_cause_is(
    cast: Cast, runs: tuple[ValuationRun, ValuationRun]
) -> None:
    Activity.objects.create(unit=cast.unit, code="SICK", title="Sick leave", kind=Kind.ABSENCE)
    sick = RowKey("SICK", "")
    stays, goes = dt.date(2017, 1, 18), dt.date(2017, 1, 19)
    save_cell(sick, stays, 480, actor=cast.ada, unit=cast.unit, version="")
    gone = save_cell(sick, goes, 480, actor=cast.ada, unit=cast.unit, version="")
    save_cell(sick, goes, 0, actor=cast.ada, unit=cast.unit, version=gone.version)
    found = entries_changed(
        cast.unit,
        {},
        (runs[1].created, timezone.now()),
        reader=cast.auditor,
        days=(dt.date(2017, 1, 1), dt.date(2017, 1, 31)),
    )
    assert {line.cell.activity for line in found.lines} == {"RUN", "WEB"}


def test_large_runs_are_compared_by_a_worker_and_the_page_waits(
    cast: Cast,
    client: Client,
    runs: tuple[ValuationRun, ValuationRun],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, was = runs
    monkeypatch.setattr(action, "AT_ONCE", 0)
    Job.objects.filter(task=TASK).delete()
    text = page(client, cast.cms_finance, "valuation_compare", now.pk)
    assert "Work out why" in text
    where = reverse("valuation_causes", args=[now.pk])
    for _twice in range(2):
        answer = client.post(where, {"with": str(was.pk)})
        assert answer.status_code == 302
    job = Job.objects.get(task=TASK)
    assert job.actor == cast.cms_finance
    assert "are being worked out" in page(client, cast.cms_finance, "valuation_compare", now.pk)
    Job.objects.filter(pk=job.pk).update(done=3, total=17)
    htmx = {"HX-Request": "true"}
    answer = client.get(where, {"with": str(was.pk)}, headers=htmx)
    assert (answer.status_code, "Step 3 of 17" in answer.content.decode()) == (200, True)
    assert client.get(where).status_code == 302
    find_causes(str(job.pk))
    answer = client.get(where, {"with": str(was.pk)}, headers=htmx)
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
    assert "The whole difference" in page(client, cast.cms_finance, "valuation_compare", now.pk)


def test_a_failed_search_says_so_and_can_be_asked_for_again(
    cast: Cast,
    client: Client,
    runs: tuple[ValuationRun, ValuationRun],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, was = runs
    monkeypatch.setattr(action, "AT_ONCE", 0)
    Job.objects.filter(task=TASK).update(state=Job.State.FAILED, error="It took too long.")
    text = page(client, cast.cms_finance, "valuation_compare", now.pk)
    assert "It took too long." in text
    assert "Try again" in text
    client.post(reverse("valuation_causes", args=[now.pk]), {"with": str(was.pk)})
    job = last_asked(now, was)
    assert job is not None
    assert job.state == Job.State.WAITING


def test_the_file_of_causes(
    cast: Cast, client: Client, runs: tuple[ValuationRun, ValuationRun]
) -> None:
    client.force_login(cast.cms_secretary)
    answer = client.get(reverse("valuation_causes_data", args=[runs[0].pk]))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "number,kind,cause,instrument,figure,exact,rounded"
    assert any(",difference,The whole difference,CMS,received," in line for line in lines)


def test_what_names_no_other_run(
    cast: Cast, client: Client, runs: tuple[ValuationRun, ValuationRun]
) -> None:
    now, _was = runs
    client.force_login(cast.auditor)
    wrong = ("no-run", str(now.pk), "00000000-0000-0000-0000-000000000000", "\0")
    for name, arguments in (
        ("valuation_causes", [now.pk]), ("valuation_causes_data", [now.pk]),
        ("valuation_cause", [now.pk, 1]),
    ):  # fmt: skip
        for asked in wrong:
            answer = client.get(reverse(name, args=arguments), {"with": asked})
            assert answer.status_code == 404
    for asked in wrong:
        where = reverse("api_valuation_causes", args=[now.pk])
        assert client.get(where, {"with": asked}).status_code in {404, 422}
        answer = client.post(where, {"with": asked}, content_type="application/json")
        assert answer.status_code in {404, 422, 400}


def test_the_interface_gives_the_causes_and_asks_for_them(
    cast: Cast,
    client: Client,
    runs: tuple[ValuationRun, ValuationRun],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, was = runs
    where = reverse("api_valuation_causes", args=[now.pk])
    client.force_login(cast.cms_secretary)
    found = client.get(where).json()
    assert (found["ready"], found["compared_with"]) == (True, str(was.pk))
    assert found["causes"][0]["text"] == "Entries of RUN in January 2017: 1:00 → 1:30 hours"
    assert found["causes"][0]["parts"][0]["was"] == "60/1"
    RunCauses.objects.all().delete()
    monkeypatch.setattr(action, "AT_ONCE", 0)
    assert client.get(where).json()["ready"] is False
    bodies: tuple[dict[str, str], ...] = ({}, {"with": str(was.pk)})
    answers = [client.post(where, body, content_type="application/json") for body in bodies]
    assert {answer.status_code for answer in answers} == {202}
    assert Job.objects.filter(task=TASK).count() == 1
    find_causes(answers[0].json()["job"])
    assert client.get(where, {"with": str(was.pk)}).json()["ready"] is True
    client.force_login(cast.ada)
    assert client.get(where).status_code == 403
    client.force_login(cast.stranger)
    assert client.get(where).status_code == 404
