"""Sums behind the figures: whatever is added up before anything is divided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums of one person, of some of a person's rows, or of many people: tallies add up.

    Minutes are whole but for ``expected`` and ``missing``, which the share of full time divides.

    Attributes:
        expected: minutes expected, absence taken off.
        missing: minutes expected on a day beyond those recorded on it.
        blank_days: days with minutes expected and no entry.
        recorded: minutes of entries.
        approved: recorded minutes on approved days.
        in_advance: recorded minutes first saved before their work date.
        lags: working days from the work date to the first save → recorded minutes.
        joint: recorded minutes for several instruments at once.
        overhead: recorded minutes of overhead.
        entries: number of entries.
        on_hour: entries on full hours.
        on_half_hour: entries on full or half hours.
        on_quarter: entries on quarter-hours.
        in_batches: entries saved in a sitting that spans three work dates or more.
        recorded_days: days of a person with an entry.
        copied_days: recorded days equal to the recorded day before.
        overlong_days: recorded days with more than 5/4 of the daily minutes.
        split_months: person-months with at least two direct beneficiaries.
        anchored_months: those of them whose split is the key, to a percentage point.
        corrected: minutes by which entries were changed since they were first saved.
    """

    expected: Fraction = Fraction(0)
    missing: Fraction = Fraction(0)
    blank_days: int = 0
    recorded: int = 0
    approved: int = 0
    in_advance: int = 0
    lags: Mapping[int, int] = field(default_factory=dict)
    joint: int = 0
    overhead: int = 0
    entries: int = 0
    on_hour: int = 0
    on_half_hour: int = 0
    on_quarter: int = 0
    in_batches: int = 0
    recorded_days: int = 0
    copied_days: int = 0
    overlong_days: int = 0
    split_months: int = 0
    anchored_months: int = 0
    corrected: int = 0

    def __add__(self, other: Tally) -> Tally:
        return add_up((self, other))


_FRACTIONS = ("expected", "missing")
_COUNTS = tuple(
    column.name for column in fields(Tally) if column.name not in (*_FRACTIONS, "lags")
)


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Return the sum, field by field; of nothing, a tally of zeros."""
    parts = list(tallies)
    lags: Counter[int] = Counter()
    for tally in parts:
        lags.update(tally.lags)
    return Tally(
        expected=sum((tally.expected for tally in parts), Fraction(0)),
        missing=sum((tally.missing for tally in parts), Fraction(0)),
        lags=dict(lags),
        **{name: sum(getattr(tally, name) for tally in parts) for name in _COUNTS},
    )
