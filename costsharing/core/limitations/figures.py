"""The figures themselves: sums divided, exactly."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from costsharing.core.limitations.tally import Tally

# Only the person alone sees these (valuation.md).
PRIVATE = frozenset(
    {"heaping_60", "heaping_30", "heaping_index", "batch", "copied_days", "anchoring"}
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The limitations of a person's record or of the team's; a share of nothing is None.

    Shares are exact fractions from 0 to 1, except ``coverage`` and ``corrections``, which may be
    more, and ``heaping_index``, from 0 to 400.

    Attributes:
        expected: minutes expected, absence taken off.
        recorded: whole minutes of service and overhead.
        missing: minutes expected on a day beyond those recorded on it.
        blank_days: days with minutes expected and no entry.
        coverage: recorded / expected.
        approved_share: share of recorded minutes on approved days.
        on_time_1: share of recorded minutes saved at most 1 working day after the work date.
        on_time_5: the same, at most 5.
        in_advance: share of recorded minutes saved before the work date.
        lag_median: working days until half the recorded minutes were saved.
        lag_p90: working days until nine tenths were.
        joint_share: share of recorded minutes for several instruments at once.
        overhead_share: share of recorded minutes of overhead.
        heaping_60: share of entries on full hours.
        heaping_30: share of entries on full or half hours.
        heaping_index: 400 x the share on full hours of the entries on quarter-hours.
        batch: share of entries saved in sittings that span three work dates or more.
        copied_days: share of recorded days equal to the recorded day before.
        overlong_days: share of recorded days of more than 5/4 of the daily minutes.
        anchoring: share of person-months with a split whose split is the key.
        corrections: minutes changed since first saved / recorded.
        concentration: the largest person's share of recorded minutes; None for a person.
        withheld: names of the figures that the reader may not see, not shown at all.
    """

    expected: Fraction
    recorded: int
    missing: Fraction
    blank_days: int
    coverage: Fraction | None
    approved_share: Fraction | None
    on_time_1: Fraction | None
    on_time_5: Fraction | None
    in_advance: Fraction | None
    lag_median: int | None
    lag_p90: int | None
    joint_share: Fraction | None
    overhead_share: Fraction | None
    heaping_60: Fraction | None
    heaping_30: Fraction | None
    heaping_index: Fraction | None
    batch: Fraction | None
    copied_days: Fraction | None
    overlong_days: Fraction | None
    anchoring: Fraction | None
    corrections: Fraction | None
    concentration: Fraction | None
    withheld: frozenset[str] = frozenset()

    def without_private(self) -> Figures:
        """Return the figures less those that are for the person alone."""
        return replace(
            self,
            heaping_60=None,
            heaping_30=None,
            heaping_index=None,
            batch=None,
            copied_days=None,
            anchoring=None,
            withheld=PRIVATE,
        )

    def items(self) -> list[tuple[str, Fraction | int | None]]:
        """Return name and value of each figure that is not withheld, in the table's order."""
        return [(name, getattr(self, name)) for name in NAMES if name not in self.withheld]

    def as_json(self) -> dict[str, str | int | None]:
        """Return the figures as JSON values: ``"n/d"``, whole numbers, or None."""
        return {
            name: exact_text(value) if isinstance(value, Fraction) else value
            for name, value in self.items()
        }


NAMES = tuple(column.name for column in fields(Figures) if column.name != "withheld")


def figures_of(tally: Tally, *, largest: int | None = None) -> Figures:
    """Return the figures that a tally gives.

    Args:
        tally: the sums of a person, or of all people of the unit.
        largest: for the unit, the recorded minutes of the person with the most; None: a person.
    """
    recorded = tally.recorded
    index = share(tally.on_hour, tally.on_quarter)
    return Figures(
        expected=tally.expected,
        recorded=recorded,
        missing=tally.missing,
        blank_days=tally.blank_days,
        coverage=share(recorded, tally.expected),
        approved_share=share(tally.approved, recorded),
        on_time_1=share(_saved_within(tally.lags, 1), recorded),
        on_time_5=share(_saved_within(tally.lags, 5), recorded),
        in_advance=share(tally.in_advance, recorded),
        lag_median=percentile(tally.lags, Fraction(1, 2)),
        lag_p90=percentile(tally.lags, Fraction(9, 10)),
        joint_share=share(tally.joint, recorded),
        overhead_share=share(tally.overhead, recorded),
        heaping_60=share(tally.on_hour, tally.entries),
        heaping_30=share(tally.on_half_hour, tally.entries),
        heaping_index=None if index is None else 400 * index,
        batch=share(tally.in_batches, tally.entries),
        copied_days=share(tally.copied_days, tally.recorded_days),
        overlong_days=share(tally.overlong_days, tally.recorded_days),
        anchoring=share(tally.anchored_months, tally.split_months),
        corrections=share(tally.corrected, recorded),
        concentration=None if largest is None else share(largest, recorded),
    )


def share(part: int, whole: Fraction | int) -> Fraction | None:
    """Return ``part / whole``; None where there is no whole."""
    return Fraction(part) / whole if whole else None


def percentile(weights: Mapping[int, int], level: Fraction) -> int | None:
    """Return the smallest value at which at least ``level`` of the weight is reached.

    Args:
        weights: value → its weight, not negative.
        level: above 0, at most 1.
    """
    total = sum(weights.values())
    if not total:
        return None
    reached = 0
    for value in sorted(weights):
        reached += weights[value]
        if reached >= level * total:
            return value
    raise AssertionError


def _saved_within(lags: Mapping[int, int], days: int) -> int:
    return sum(minutes for lag, minutes in lags.items() if lag <= days)
