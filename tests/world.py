"""The cast at work: a run, a draft, a job, and a stranger with roles in another unit."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass, fields
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile

from costsharing.actions.draft_agreement import draft_agreement, draft_mark
from costsharing.actions.hand_over_agreement import hand_over_agreement
from costsharing.actions.note_step import note_step
from costsharing.actions.prepare_statement import prepare_statement
from costsharing.actions.save_inputs import add_row
from costsharing.core.agreed_terms import Terms
from costsharing.core.agreement_steps import Step
from costsharing.core.inputs import Inputs
from costsharing.core.keys import Agreed, Keys, Rates
from costsharing.core.snapshot import digest, write
from costsharing.models import (
    Agreement,
    Expenditure,
    InputProposal,
    RunPart,
    Statement,
    ValuationRun,
)
from costsharing.queries.input_tables import TABLES
from reporting.models import DataFile, Report
from secretariats import embedded
from secretariats.core.dates import Span
from secretariats.models import Job, Person, Role, Unit
from tests.cast import SINCE, Cast
from tests.unit.reporting.reports import context
from timetracking.actions.bring_upload import bring_upload
from timetracking.actions.edit_programme import add_item
from timetracking.actions.enter_absence import enter_absence
from timetracking.actions.hand_over_programme import hand_over_programme, programme_mark
from timetracking.actions.save_cell import save_cell
from timetracking.actions.work_on_upload import look_at
from timetracking.actions.write_output import add_output
from timetracking.core.absence import Wish
from timetracking.core.grid import RowKey
from timetracking.core.outputs import Delivered
from timetracking.core.programme import Planned
from timetracking.models import (
    Activity,
    Amendment,
    Kind,
    Output,
    ProgrammeItem,
    ProgrammeVersion,
    Upload,
    WeekSheet,
)

if TYPE_CHECKING:
    import pytest

SHEET_START = dt.date(2017, 9, 4)
START, END = dt.date(2017, 1, 1), dt.date(2017, 3, 31)
PDF = b"%PDF-1.7 of the tests"
CSV = b"table,code\r\n"
OUTPUT = Delivered(dt.date(2017, 5, 10), "event", "Bird day of the tests", ("AEWA", "CMS"))


@dataclass(frozen=True, slots=True)
class World:
    """What there is to be seen."""

    cast: Cast
    run: ValuationRun
    report: Report
    job: Job
    draft: Agreement
    agreement: Agreement
    item: ProgrammeItem
    version: ProgrammeVersion
    upload: Upload

    @property
    def sheet(self) -> WeekSheet:
        """The coordinator's own week, which waits for the employer."""
        found: WeekSheet = WeekSheet.objects.get(person=self.cast.coordinator, start=SHEET_START)
        return found

    @property
    def amendment(self) -> Amendment:
        """A correction of Ada's that waits for the coordinator."""
        found: Amendment = Amendment.objects.get(person=self.cast.ada)
        return found

    @property
    def statement(self) -> Statement:
        """What waits for a finance officer of each side."""
        found: Statement = Statement.objects.get(unit=self.cast.unit)
        return found

    @property
    def proposal(self) -> InputProposal:
        """A change of shared inputs that waits for AEWA."""
        found: InputProposal = InputProposal.objects.of_unit(self.cast.unit).earliest("pk")
        return found

    @property
    def output(self) -> Output:
        """What Ada recorded that the unit delivered."""
        found: Output = Output.objects.get(unit=self.cast.unit, title=OUTPUT.title)
        return found

    def people(self) -> dict[str, Person]:
        """Return name in the cast → person, of everybody."""
        found = {field.name: getattr(self.cast, field.name) for field in fields(self.cast)}
        return {name: one for name, one in found.items() if isinstance(one, Person)}


