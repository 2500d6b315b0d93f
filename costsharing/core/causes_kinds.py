"""The kinds of causes, and what a single change between two runs is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from costsharing.core.causes_draft import Beside, Draft
    from costsharing.core.published import Json

# The kinds of causes, in the order in which they are replaced (see the decision record).
PERIOD, ENTRIES, ACTIVITY, MISSING_TIME, EXPENDITURE, METHOD = (
    "period", "entries", "activity", "missing", "expenditure", "method",
)  # fmt: skip
ENGAGED, GRADE, STAFF_COST, RATE, BUDGET = "engaged", "grade", "staff_cost", "rate", "budget"
KEY, TERMS, JOINT, OVERHEAD, SUPPORT = "key", "terms", "joint", "overhead", "support"
OTHER = "other"
KINDS = (
    PERIOD, METHOD, ENTRIES, ACTIVITY, MISSING_TIME, EXPENDITURE, ENGAGED, GRADE, STAFF_COST,
    RATE, BUDGET, KEY, TERMS, JOINT, OVERHEAD, SUPPORT, OTHER,
)  # fmt: skip
# First what is gone with its days, and what new time needs; last what comes with its days.
GONE, NEEDED, USUAL, COME = 0, 1, 2, 3

# What a group of changes has in common: name → value.
About: TypeAlias = "tuple[tuple[str, str], ...]"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    Attributes:
        phase: when it is replaced, before its kind.
        kind: one of ``KINDS``.
        about: what it is about, from the finest grouping to the coarsest; the last is of all.
        was: in the run before, as JSON; None where it is not there.
        now: in the run after.
        put: replaces it in a draft.
    """

    phase: int
    kind: str
    about: tuple[About, ...]
    was: Json
    now: Json
    put: Callable[[Draft], None]


def of_period(found: Beside, day: dt.date, phase: int, put: Callable[[Draft], None]) -> Change:
    """Return a change of days that one run alone has; all before or after the other's are one."""
    mine, other = found.days.spans if phase == GONE else reversed(found.days.spans)
    assert mine.end is not None  # noqa: S101 - the days of runs end
    assert other.end is not None  # noqa: S101 - as above
    one = dt.timedelta(days=1)
    first, last = (
        (mine.start, min(mine.end, other.start - one))
        if day < other.start
        else (max(mine.start, other.end + one), mine.end)
    )
    days = f"{first}/{last}"
    about: About = (("from", first.isoformat()), ("to", last.isoformat()))
    was, now = (days, None) if phase == GONE else (None, days)
    return Change(phase, PERIOD, (about, ()), was, now, put)


def with_method(found: Beside) -> bool:
    """Return whether the method differs, with which time costs something else altogether."""
    return found.before.method != found.after.method


def of_method(found: Beside, put: Callable[[Draft], None]) -> Change:
    """Return a change that comes with the method."""
    return Change(USUAL, METHOD, ((),), found.before.method, found.after.method, put)
