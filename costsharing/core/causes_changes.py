"""All that differs between two runs, in the order in which it is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from costsharing.core.causes_kinds import KINDS, Change
from costsharing.core.causes_record import (
    of_activities,
    of_costs,
    of_expenditure,
    of_time,
)
from costsharing.core.causes_terms import of_agreements, of_policies, of_rates_and_budgets

if TYPE_CHECKING:
    from costsharing.core.causes_draft import Beside


def changes(found: Beside) -> list[Change]:
    """Return every difference, in the order in which they are replaced."""
    listed = [
        *of_time(found),
        *of_activities(found),
        *of_expenditure(found),
        *of_costs(found),
        *of_rates_and_budgets(found),
        *of_agreements(found),
        *of_policies(found),
    ]
    return sorted(listed, key=lambda one: (one.phase, KINDS.index(one.kind), one.about[0]))
