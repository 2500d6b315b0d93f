"""A run again under other terms, by the same engine; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.results import document
from costsharing.core.snapshot_read import read
from costsharing.core.valuation import Incomplete, value
from costsharing.core.what_if import Impossible, apply, changes_document
from costsharing.core.what_if.stored import needs_budgets, with_stored
from costsharing.permissions import may_explain, may_read_figures
from costsharing.queries.agreed_inputs import agreed_keys
from costsharing.queries.agreement_terms import problems_told
from costsharing.queries.missing_inputs import told
from costsharing.queries.what_if import Beside
from secretariats.core.errors import NotAllowed, Problem, Refused

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs
    from costsharing.core.what_if import Changes
    from costsharing.models import ValuationRun
    from secretariats.models import Person

# A snapshot of so many characters is worked on while somebody waits; beyond, the command does it.
LARGEST = 8_000_000


def inputs_of(run: ValuationRun) -> Inputs:
    """Return what a run rests on.

    Raises:
        Refused: its snapshot is not one of this version.
    """
    try:
        return read(run.snapshot)
    except (KeyError, TypeError, ValueError) as error:
        text = _(
            "The inputs of this run cannot be read: value the period again, and try with that."
        )
        raise Refused([Problem("run", text)]) from error


def try_what_if(
    run: ValuationRun, changes: Changes, *, actor: Person | None, inputs: Inputs | None = None
) -> Beside:
    """Value a run again with changes; nothing is stored. Four queries where budgets are read.

    Args:
        run: with its unit and snapshot.
        changes: what is to be different; nothing at all gives the run's own results.
        actor: who asks; None is the operator at the command line.
        inputs: those of the run, if they were read already.

    Raises:
        NotAllowed: the actor may not read the unit's figures, or the difference would tell them
            costs that they may not see.
        Refused: naming everything that makes no sense, or is missing under the changes.
    """
    need_trier(run, changes, actor=actor)
    if actor is not None and len(run.snapshot) > LARGEST:
        text = _(
            "This run is too large to be valued again while you wait: ask the operator for the "
            "command what_if, which keeps what it finds."
        )
        raise Refused([Problem("run", text)])
    inputs = inputs or inputs_of(run)
    if needs_budgets(inputs, changes):
        changes = with_stored(inputs, changes, agreed_keys(run.unit))
    try:
        changed = apply(inputs, changes)
        results = document(changed, value(changed))
    except Impossible as impossible:
        raise Refused(problems_told(impossible.problems)) from impossible
    except Incomplete as missing:
        raise Refused(_missing(missing)) from missing
    return Beside(changes_document(changes), run.results, results)


def need_trier(run: ValuationRun, changes: Changes, *, actor: Person | None) -> None:
    """Refuse who may not read what a run gives under changes.

    Raises:
        NotAllowed: as :func:`try_what_if`.
    """
    if not may_read_figures(actor, run.unit):
        raise NotAllowed([_("You may not read the figures of this unit.")])
    if changes.opens_costs and not may_explain(actor, run.unit):
        text = _(
            "Only finance officers and auditors change single grades, fees or rates: the "
            "difference would tell what they amount to. Change all costs together."
        )
        raise NotAllowed([text])


def _missing(missing: Incomplete) -> list[Problem]:
    """Return what the other terms need and nobody recorded, without naming people."""
    lines = {(start, told(gap.what)) for _block, start, gap in missing.costs}
    lines |= {(start, told(gap.what)) for start, _end, gap in missing.keys}
    lines |= {(spent.date, told(gap.what)) for spent, gap in missing.spent}
    return [Problem(str(day), text) for day, text in sorted(lines)]
