"""What explanations of a run's figures stand on: prices of minutes, keys, and parts by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from costsharing.core.explain_lines import (
    BY_KEY,
    BY_RULE,
    BY_VALUE,
    EQUALLY,
    NO_KEY,
    NOBODY,
    ZERO,
    Weight,
)
from costsharing.core.hourly import currencies_of
from costsharing.core.inputs import stretches
from costsharing.core.ranges import Stretch
from costsharing.core.rules import all_rules
from costsharing.core.sharing import Case
from costsharing.core.worth import add_up, costs_of
from secretariats.core.dates import month_start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.inputs import Inputs
    from costsharing.core.worth import Costs

# Policies that go by value while there is any.
BY_DIRECT, BY_SERVED = "direct", "proportional"
Values = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class Parts:
    """How one piece of work is shared out.

    Attributes:
        reason: why, as a :class:`Weight` has it.
        rule: the policy in force.
        parts: instrument → part; empty where the work is not shared out.
        basis: instrument → what the parts are in proportion to.
    """

    reason: str
    rule: str
    parts: Mapping[str, Fraction]
    basis: tuple[tuple[str, Fraction], ...] = ()

    def weight(self, code: str) -> Weight:
        """Return an instrument's part with its reason."""
        return Weight(self.parts.get(code, ZERO), self.reason, self.basis, self.rule)


@dataclass(slots=True)
class Ground:
    """A run's inputs with all that its figures are worked out from.

    Attributes:
        inputs: of the run.
        ends: first day of each stretch → its last.
        known: first day of each stretch with work → its agreement, key and support rate.
        costs: prices of minutes, and what missing time is worth.
        joint: (first day of the stretch, beneficiary) → how joint work for it is shared out.
        overhead: first day of the stretch → how overhead is shared out.
    """

    inputs: Inputs
    ends: dict[dt.date, dt.date]
    known: dict[dt.date, Stretch]
    costs: Costs
    joint: dict[tuple[dt.date, tuple[str, ...]], Parts] = field(default_factory=dict)
    overhead: dict[dt.date, Parts] = field(default_factory=dict)


def ground_of(inputs: Inputs) -> Ground:
    """Return what the figures of a run stand on.

    Args:
        inputs: complete ones, from the snapshot of a run.

    Raises:
        ValueError: something is missing that a run would have asked for.
    """
    spans = stretches(inputs.start, inputs.end, inputs.keys, currencies_of(inputs))
    costs = costs_of(inputs, [start for start, _ in spans])
    worked = {start for time in inputs.times for start, _, _ in time.minutes}
    known: dict[dt.date, Stretch] = {}
    for start, end in spans:
        agreed = inputs.keys.agreement_on(start)
        key = None if agreed is None else inputs.keys.key_of(agreed, start)
        if start in worked and agreed is not None and isinstance(key, dict):
            known[start] = Stretch(start, end, agreed, key, inputs.support_on(agreed))
    if costs.gaps or worked - set(known):
        message = "the inputs are incomplete: no run has them"
        raise ValueError(message)
    ground = Ground(inputs, dict(spans), known, costs)
    _share(ground)
    return ground


def _share(ground: Ground) -> None:
    """Work out the parts of joint work and of overhead, month by month."""
    inputs = ground.inputs
    values: dict[dt.date, dict[tuple[str, ...], Fraction]] = defaultdict(
        lambda: defaultdict(Fraction)
    )
    for (start, _, whom), worth in add_up(inputs, ground.costs.per_minute).items():
        values[start][whom] += worth
    by_month: dict[dt.date, list[Stretch]] = defaultdict(list)
    for stretch in ground.known.values():
        by_month[month_start(stretch.start)].append(stretch)
    for in_month in by_month.values():
        direct: Values = defaultdict(Fraction)
        for stretch in in_month:
            for whom, worth in values[stretch.start].items():
                if len(whom) == 1:
                    direct[whom[0]] += worth
        served: Values = defaultdict(Fraction, direct)
        for stretch in in_month:
            rule = inputs.joint_on(stretch.agreed)
            for whom, worth in values[stretch.start].items():
                if len(whom) > 1:
                    found = _parts(rule, Case(whom, stretch.key, direct))
                    ground.joint[stretch.start, whom] = found
                    for code, part in found.parts.items():
                        served[code] += worth * part
        for stretch in in_month:
            case = Case(stretch.agreed.instruments, stretch.key, served)
            rule = inputs.overhead_on(stretch.agreed)
            ground.overhead[stretch.start] = _parts(rule, case)


def _parts(name: str, case: Case) -> Parts:
    """Weigh a case by a policy, and say what the parts are in proportion to."""
    weights = all_rules()[name].weigh(case)
    key = tuple((code, case.key.get(code, ZERO)) for code in case.members)
    among = case.members if name == BY_DIRECT else sorted(case.basis)
    value = tuple((code, case.basis.get(code, ZERO)) for code in among)
    if not weights.parts:
        return Parts(NOBODY, name, {})
    if weights.without_key:
        return Parts(NO_KEY, name, weights.parts, key)
    if name == EQUALLY:
        return Parts(EQUALLY, name, weights.parts)
    if name in (BY_DIRECT, BY_SERVED) and any(amount for _, amount in value):
        return Parts(BY_VALUE, name, weights.parts, value)
    if name in (BY_KEY, BY_DIRECT, BY_SERVED):
        return Parts(BY_KEY, name, weights.parts, key)
    return Parts(BY_RULE, name, weights.parts)
