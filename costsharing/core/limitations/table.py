"""The whole table: the team, each person, each activity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from costsharing.core.limitations.figures import share
from secretariats.core.exact import exact_text
from secretariats.core.groups import LEAST

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from costsharing.core.limitations.figures import Figures
    from costsharing.core.limitations.tally import Tally


@dataclass(frozen=True, slots=True)
class ActivityFigures:
    """What is joint or overhead of an activity's recorded minutes.

    Attributes:
        recorded: whole minutes, of everybody.
        joint: those for several instruments at once.
        overhead: those of overhead.
    """

    recorded: int
    joint: int
    overhead: int

    @property
    def joint_share(self) -> Fraction | None:
        """The share of joint work."""
        return share(self.joint, self.recorded)

    @property
    def overhead_share(self) -> Fraction | None:
        """The share of overhead."""
        return share(self.overhead, self.recorded)

    def as_json(self) -> dict[str, str | int | None]:
        """Return the figures as JSON values."""
        joint, overhead = self.joint_share, self.overhead_share
        return {
            "recorded": self.recorded,
            "joint_share": None if joint is None else exact_text(joint),
            "overhead_share": None if overhead is None else exact_text(overhead),
        }


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """How far one calendar month is covered, its days inside the period.

    Attributes:
        expected: minutes expected, absence taken off.
        recorded: whole minutes of service and overhead.
        missing: minutes expected on a day beyond those recorded on it.
        approved: recorded minutes on approved days.
    """

    expected: Fraction
    recorded: int
    missing: Fraction
    approved: int

    @classmethod
    def of(cls, tally: Tally) -> MonthFigures:
        """Return the figures that a month's tally of all people gives."""
        return cls(tally.expected, tally.recorded, tally.missing, tally.approved)

    @property
    def coverage(self) -> Fraction | None:
        """Recorded over expected minutes."""
        return share(self.recorded, self.expected)

    @property
    def approved_share(self) -> Fraction | None:
        """The approved share of recorded minutes."""
        return share(self.approved, self.recorded)

    def as_json(self) -> dict[str, str | int | None]:
        """Return the figures as JSON values."""
        coverage, approved = self.coverage, self.approved_share
        return {
            "expected": exact_text(self.expected),
            "recorded": self.recorded,
            "missing": exact_text(self.missing),
            "coverage": None if coverage is None else exact_text(coverage),
            "approved_share": None if approved is None else exact_text(approved),
        }


@dataclass(frozen=True, slots=True)
class LimitationsTable:
    """The limitations of a unit's record over a period, both ends included.

    Attributes:
        unit: the unit's code.
        start: first day.
        end: last day.
        team: the figures of all people together; None where the reader may not see them.
        people: username → figures, of whoever has an assignment, a contract or an entry in the
            period, in the order of usernames; less those whom the reader may not see.
        activities: code of each activity with recorded minutes → what of it is joint, overhead;
            empty where the reader may not see the team.
        months: first day of each month of the period → how far it is covered; empty where it was
            not asked for, or the reader may not see the team.
    """

    unit: str
    start: dt.date
    end: dt.date
    team: Figures | None
    people: Mapping[str, Figures]
    activities: Mapping[str, ActivityFigures]
    months: Mapping[dt.date, MonthFigures] = field(default_factory=dict)

    def of_team(self) -> dict[str, object]:
        """Return what may be kept of the table: figures of the team, nobody's own.

        The largest person's share is withheld where fewer than three people recorded time: with
        two, it tells the other's.

        Raises:
            ValueError: the table was cut down to a reader who does not see the team.
        """
        if self.team is None:
            message = "the figures of the team are measured for everybody"
            raise ValueError(message)
        kept: dict[str, object] = {
            **self.team.as_json(),
            "activities": {
                code: figures.as_json() for code, figures in sorted(self.activities.items())
            },
            "months": [
                {"month": month.isoformat(), **figures.as_json()}
                for month, figures in sorted(self.months.items())
            ],
        }
        if sum(1 for figures in self.people.values() if figures.recorded) < LEAST:
            kept |= {"concentration": None, "concentration_withheld": True}
        return kept

    def as_json(self) -> dict[str, object]:
        """Return the document of ``limitations --json``."""
        team: dict[str, object] | None = None
        if self.team is not None:
            team = {
                **self.team.as_json(),
                "activities": {
                    code: figures.as_json() for code, figures in sorted(self.activities.items())
                },
            }
        return {
            "unit": self.unit,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "team": team,
            "people": {name: figures.as_json() for name, figures in sorted(self.people.items())},
        }
