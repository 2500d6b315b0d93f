"""The whole table: the team, each person, each activity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from costsharing.core.limitations.figures import share
from secretariats.core.exact import exact_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from fractions import Fraction

    from costsharing.core.limitations.figures import Figures


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
    """

    unit: str
    start: dt.date
    end: dt.date
    team: Figures | None
    people: Mapping[str, Figures]
    activities: Mapping[str, ActivityFigures]

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
