"""What each instrument received in the months of a statement, to stand beside the money."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.queries.measured import measured
from costsharing.queries.run_parts import covering, kept_of, runs_of_months
from costsharing.queries.run_standing import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from costsharing.models import Statement, ValuationRun
    from secretariats.models import Person


@dataclass(frozen=True, slots=True)
class Beside:
    """Received, share by key and balance of just the months of a statement.

    Attributes:
        run: which holds for them.
        is_part: whether the run covers more, and these are its months alone.
        currency: of the figures.
        instruments: code → ``received``, ``funded``, ``balance``, ``lowest``, ``highest``.
        coverage: share of the expected minutes that is recorded; None where none were expected.
        measured: whether it is known; without it no figure is shown.
    """

    run: ValuationRun
    is_part: bool
    currency: str
    instruments: Sequence[tuple[str, Mapping[str, Mapping[str, str]]]]
    coverage: Fraction | None
    measured: bool


def beside(row: Statement, person: Person) -> Beside | None:
    """Return what the run that holds gives for a statement's months; five queries at most.

    None where no run of whole months covers them, where its part is not worked out yet, or where
    the reader may not see it.
    """
    run = covering(runs_of_months(person, row.unit), row.start, row.end, method=row.unit.method)
    if run is None or not standing(run).holds:
        return None
    found = kept_of([(run, row.start, row.end)]).figures.get((run.pk, row.start, row.end))
    if found is None:
        return None
    limits = measured(row.unit, row.start, row.end)
    coverage = limits.figures.get("coverage") if limits else None
    return Beside(
        run=run,
        is_part=(run.start, run.end) != (row.start, row.end),
        currency=found["currency"],
        instruments=sorted(found["instruments"].items()),
        coverage=None if coverage is None else Fraction(coverage),
        measured=limits is not None,
    )