def make_world(cast: Cast) -> World:
    """Store the world; the stranger is everything to another unit and nothing to this one."""
    other = Unit.objects.create(
        code="OTHER", name="Another unit", currency="EUR", timezone="UTC", daily_minutes=480,
        weekdays=[1, 2, 3, 4, 5], joint_policy="key", overhead_policy="proportional",
        method="standard",
    )  # fmt: skip
    for kind in Role.Kind.values:
        Role.objects.create(unit=other, person=cast.stranger, role=kind, start=SINCE)
    run = make_run(cast)
    report = Report.objects.create(
        unit=cast.unit, committee=cast.cms_committee, start=START, end=END, language="en",
        run=run, context=context(), actor=cast.coordinator,
    )  # fmt: skip
    report.pdf.save("of-the-tests.pdf", ContentFile(PDF))
    data = DataFile(report=report, medium="csv", sha256=sha256(CSV).hexdigest(), size=len(CSV))
    data.file.save("of-the-tests.csv", ContentFile(CSV))
    job = Job.objects.create(
        task="costsharing.value", unit=cast.unit, actor=cast.coordinator,
        asked={"from": "2017-01-01", "to": "2017-03-31", "method": "standard"},
    )  # fmt: skip
    draft, agreement = make_agreements(cast)
    item, version = make_programmes(cast)
    make_absence(cast)
    make_sheets(cast)
    make_row(cast)
    make_proposal(cast)
    make_statement(cast)
    return World(cast, run, report, job, draft, agreement, item, version, make_upload(cast))


def make_statement(cast: Cast) -> Statement:
    """Store a statement of a quarter, which waits for both sides; its money needs no key."""
    Expenditure.objects.create(
        unit=cast.unit, date="2017-02-01", amount=1, currency="EUR", paid_by=cast.cms,
        charged_to=cast.aewa, description="Stamps",
    )  # fmt: skip
    return prepare_statement(unit=cast.unit, end=END, actor=cast.cms_finance)


def make_proposal(cast: Cast) -> InputProposal:
    """Store a rate of exchange that finance of CMS proposed and that waits for AEWA."""
    texts = {"currency": "CHF", "start": "2031-01-01", "per_usd": "0.99"}
    saved = add_row(TABLES["exchange-rates"], cast.unit, texts, actor=cast.cms_finance)
    assert saved.proposal is not None
    return saved.proposal


def make_absence(cast: Cast) -> None:
    """Store a kind of absence, and two days of it of the coordinator."""
    Activity.objects.create(unit=cast.unit, code="LEAVE", title="Annual leave", kind=Kind.ABSENCE)
    wish = Wish("LEAVE", dt.date(2017, 8, 7), dt.date(2017, 8, 8), half_last=True)
    enter_absence(wish, actor=cast.coordinator, unit=cast.unit)


def make_sheets(cast: Cast) -> None:
    """Store a week that waits for approval, and an approved one that shall be corrected."""
    end = SHEET_START + dt.timedelta(days=6)
    for person, state in ((cast.coordinator, "submitted"), (cast.ada, "approved")):
        WeekSheet.objects.create(
            unit=cast.unit, person=person, start=SHEET_START, end=end, state=state
        )
    Amendment.objects.create(
        unit=cast.unit, person=cast.ada, date=SHEET_START, minutes_before=0, minutes_after=480,
        activity=Activity.objects.get(unit=cast.unit, code="LEAVE"), reason="was away",
    )  # fmt: skip


def make_row(cast: Cast) -> None:
    """Store a row of Ada's week with time and a note."""
    Activity.objects.create(unit=cast.unit, code="ROW", title="Help desk", kind=Kind.SERVICE)
    save_cell(
        RowKey("ROW", "CMS"), dt.date(2017, 2, 14), 90,
        actor=cast.ada, unit=cast.unit, version="", note="Two calls",
    )  # fmt: skip


def make_upload(cast: Cast) -> Upload:
    """Store a file of Ada's that was looked at and not confirmed."""
    data = b"date,minutes,activity,for,note\n2017-01-09,60,WEB,CMS,home page\n"
    upload = bring_upload(data, actor=cast.ada, unit=cast.unit, name="week.csv")
    look_at(upload, actor=cast.ada)
    return upload


