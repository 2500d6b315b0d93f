"""Whether a period can be valued: everything that is missing, found without storing a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from costsharing.core.snapshot import only_used
from costsharing.core.valuation import Incomplete, value
from costsharing.queries.missing_inputs import problems_of, stray_entries
from costsharing.queries.snapshot import one_snapshot
from costsharing.queries.valuation_inputs import gather_inputs
from secretariats.core.errors import Problem

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Unit


def missing_in(unit: Unit, start: dt.date, end: dt.date, method: str) -> list[Problem]:
    """Return what keeps a period from being valued, with people and dates; empty: it can be.

    It names people, so it is for those who start valuations, and auditors.

    Args:
        unit: the unit.
        start: first day.
        end: last day, inclusive, not before the first.
        method: ``standard`` or ``actual``, the latter for whole months only.
    """
    with one_snapshot() as beside:
        gathered = gather_inputs(unit, start, end, method, beside=beside)
    inputs = only_used(gathered.inputs)
    problems = stray_entries(unit, gathered) if gathered.stray else []
    try:
        value(inputs)
    except Incomplete as missing:
        return [*problems, *problems_of(unit, inputs, gathered, missing)]
    if not inputs.keys.agreements and not problems:
        text = _("no agreement is in force between %(start)s and %(end)s")
        problems.append(Problem("", text % {"start": start, "end": end}))
    return problems
