"""A report signed, published and corrected: once, by both, to the byte."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from costsharing.models import ValuationRun
from reporting.actions.edit_report import edit_report
from reporting.actions.hand_over_report import ask_for_hand_over
from reporting.actions.publish_report import publish_report
from reporting.actions.revise_report import draft_revision
from reporting.actions.sign_report import sign_report
from reporting.actions.withdraw_report import withdraw_report
from reporting.models import DataFile, Report
from reporting.queries.waiting_reports import waiting_reports
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Signature
from tests.cast import make_cast
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
from tests.world import make_run

if TYPE_CHECKING:
    from django.conf import LazySettings
    from pytest_django.fixtures import DjangoAssertNumQueries

    from tests.cast import Cast

State = Report.State
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]


@pytest.fixture(autouse=True)
def files_of_their_own(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def test_both_sides_sign_and_then_it_is_published(cast: Cast, valued: ValuationRun) -> None:
    report = handed_over(cast, valued)
    assert sign(cast, report, "CMS").state == State.SIGNING
    with pytest.raises(Refused, match="before every Executive Secretary"):
        publish_report(report, actor=cast.coordinator)
    assert sign(cast, report, "AEWA").state == State.SIGNED
    done = publish_report(report, actor=cast.coordinator)
    assert (done.state, done.digest) == (State.PUBLISHED, report.digest)
    assert done.published
    with pytest.raises(Refused, match="published already"):
        publish_report(report, actor=cast.coordinator)


def test_what_is_published_is_to_the_byte_what_was_signed(
    cast: Cast, valued: ValuationRun
) -> None:
    report = handed_over(cast, valued)
    before = contents(report)
    sign(cast, report, "CMS", "AEWA")
    done = publish_report(report, actor=cast.coordinator)
    assert contents(done) == before
    assert hashlib.sha256(before["pdf"]).hexdigest() == done.sha256


@pytest.mark.parametrize("medium", ["pdf", "csv"])
def test_a_file_that_was_changed_is_not_published(
    cast: Cast, valued: ValuationRun, medium: str
) -> None:
    report = signed(cast, valued)
    name = (
        report.pdf.name
        if medium == "pdf"
        else DataFile.objects.get(report=report, medium=medium).file.name
    )
    with Path(default_storage.path(str(name))).open("ab") as file:
        file.write(b" ")
    with pytest.raises(Refused, match="not the one that was signed"):
        publish_report(report, actor=cast.coordinator)
    assert fresh(report).state == State.SIGNED


def test_each_side_signs_once_for_itself(cast: Cast, valued: ValuationRun) -> None:
    report = handed_over(cast, valued)
    for actor in (cast.aewa_secretary, cast.coordinator, cast.administrator, cast.stranger):
        with pytest.raises(NotAllowed):
            sign_report(report, actor=actor, instrument=cast.cms, digest=report.digest)
    sign(cast, report, "CMS")
    with pytest.raises(Refused, match="CMS has decided"):
        sign(cast, report, "CMS")
    with pytest.raises(Refused, match="handed over anew"):
        sign_report(
            report, actor=cast.aewa_secretary, instrument=cast.aewa, digest="sha256:another"
        )
    assert Signature.objects.count() == 1


def test_a_refusal_makes_it_a_draft_again_with_the_reason(
    cast: Cast, valued: ValuationRun
) -> None:
    report = handed_over(cast, valued)
    sign(cast, report, "CMS")
    refusal = {"instrument": cast.aewa, "digest": report.digest, "decision": "refused"}
    with pytest.raises(Refused, match="Say why"):
        sign_report(report, actor=cast.aewa_secretary, **refusal)  # type: ignore[arg-type]
    back = sign_report(report, actor=cast.aewa_secretary, reason="Table 1 is of March.", **refusal)  # type: ignore[arg-type]
    assert (back.state, back.returned) == (State.DRAFT, "Table 1 is of March.")
    assert back.returned_by == cast.aewa_secretary
    assert back.context["head"]["draft"]


def test_a_published_report_cannot_be_withdrawn(cast: Cast, valued: ValuationRun) -> None:
    report = published(cast, valued)
    with pytest.raises(Refused, match="never changes"):
        withdraw_report(report, actor=cast.coordinator, reason="Too late.")


def test_a_revision_takes_the_place_and_keeps_the_earlier_one(
    cast: Cast, valued: ValuationRun
) -> None:
    first = published(cast, valued)
    before = contents(first)
    with pytest.raises(Refused, match="Say what is corrected"):
        draft_revision(first, actor=cast.coordinator, correction="")
    revision = draft_revision(first, actor=cast.coordinator, correction="Table 1.")
    assert (revision.symbol, revision.revision) == ("UNEP/CMS/StC57/Doc.14.2/Rev.1", 1)
    assert (revision.supersedes_id, revision.date, revision.state) == (
        first.pk, None, State.DRAFT,
    )  # fmt: skip
    with pytest.raises(Refused, match="already"):
        draft_revision(first, actor=cast.coordinator, correction="Table 1.")
    edit_report(revision, actor=cast.coordinator, date=dt.date(2018, 2, 1))
    done = work(ask_for_hand_over(fresh(revision), actor=cast.coordinator))
    sign(cast, done, "CMS", "AEWA")
    publish_report(done, actor=cast.coordinator)
    assert contents(fresh(first)) == before
    second = draft_revision(fresh(done), actor=cast.coordinator, correction="Table 2.")
    assert second.symbol == "UNEP/CMS/StC57/Doc.14.2/Rev.2"


def test_a_symbol_is_published_once_in_a_language(cast: Cast, valued: ValuationRun) -> None:
    published(cast, valued)
    again = drafted(cast, valued)
    with pytest.raises(Refused, match="has the symbol"):
        ask_for_hand_over(again, actor=cast.coordinator)
    Report.objects.filter(pk=again.pk).update(language="fr")
    french = work(ask_for_hand_over(fresh(again), actor=cast.coordinator))
    assert french.state == State.SIGNING
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=again.pk).update(language="en", state=State.PUBLISHED)


def test_what_waits_is_told_to_each_side(
    cast: Cast, valued: ValuationRun, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = handed_over(cast, valued)
    (waiting,) = waiting_reports(cast.aewa_secretary)
    assert (waiting.address, waiting.arguments) == ("report", (report.pk,))
    assert (waiting.instrument, waiting.signed_by) == ("AEWA", ())
    assert waiting.digest == report.digest
    sign(cast, report, "CMS")
    assert waiting_reports(cast.cms_secretary) == []
    with django_assert_num_queries(3):
        (waiting,) = waiting_reports(cast.aewa_secretary)
    assert waiting.signed_by == ("CMS",)
    with django_assert_num_queries(1):
        assert waiting_reports(cast.coordinator) == []
    sign(cast, report, "AEWA")
    assert waiting_reports(cast.aewa_secretary) == []


@pytest.mark.django_db(transaction=True)
def test_publishing_and_withdrawing_at_once_one_of_them_wins() -> None:
    cast = make_cast()
    report = signed(cast, make_run(cast))
    start = threading.Barrier(2)

    def do(act: str) -> str:
        try:
            start.wait(20)
            if act == "publish":
                publish_report(report, actor=cast.coordinator)
            else:
                withdraw_report(report, actor=cast.coordinator, reason="Wait.")
        except Refused:
            return "refused"
        finally:
            connection.close()
        return act

    with ThreadPoolExecutor(2) as pool:
        told = [one.result() for one in [pool.submit(do, "publish"), pool.submit(do, "withdraw")]]
    assert sorted(told) in (["publish", "refused"], ["refused", "withdraw"])
    state = State.PUBLISHED if "publish" in told else State.DRAFT
    assert fresh(report).state == state


@pytest.mark.django_db(transaction=True)
def test_both_sides_that_sign_at_once_make_it_signed() -> None:
    cast = make_cast()
    report = handed_over(cast, make_run(cast))
    start = threading.Barrier(2)

    def do(side: str) -> None:
        try:
            start.wait(20)
            sign(cast, report, side)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(do, "CMS"), pool.submit(do, "AEWA")]:
            one.result()
    assert fresh(report).state == State.SIGNED