def make_programmes(cast: Cast) -> tuple[ProgrammeItem, ProgrammeVersion]:
    """Store an item of a programme in the making, one that waits for signatures, and an output."""
    days = (("AEWA", Fraction(5)), ("CMS", Fraction(21, 2)))
    planned = Planned("1.1", "Websites of both instruments", outputs="Up to date", days=days)
    items = {
        year: add_item(cast.unit, year, planned, actor=cast.coordinator) for year in (2031, 2032)
    }
    add_output(cast.unit, OUTPUT, actor=cast.ada)
    mark = programme_mark(cast.unit, 2032)
    return items[2031], hand_over_programme(cast.unit, 2032, actor=cast.coordinator, seen=mark)


def make_agreements(cast: Cast) -> tuple[Agreement, Agreement]:
    """Store a draft agreement, and one that waits for both signatures; neither counts."""
    shares = (("AEWA", Fraction(1, 3)), ("CMS", Fraction(2, 3)))
    made = []
    for year in (2031, 2033):
        span = Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        terms = Terms(span, "fixed", shares, reason="as the meeting proposed")
        made.append(draft_agreement(cast.unit, terms, actor=cast.coordinator))
    draft, other = made
    make_steps(cast, other)
    mark = draft_mark(other)
    return draft, hand_over_agreement(other, actor=cast.coordinator, seen=mark)


def make_steps(cast: Cast, row: Agreement) -> None:
    """Store what an agreement needs before it is handed over."""
    day = dt.date(2017, 9, 1)
    steps = [Step("consultation", "", day, text="The staff asked for a review in two years.")]
    steps += [
        Step("approval", body.code, day, f"{body.code}/Doc.7")
        for body in (cast.aewa_committee, cast.cms_committee)
    ]
    for step in steps:
        note_step(row, step, actor=cast.coordinator)


def make_run(cast: Cast, number: int = 0) -> ValuationRun:
    """Store a run of the first quarter with invented results; each number is another.

    Its snapshot can be read, but holds no time: the results do not come from it.
    """
    inputs = Inputs(
        unit=cast.unit.code, start=START, end=END, method="standard", joint="key",
        overhead="proportional", support=Fraction(number, 1000),
        keys=Keys(
            [
                Agreed(
                    Span(START, END), ("AEWA", "CMS"),
                    {"AEWA": Fraction(1, 3), "CMS": Fraction(2, 3)}, None, None, None,
                )
            ],
            {}, Rates({}), "EUR",
        ),
        grades={}, activities={}, times=(), spent=(),
    )  # fmt: skip
    snapshot = write(inputs)
    run = ValuationRun.objects.create(
        unit=cast.unit, start=START, end=END, method="standard", digest=digest(snapshot),
        snapshot=snapshot, results=context()["results"],
    )  # fmt: skip
    # Its snapshot is invented as well, so that its months cannot be worked out.
    RunPart.objects.create(
        run=run, form=RunPart.Form.MONTHS, start=START, end=END, document=[_month(run)]
    )
    return run


def _month(run: ValuationRun) -> dict[str, Any]:
    """Return a month that holds the whole of a run."""
    figures = run.results["instruments"]
    return {
        "month": "2017-01",
        "minutes": 0,
        "missing": "0/1",
        "instruments": {
            code: {name: one["exact"] for name, one in found.items() if name != "minutes_direct"}
            for code, found in figures.items()
        },
        "activities": {
            row["activity"]: {
                "minutes": row["minutes"],
                "value": {code: one["exact"] for code, one in row["value"].items()},
            }
            for row in run.results["activities"]
        },
    }


def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep pages from starting a worker, which outlives the test's database."""
    monkeypatch.setattr(embedded, "embedded_worker", nullcontext)
