"""Reports on their way to publication, without the seconds that setting a document takes."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from django.core.files.storage import default_storage

from reporting.actions import store_files
from reporting.actions.draft_report import draft_report
from reporting.actions.hand_over_report import ask_for_hand_over, carry_out
from reporting.actions.publish_report import publish_report
from reporting.actions.sign_report import sign_report
from reporting.models import DataFile, Report
from reporting.renderers import renderers
from secretariats.models import Job

if TYPE_CHECKING:
    from costsharing.models import ValuationRun
    from reporting.core.document import Source
    from tests.cast import Cast

HEAD: dict[str, Any] = {
    "symbol": "UNEP/CMS/StC57/Doc.14.2",
    "meeting_name": "57th Meeting of the Standing Committee",
    "meeting_place": "Bonn, Germany",
    "meeting_start": dt.date(2018, 1, 23),
    "meeting_end": dt.date(2018, 1, 25),
    "agenda_item": "14",
    "date": dt.date(2018, 1, 10),
}


def quick_pdf(source: Source) -> bytes:
    """Give a PDF of one page that differs with its source, in no time."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Source"] = source.digest()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def set_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be set in no time; data are made as ever."""
    known = renderers()
    quick = replace(known["pdf"], render=quick_pdf)
    monkeypatch.setattr(store_files, "renderers", lambda: {**known, "pdf": quick})


def drafted(cast: Cast, run: ValuationRun, **changes: Any) -> Report:
    asked = {
        "unit": cast.unit, "committee": cast.cms_committee, "start": run.start, "end": run.end,
        "language": "en", "run": run, "actor": cast.coordinator, **HEAD, **changes,
    }  # fmt: skip
    return draft_report(**asked)


def work(job: Job) -> Report:
    """Do a job of handing over as its worker does."""
    return Report.objects.get(pk=carry_out(job, tell=lambda *_: None))


def handed_over(cast: Cast, run: ValuationRun, **changes: Any) -> Report:
    return work(ask_for_hand_over(drafted(cast, run, **changes), actor=cast.coordinator))


def sign(cast: Cast, report: Report, *sides: str) -> Report:
    """Let sides sign what was handed over."""
    who = {"CMS": (cast.cms_secretary, cast.cms), "AEWA": (cast.aewa_secretary, cast.aewa)}
    for side in sides:
        actor, instrument = who[side]
        report = sign_report(report, actor=actor, instrument=instrument, digest=report.digest)
    return report


def signed(cast: Cast, run: ValuationRun, **changes: Any) -> Report:
    return sign(cast, handed_over(cast, run, **changes), "CMS", "AEWA")


def published(cast: Cast, run: ValuationRun, **changes: Any) -> Report:
    return publish_report(signed(cast, run, **changes), actor=cast.coordinator)


def fresh(report: Report) -> Report:
    found: Report = Report.objects.get(pk=report.pk)
    return found


def contents(report: Report) -> dict[str, bytes]:
    """Give the bytes of every file of a report."""
    stored = {"pdf": report.pdf.name or ""}
    for file in DataFile.objects.filter(report=report):
        stored[file.medium] = file.file.name or ""
    return {
        medium: Path(default_storage.path(name)).read_bytes() for medium, name in stored.items()
    }
