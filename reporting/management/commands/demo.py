"""``demo``: the invented unit, from its records to its value and its reports."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from costsharing.actions.value_period import ask_for_valuation
from costsharing.models import ValuationRun
from costsharing.queries.statements import files_asked_for
from reporting.actions.draft_report import draft_report
from reporting.actions.load_demonstration import PASSWORD, Loading, load_demonstration
from reporting.actions.make_report import ask_for_report
from reporting.actions.settle_demonstration import settle_demonstration
from reporting.actions.show_papers import show_paper
from reporting.demo.arrangement import YEAR
from reporting.demo.lessons import LESSONS
from reporting.demo.published import PAPERS
from reporting.models import Report
from reporting.queries.committees import committee_of_code
from reporting.queries.roles import people_by_role
from reporting.sections.summary import summary
from secretariats.commands import whole_file
from secretariats.core.errors import Refused
from secretariats.models import Job
from secretariats.waiting import WaitingCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from reporting.actions.load_demonstration import Demonstration
    from secretariats.models import Unit

START, END = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
COMMITTEES = ("CMS", "AEWA")
LANGUAGE = "en"
FOLDER = "demonstration"


class Command(WaitingCommand):
    """Load the demonstration unit, value its year, report to its committees; twice is once."""

    help = "Load the demonstration unit, value its year and make its progress reports."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all, and end with five lines: received, funded, balance, range, documents."""
        _need_migrated_database()
        with self.progress(unit=_("entries")) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            found = load_demonstration(actor=None, progress=show)
        self._tell(found)
        with self.workers() as wait:
            reports = self._reports(found, wait)
            if found.loading is not Loading.LEFT_ALONE:
                settle_demonstration(found.unit)
                for job in files_asked_for(found.unit):
                    wait(job)
        files = [_copy(report) for report in reports]
        self.stdout.write("")
        for line in [*summary(reports[0].context), _documents(files)]:
            self.stdout.write(line)

    def _reports(self, found: Demonstration, wait: Callable[[Job], Job]) -> list[Report]:
        """Return the reports of the year: as papers of their meetings, or drafts of new values."""
        if found.loading is Loading.LEFT_ALONE:
            run = _value(found.unit, (START, END), wait)
            return [_report(found.unit, run, code, wait) for code in COMMITTEES]
        # The year last, so that it is the newest run.
        spans = sorted({(paper.start, paper.end) for paper in PAPERS}, key=_length)
        runs = {span: _value(found.unit, span, wait) for span in spans}
        shown = [
            show_paper(paper, unit=found.unit, run=runs[paper.start, paper.end], wait=wait)
            for paper in PAPERS
        ]
        year = [one for one in shown if (one.start, one.end) == (START, END)]
        return [one for one in year if one.language == LANGUAGE and one.pdf]

    def _tell(self, found: Demonstration) -> None:
        """Say what became of the unit, and who can log in."""
        text = {
            Loading.LOADED: _("The demonstration unit %(code)s is loaded."),
            Loading.RENEWED: _(
                "The demonstration unit %(code)s is loaded anew: its records are newer here."
            ),
            Loading.UNCHANGED: _("The demonstration unit %(code)s is here already, unchanged."),
            Loading.LEFT_ALONE: _(
                "The demonstration unit %(code)s was changed since it was loaded; it is left as "
                "it is, and valued so."
            ),
            Loading.PUBLISHED: _(
                "Published reports rest on the demonstration unit %(code)s as it was loaded; it "
                "is left as it is. Its records are newer here: load them into another database "
                "(DATABASE_URL), or into a new one."
            ),
        }[found.loading]
        self.stdout.write(text % {"code": found.unit.code})
        self.stdout.write(_("Its people, hours and amounts are synthetic."))
        if not found.logins:
            self.stdout.write(
                _("Its people have no passwords: this site can be reached from elsewhere.")
            )
            return
        self.stdout.write(
            _("They log in with the password %(password)s:") % {"password": PASSWORD}
        )
        for role, usernames in people_by_role(found.unit, END):
            self.stdout.write(f"  {role}: {', '.join(usernames)}")


def _need_migrated_database() -> None:
    """Refuse a database whose tables are not those of this code."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        text = _("The database is not up to date: run 'python manage.py migrate' first.")
        raise Refused([text])


def _length(span: tuple[dt.date, dt.date]) -> dt.timedelta:
    return span[1] - span[0]


def _value(unit: Unit, span: tuple[dt.date, dt.date], wait: Callable[[Job], Job]) -> ValuationRun:
    """Value a period by a worker, or find the run that is there already."""
    start, end = span
    job = ask_for_valuation(unit=unit, start=start, end=end, method="", actor=None)
    return ValuationRun.objects.get(pk=wait(job).result)


def _report(unit: Unit, run: ValuationRun, code: str, wait: Callable[[Job], Job]) -> Report:
    """Make the report to a committee by a worker; texts written in its draft are kept."""
    committee = committee_of_code(unit, code)
    reports = Report.objects.of_unit(unit).filter(
        committee=committee, start=START, end=END, language=LANGUAGE
    )
    if not reports.exists():
        draft_report(
            unit=unit, committee=committee, start=START, end=END, language=LANGUAGE, run=run,
            actor=None, lessons=LESSONS,
        )  # fmt: skip
    job = ask_for_report(
        unit=unit, committee=committee, start=START, end=END, language=LANGUAGE, run=run,
        actor=None,
    )  # fmt: skip
    made: Report = Report.objects.select_related("committee", "unit").get(pk=wait(job).result)
    return made


def _copy(report: Report) -> Path:
    """Put a report where a person finds it, under a name that says what it is."""
    folder = Path(settings.VAR) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{report.unit.code}-{YEAR}-{report.committee.code}-{report.language}.pdf"
    with report.pdf.open() as pdf, whole_file(folder / name) as file:
        file.write(pdf.read())
    return folder / name


def _documents(files: list[Path]) -> str:
    """Return the line that says where the reports are, from here if they are below."""
    here = Path.cwd()
    names = [str(file.relative_to(here) if file.is_relative_to(here) else file) for file in files]
    return _("Reports:  %(files)s") % {"files": ", ".join(names)}
