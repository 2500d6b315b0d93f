"""A report from its draft to its publication and its correction."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.utils import timezone

from costsharing.models import ValuationRun
from reporting.actions.draft_report import redraft_report
from reporting.actions.edit_report import edit_report, written_digest
from reporting.actions.hand_over_report import ask_for_hand_over, carry_out
from reporting.actions.make_report import ask_for_remake, make_document
from reporting.actions.publish_report import publish_report
from reporting.actions.revise_report import draft_revision
from reporting.actions.withdraw_report import withdraw_report
from reporting.models import DataFile, Report
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change, Job
from tests.db.reporting.published import (
    contents,
    drafted,
    fresh,
    handed_over,
    published,
    sign,
    signed,
    work,
)

if TYPE_CHECKING:
    from django.conf import LazySettings

    from tests.cast import Cast

State = Report.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


@pytest.fixture(autouse=True)
def files_of_their_own(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_what_is_handed_over_is_final_and_has_its_data(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued)
    assert draft.context["head"]["draft"]
    report = work(ask_for_hand_over(draft, actor=cast.coordinator))
    assert report.state == State.SIGNING
    assert not report.context["head"]["draft"]
    assert report.digest.startswith("sha256:")
    assert (report.pages, report.size) == (1, len(contents(report)["pdf"]))
    assert set(contents(report)) == {"pdf", "xlsx", "csv", "json"}
    for file in DataFile.objects.filter(report=report):
        content = contents(report)[file.medium]
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_same_draft_keeps_its_figures_until_it_is_published(
    cast: Cast, valued: ValuationRun
) -> None:
    draft = drafted(cast, valued)
    report = published(cast, valued)
    assert report.context["results"] == draft.context["results"]
    book = openpyxl.load_workbook(io.BytesIO(contents(report)["xlsx"]))
    assert "final" in {cell.value for row in book.worksheets[0].iter_rows() for cell in row}


def test_a_draft_that_lacks_something_is_not_handed_over(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued, symbol="", meeting_start=None)
    with pytest.raises(Refused) as refused:
        ask_for_hand_over(draft, actor=cast.coordinator)
    assert [problem.path for problem in refused.value.problems] == ["symbol", "meeting_start"]


def test_figures_that_were_corrected_are_not_handed_over(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued)
    later = ValuationRun.objects.create(
        unit=cast.unit, start=valued.start, end=valued.end, method="standard", digest="sha256:2",
        snapshot="{}", results=valued.results, supersedes=valued,
    )  # fmt: skip
    draft = Report.objects.select_related("run__superseded_by", "unit").get(pk=draft.pk)
    with pytest.raises(Refused, match="fresh ones"):
        ask_for_hand_over(draft, actor=cast.coordinator)
    again = redraft_report(draft, run=later, actor=cast.coordinator)
    assert again.run_id == later.pk
    assert work(ask_for_hand_over(again, actor=cast.coordinator)).state == State.SIGNING


def test_figures_that_hold_again_are_handed_over(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued)
    ValuationRun.objects.create(
        unit=cast.unit, start=valued.start, end=valued.end, method="standard", digest="sha256:2",
        snapshot="{}", results=valued.results, supersedes=valued,
    )  # fmt: skip
    # The correction was taken back: valued once more, the period gave the run of before.
    Job.objects.create(
        task="costsharing.value", unit=cast.unit, state=Job.State.DONE, result=str(valued.pk),
        finished=timezone.now(),
        asked={"from": str(valued.start), "to": str(valued.end), "method": "standard"},
    )  # fmt: skip
    draft = Report.objects.select_related("run__superseded_by", "unit").get(pk=draft.pk)
    assert work(ask_for_hand_over(draft, actor=cast.coordinator)).state == State.SIGNING


def test_a_draft_changed_meanwhile_is_not_handed_over(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued)
    job = ask_for_hand_over(draft, actor=cast.coordinator)
    edit_report(draft, actor=cast.coordinator, title="Another")
    with pytest.raises(Refused, match="changed since you handed it over"):
        work(job)
    assert fresh(draft).state == State.DRAFT


def test_handing_over_twice_is_once(cast: Cast, valued: ValuationRun) -> None:
    job = ask_for_hand_over(drafted(cast, valued), actor=cast.coordinator)
    first = work(job)
    history = Change.objects.count()
    assert carry_out(job, tell=lambda *_: None) == str(first.pk)
    assert (fresh(first).digest, Change.objects.count()) == (first.digest, history)


def test_handed_over_again_unchanged_it_needs_new_signatures(
    cast: Cast, valued: ValuationRun
) -> None:
    first = handed_over(cast, valued)
    sign(cast, first, "CMS", "AEWA")
    back = withdraw_report(first, actor=cast.coordinator, reason="A date.")
    assert (back.state, back.digest) == (State.DRAFT, "")
    again = work(ask_for_hand_over(back, actor=cast.coordinator))
    assert again.sha256 == first.sha256
    assert again.digest != first.digest
    with pytest.raises(Refused, match="before every Executive Secretary"):
        publish_report(again, actor=cast.coordinator)
    assert sign(cast, again, "CMS", "AEWA").state == State.SIGNED


def test_a_withdrawal_needs_a_reason_and_something_to_withdraw(
    cast: Cast, valued: ValuationRun
) -> None:
    report = handed_over(cast, valued)
    with pytest.raises(Refused, match="Say why"):
        withdraw_report(report, actor=cast.coordinator, reason=" ")
    with pytest.raises(Refused, match="at most 500"):
        withdraw_report(report, actor=cast.coordinator, reason="x" * 501)
    withdraw_report(report, actor=cast.coordinator, reason="A date.")
    with pytest.raises(Refused, match="a draft already"):
        withdraw_report(report, actor=cast.coordinator, reason="A date.")


def test_only_the_coordinator_moves_it(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued)
    for actor in (cast.ada, cast.cms_secretary, cast.auditor, cast.cms_member, cast.stranger):
        with pytest.raises(NotAllowed):
            edit_report(draft, actor=actor, title="Mine")
        with pytest.raises(NotAllowed):
            ask_for_hand_over(draft, actor=actor)
        with pytest.raises(NotAllowed):
            ask_for_remake(draft, fresh=True, actor=actor)
        with pytest.raises(NotAllowed):
            withdraw_report(draft, actor=actor, reason="Mine")
        with pytest.raises(NotAllowed):
            publish_report(draft, actor=actor)
        with pytest.raises(NotAllowed):
            draft_revision(draft, actor=actor, correction="Mine")


def test_editing_keeps_the_figures_and_changes_the_document(
    cast: Cast, valued: ValuationRun
) -> None:
    draft = drafted(cast, valued)
    make_document(draft, actor=cast.coordinator)
    before = fresh(draft)
    edited = edit_report(before, actor=cast.coordinator, lessons="Log on Fridays.")
    assert edited.context["texts"]["lessons"] == "Log on Fridays."
    assert edited.context["results"] == before.context["results"]
    make_document(fresh(draft), actor=cast.coordinator)
    assert fresh(draft).sha256 != before.sha256
    history = Change.objects.count()
    edit_report(fresh(draft), actor=cast.coordinator, lessons="Log on Fridays.")
    assert Change.objects.count() == history


def test_two_who_edit_at_once_are_told(cast: Cast, valued: ValuationRun) -> None:
    draft = drafted(cast, valued)
    seen = written_digest(draft)
    edit_report(draft, actor=cast.coordinator, seen=seen, title="First")
    with pytest.raises(Refused, match="Somebody changed this draft"):
        edit_report(draft, actor=cast.coordinator, seen=seen, title="Second")
    assert fresh(draft).title == "First"


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ({"symbol": "x" * 65}, "symbol"),
        ({"title": "x" * 301}, "title"),
        ({"meeting_end": dt.date(2018, 1, 22)}, "meeting_end"),
    ],
)
def test_a_wrong_head_is_refused(
    cast: Cast, valued: ValuationRun, head: dict[str, Any], path: str
) -> None:
    draft = drafted(cast, valued)
    with pytest.raises(Refused) as refused:
        edit_report(draft, actor=cast.coordinator, **head)
    assert [problem.path for problem in refused.value.problems] == [path]


@pytest.mark.parametrize("stage", ["signing", "signed", "published"])
def test_what_was_handed_over_is_not_changed(cast: Cast, valued: ValuationRun, stage: str) -> None:
    make = {"signing": handed_over, "signed": signed, "published": published}
    report = make[stage](cast, valued)
    before = fresh(report)
    make_document(report, actor=cast.coordinator)
    for change in (
        lambda: edit_report(report, actor=cast.coordinator, title="Later"),
        lambda: redraft_report(report, run=valued, actor=cast.coordinator),
        lambda: ask_for_remake(report, fresh=False, actor=cast.coordinator),
        lambda: ask_for_hand_over(report, actor=cast.coordinator),
    ):
        with pytest.raises(Refused, match=r"never changes|withdraw it before"):
            change()
    after = fresh(report)
    assert (after.context, after.sha256, after.state) == (
        before.context, before.sha256, before.state,
    )  # fmt: skip
    # Asked for anew, the same period gets a draft of its own.
    assert drafted(cast, valued, symbol="").pk != report.pk
