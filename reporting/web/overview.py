"""A run in short, as the start page and the page of the run show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costsharing.actions.measure_limitations import measured_or_asked
from reporting.queries.run_shown import run_facts
from reporting.sections.value import summary_line
from reporting.sections.wording import joined, percent, period
from reporting.web.address import address_of
from secretariats.core.errors import Refused

if TYPE_CHECKING:
    from costsharing.models import ValuationRun
    from costsharing.queries.measured import Measured
    from reporting.sections.facts import Facts
    from secretariats.models import Person


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
    def dashboard(self) -> str:
        """The address of the dashboard of the run's period; empty for parts of months."""
        if not self.run.whole_months:
            return ""
        asked = {"unit": self.run.unit.code, "from": self.run.start, "to": self.run.end}
        return address_of("dashboard", query=asked)

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
