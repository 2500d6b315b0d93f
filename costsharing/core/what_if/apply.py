"""From a run's inputs and changes to the inputs that the same engine values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from costsharing.core.snapshot import only_used
from costsharing.core.what_if.changes import Impossible
from costsharing.core.what_if.check import wrong
from costsharing.core.what_if.costs import grades_of, rates_of, spent_of, times_of
from costsharing.core.what_if.terms import changed_terms
from costsharing.core.what_if.work import changed_work

if TYPE_CHECKING:
    from costsharing.core.inputs import Inputs
    from costsharing.core.what_if.changes import Changes


def apply(inputs: Inputs, changes: Changes) -> Inputs:
    """Return the inputs of a run with changes; without any, the very same inputs.

    Args:
        inputs: as a run's snapshot holds them (``costsharing.core.snapshot_read.read``).
        changes: what is to be different.

    Raises:
        Impossible: naming everything that makes no sense for this run.
    """
    if changes.is_nothing:
        return inputs
    base = only_used(inputs)
    if problems := wrong(base, changes):
        raise Impossible(problems)
    keys, problems = changed_terms(base, changes)
    if problems:
        raise Impossible(problems)
    changed = replace(
        base,
        keys=replace(keys, rates=rates_of(keys.rates, changes)),
        grades=grades_of(base, changes),
        times=changed_work(times_of(base, changes), base.start, changes),
        spent=spent_of(base, changes),
    )
    used = {activity for time in changed.times for _, activity, _ in time.minutes}
    activities = {code: found for code, found in base.activities.items() if code in used}
    # Stretches that nothing tells apart any longer become one, as a run of these inputs has them.
    return only_used(replace(changed, activities=activities))
