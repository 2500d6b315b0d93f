"""The figures of a dashboard, with what is not kept of them yet worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costsharing.actions.measure_limitations import measured_or_asked
from costsharing.actions.work_out_parts import figures_worked_out, months_worked_out
from costsharing.queries.measured import measured_of
from costsharing.queries.run_parts import covering, kept_of, runs_of_months
from reporting.core.periods import Months
from reporting.queries.board import Board, Compared, facts_of, names_of
from secretariats.core.dates import month_end, months

if TYPE_CHECKING:
    from collections.abc import Sequence

    from costsharing.models import ValuationRun
    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Nothing:
    """There are no figures of the period that was asked for.

    Attributes:
        period: what was asked for; None where nothing was.
        reach: every month for which a current run has figures, in order; may be empty.
    """

    period: Months | None
    reach: Sequence[Months]


def open_board(
    *, actor: Person, unit: Unit, period: Months | None, compare: str, instrument: str
) -> Board | Nothing:
    """Return the figures of a unit and a period, from the run that speaks for it.

    Months of a run that nobody looked at yet are worked out from its snapshot and kept.

    Args:
        actor: who looks; sees the runs of the unit.
        unit: the unit.
        period: whole months; None is the period of the newest run.
        compare: one of ``reporting.core.periods.COMPARISONS``.
        instrument: whose side is wanted first; another where the period has none of that code.
    """
    runs = runs_of_months(actor, unit)
    reach = _reach(runs)
    wanted = period or _newest(runs, unit)
    run = covering(runs, wanted.start, wanted.end, method=unit.method) if wanted else None
    if wanted is None or run is None:
        return Nothing(period, reach)
    beside = wanted.compared(compare)
    other = covering(runs, beside.start, beside.end, method=unit.method) if beside else None
    spans = [(run, wanted.start, wanted.end)]
    if beside and other:
        spans.append((other, beside.start, beside.end))
    kept, names = kept_of(spans), names_of(unit)
    records = measured_of(unit, [(start, end) for _, start, end in spans])
    record = records.get((wanted.start, wanted.end)) or measured_or_asked(
        unit, wanted.start, wanted.end, actor=actor
    )
    results = figures_worked_out(run, wanted.start, wanted.end, kept=kept)
    facts = facts_of(unit, results, names, record)
    compared = None
    if beside and other:
        found = figures_worked_out(other, beside.start, beside.end, kept=kept)
        then = records.get((beside.start, beside.end))
        compared = Compared(beside, facts_of(unit, found, names, then), then)
    return Board(
        unit=unit,
        run=run,
        period=wanted,
        facts=facts,
        compared=compared,
        months=months_worked_out(run, kept=kept),
        measured=record,
        instrument=instrument if instrument in facts.codes else next(iter(facts.codes), ""),
        reach=reach,
    )


def _newest(runs: Sequence[ValuationRun], unit: Unit) -> Months | None:
    """Return the period of the newest run, one of the unit's own method first."""
    own = [run for run in runs if run.method == unit.method]
    return next((Months(run.start, run.end) for run in own or runs), None)


def _reach(runs: Sequence[ValuationRun]) -> list[Months]:
    firsts = sorted({first for run in runs for first in months(run.start, run.end)})
    return [Months(first, month_end(first)) for first in firsts]
