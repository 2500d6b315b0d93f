"""What is shown first: the start page, and a run in short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from costsharing.actions.measure_limitations import measured_or_asked
from costsharing.models import ValuationRun
from costsharing.queries.runs_listed import newest_runs
from reporting.queries.reports_listed import reports_listed
from reporting.queries.run_shown import run_facts
from reporting.sections.value import summary_line
from reporting.sections.wording import joined, percent, period
from secretariats.context import has_role, own_roles, person_of
from secretariats.core.errors import Refused
from secretariats.models import Unit
from secretariats.permissions import opens_units

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from costsharing.queries.measured import Measured
    from reporting.sections.facts import Facts
    from secretariats.models import Person

# How many reports the start page shows.
SOME = 4


@dataclass(frozen=True, slots=True)
class Overview:
    """A run in short: its figures by instrument, in sentences and as a chart."""

    run: ValuationRun
    facts: Facts
    measured: Measured | None

    @property
    def period(self) -> str:
        """The period in words."""
        return period(self.run.start.isoformat(), self.run.end.isoformat())

    @property
    def instruments(self) -> str:
        """The instruments in words."""
        return joined(self.facts.codes)

    @property
    def sentences(self) -> list[str]:
        """What may be said of each instrument."""
        return [summary_line(self.facts, row) for row in self.facts.received]

    @property
    def total(self) -> str:
        """The value of all services, rounded."""
        return str(self.facts.results["total"]["received"]["rounded"])

    @property
    def coverage(self) -> str:
        """Recorded over expected minutes, as a percentage."""
        return percent(self.facts.coverage)

    @property
    def approved(self) -> str:
        """The approved share of recorded minutes, as a percentage."""
        return percent(self.facts.limitation("approved_share"))


def overview_of(run: ValuationRun, person: Person, *, titles: bool = False) -> Overview:
    """Return a run in short, for a person who may see it.

    The limitations are those stored; where there are none, a small record is measured now and a
    large one by a worker.

    Args:
        run: with its unit.
        person: who looks.
        titles: whether the names of activities and work areas are read too.
    """
    try:
        found = measured_or_asked(
            run.unit, run.start, run.end, actor=person, not_before=run.created
        )
    except Refused:
        # The queue does not answer: the page says that the figures are not there.
        found = None
    return Overview(run, run_facts(run, found, titles=titles), found)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show each person where they begin: figures, reports, or what there will be for them."""
    if opens_units(person_of(request)) and not Unit.objects.exists():
        return redirect("unit_new")
    shown = []
    if has_role(request, ValuationRun.readers):
        shown = [overview_of(run, person_of(request)) for run in newest_runs(person_of(request))]
    return render(
        request,
        "reporting/start.html",
        {
            "overviews": shown,
            "reports": reports_listed(person_of(request))[:SOME] if own_roles(request) else (),
            "staff": has_role(request, {"staff"}),
        },
    )
