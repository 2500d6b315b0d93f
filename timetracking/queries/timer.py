"""The timer of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

from timetracking.core.grid import RowKey
from timetracking.core.timer import LONGEST, run_minutes
from timetracking.models import Timer
from timetracking.queries.cell import key_of_row

if TYPE_CHECKING:
    import datetime as dt

    from secretariats.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Running:
    """A timer that runs.

    Attributes:
        key: activity and beneficiary.
        title: of the activity.
        kind: of the activity: a number of ``Kind``.
        unit: where.
        note: what is going to be noted.
        started: when, in the zone of the unit.
        now: when this was read, in the zone of the unit.
        version: tells it apart from every other and from itself after a change.
    """

    key: RowKey
    title: str
    kind: int
    unit: Unit
    note: str
    started: dt.datetime
    now: dt.datetime
    version: str

    @property
    def minutes(self) -> int:
        """Whole minutes until now."""
        return run_minutes(self.started, self.now)

    @property
    def too_long(self) -> bool:
        """Whether it runs longer than anybody works."""
        return self.now - self.started > LONGEST

    @property
    def cell(self) -> str:
        """Name of today's cell in the week."""
        return f"c/{self.key}/{self.now.date().isoformat()}"


def running(person: Person) -> Running | None:
    """Return the timer of a person, None where none runs; one query."""
    timer = Timer.objects.filter(person=person)
    found: Timer | None = timer.select_related("unit", "activity", "beneficiary").first()
    return None if found is None else as_running(found)


def as_running(timer: Timer) -> Running:
    """Return a timer as it is shown; unit, activity and beneficiary were read along."""
    zone = ZoneInfo(timer.unit.timezone)
    return Running(
        key=key_of_row(timer),
        title=timer.activity.title,
        kind=timer.activity.kind,
        unit=timer.unit,
        note=timer.note,
        started=timer.started.astimezone(zone),
        now=timezone.now().astimezone(zone),
        version=f"{timer.pk}.{timer.version}",
    )
