"""Reports drafted, rendered, stored, and seen by whom they are for."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from costsharing.models import Agreement, AgreementShare, StandardCost, ValuationRun
from reporting.actions.draft_report import draft_report
from reporting.actions.make_report import make_document
from reporting.models import Report
from secretariats.core.errors import NotAllowed, Refused
from secretariats.models import Change
from tests.unit.reporting.reports import context
from timetracking.models import Activity, Beneficiary, Kind, TimeEntry, WorkArea

if TYPE_CHECKING:
    from pathlib import Path

    from django.conf import LazySettings

    from tests.cast import Cast

START, END = dt.date(2017, 1, 1), dt.date(2017, 3, 31)


@pytest.fixture(autouse=True)
def files_of_their_own(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def run(cast: Cast) -> ValuationRun:
    """Give a run of the first quarter, with invented results."""
    return ValuationRun.objects.create(
        unit=cast.unit, start=START, end=END, method="standard", digest=f"sha256:{uuid.uuid4()}",
        snapshot="{}", results=context()["results"],
    )  # fmt: skip


def draft(cast: Cast, run: ValuationRun, **changes: Any) -> Report:
    asked = {
        "unit": cast.unit, "committee": cast.cms_committee, "start": START, "end": END,
        "language": "en", "run": run, "actor": cast.coordinator, **changes,
    }  # fmt: skip
    return draft_report(**asked)


def test_a_draft_keeps_its_texts_and_takes_new_figures(cast: Cast, run: ValuationRun) -> None:
    first = draft(cast, run, lessons="Remind each other on Fridays.")
    again = draft(cast, run)
    assert again.pk == first.pk
    assert Report.objects.get().lessons == "Remind each other on Fridays."
    history = Change.objects.filter(table="reporting_report")
    assert history.count() == 1, "nothing changed, nothing written"
    corrected = ValuationRun.objects.create(
        unit=cast.unit, start=START, end=END, method="standard", digest="sha256:2",
        snapshot="{}", results=run.results, supersedes=run,
    )  # fmt: skip
    newer = draft(cast, corrected)
    assert newer.pk == first.pk
    assert newer.context["run"]["supersedes"] == str(run.pk)
    assert history.count() == 2


def test_each_committee_and_language_has_its_own_draft(cast: Cast, run: ValuationRun) -> None:
    draft(cast, run)
    draft(cast, run, committee=cast.aewa_committee)
    draft(cast, run, language="fr")
    assert Report.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"language": "es"}, "language: CMS-StC has no reports in es; it has en, fr"),
        ({"language": "xx"}, "it has en, fr"),
        ({"start": dt.date(2017, 1, 2)}, "a report covers whole months"),
        ({"end": dt.date(2017, 3, 30)}, "not from 2017-01-01 to 2017-03-30"),
        ({"start": END, "end": START}, "before it begins"),
        ({"end": dt.date(2017, 2, 28)}, "is not a valuation of IMCA from 2017-01-01"),
    ],
)
def test_what_cannot_be_reported_is_refused(
    cast: Cast, run: ValuationRun, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        draft(cast, run, **changes)
    assert not Report.objects.exists()


def test_only_the_coordinator_drafts(cast: Cast, run: ValuationRun) -> None:
    for person in (cast.ada, cast.cms_secretary, cast.auditor, cast.cms_member, cast.stranger):
        with pytest.raises(NotAllowed):
            draft(cast, run, actor=person)


def test_drafts_are_seen_by_those_who_write_and_sign(cast: Cast, run: ValuationRun) -> None:
    report = draft(cast, run)
    may = {cast.coordinator, cast.cms_secretary, cast.aewa_secretary, cast.auditor}
    for person in (
        cast.ada, cast.coordinator, cast.cms_secretary, cast.aewa_secretary, cast.cms_finance,
        cast.auditor, cast.cms_member, cast.aewa_member, cast.administrator, cast.stranger,
    ):  # fmt: skip
        seen = Report.objects.visible_to(person).filter(pk=report.pk).exists()
        assert seen == (person in may), person


def test_published_reports_are_seen_by_their_committee_and_the_staff(
    cast: Cast, run: ValuationRun
) -> None:
    report = draft(cast, run)
    Report.objects.filter(pk=report.pk).update(state=Report.State.PUBLISHED)
    may = {cast.ada, cast.coordinator, cast.cms_member, cast.auditor}
    for person in (*may, cast.aewa_member, cast.stranger):
        assert Report.objects.visible_to(person).exists() == (person in may), person


def test_the_context_holds_no_figure_and_no_name_of_a_person(
    cast: Cast, run: ValuationRun
) -> None:
    text = str(draft(cast, run).context)
    # Whole words: the run's random identity may hold any three letters in a row.
    words = set(re.findall(r"[\w-]+", text))
    for person in cast.unit.people.all():
        assert person.username not in words
        assert person.name not in text
    assert "'people'" not in text


def test_a_document_is_stored_whole_under_its_digest_and_made_once(
    cast: Cast, run: ValuationRun
) -> None:
    report = draft(cast, run)
    make_document(report, actor=None)
    report.refresh_from_db()
    with report.pdf.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-1.7")
    assert hashlib.sha256(content).hexdigest() == report.sha256
    before = Change.objects.count()
    make_document(report, actor=None)
    assert Change.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_new_document_takes_the_place_of_the_old_one(cast: Cast, run: ValuationRun) -> None:
    report = draft(cast, run)
    make_document(report, actor=None)
    old = Report.objects.get().pdf.name or ""
    make_document(draft(cast, run, symbol="UNEP/CMS/StC57/Doc.1"), actor=None)
    new = Report.objects.get().pdf
    assert new.name != old
    assert not new.storage.exists(old)
    assert new.storage.exists(new.name or "")


def test_a_draft_changed_meanwhile_is_not_given_an_old_document(
    cast: Cast, run: ValuationRun
) -> None:
    report = draft(cast, run)
    Report.objects.filter(pk=report.pk).update(context={"form": 1})
    with pytest.raises(Refused, match="changed while its document was made"):
        make_document(report, actor=None)
    assert not Report.objects.get().pdf


@pytest.fixture
def recorded(cast: Cast) -> Cast:
    """Give the cast with a little work in January 2017, and all that values it."""
    # PostgreSQL adds the key up when the transaction ends.
    with transaction.atomic():
        agreement = Agreement.objects.create(
            unit=cast.unit, start=dt.date(2014, 1, 1), basis=Agreement.Basis.FIXED
        )
        AgreementShare.objects.bulk_create(
            AgreementShare(agreement=agreement, instrument=instrument, share_num=part, share_den=3)
            for instrument, part in ((cast.cms, 2), (cast.aewa, 1))
        )
    for grade in ("P2", "P3"):
        StandardCost.objects.create(
            unit=cast.unit, grade=grade, year=2017, annual=99_000, currency="EUR",
            productive_hours=1650,
        )  # fmt: skip
    area = WorkArea.objects.create(unit=cast.unit, code="WEB", name="Information management")
    web = Activity.objects.create(
        unit=cast.unit, code="WEB-1", title="Websites", area=area, kind=Kind.SERVICE
    )
    beneficiary = Beneficiary.objects.create(unit=cast.unit, code="CMS")
    beneficiary.members.set([cast.cms])
    TimeEntry.objects.create(
        unit=cast.unit, person=cast.ada, date=dt.date(2017, 1, 9), minutes=90, first_minutes=90,
        activity=web, kind=Kind.SERVICE, beneficiary=beneficiary,
    )  # fmt: skip
    return cast


def ask(out: Path, **changes: str) -> str:
    options = {
        "unit": "IMCA", "from": "2017-01-01", "to": "2017-01-31", "committee": "CMS-StC",
        "language": "en", "out": str(out), **changes,
    }  # fmt: skip
    said = io.StringIO()
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    call_command("report", *arguments, stdout=said)
    return said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_one_command_values_and_reports(recorded: Cast, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    said = ask(first)
    digest = hashlib.sha256(first.read_bytes()).hexdigest()
    assert digest in said
    ask(second)
    assert second.read_bytes() == first.read_bytes()
    report = Report.objects.get()
    assert report.state == Report.State.DRAFT
    assert report.context["results"]["total"]["received"]["rounded"] == "90.00"
    assert ValuationRun.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": "NOPE"}, "There is no unit NOPE"),
        ({"committee": "CMS"}, "IMCA has no committee CMS. Its committees: AEWA-StC, CMS-StC."),
        ({"language": "es"}, "CMS-StC has no reports in es; it has en, fr"),
        ({"from": "2017-01-02"}, "a report covers whole months"),
        ({"from": "2013-01-01", "to": "2013-12-31"}, "agreement"),
    ],
)
def test_the_command_says_what_is_wrong_and_writes_nothing(
    recorded: Cast, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    out = tmp_path / "report.pdf"
    with pytest.raises(CommandError, match=said) as refused:
        ask(out, **changes)
    assert refused.value.returncode == 1
    assert not out.exists()
    assert not Report.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_names_a_missing_folder_before_the_work(
    recorded: Cast, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        ask(tmp_path / "nowhere" / "report.pdf")
    assert not ValuationRun.objects.exists()
