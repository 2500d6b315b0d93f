"""What a unit file says of work: areas, activities, the programme, weeks, entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class WorkArea:
    """A field of work."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Activity:
    """What is worked on; ``kind`` is service, overhead or absence."""

    code: str
    title: str
    area: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """A row of a year's programme of work.

    ``planned_days`` holds instrument code and days, sorted by code; ``category_days`` the same by
    category of staff; ``milestones`` day, title and, once it is reached, when, by day;
    ``strategies`` instrument code, text and address, by code.
    """

    year: int
    number: str
    title: str
    activity: str | None = None
    mandate: str = ""
    priority: str = ""
    outputs: str = ""
    time_frame: str = ""
    responsible: str = ""
    funding: str = ""
    planned_days: tuple[tuple[str, Fraction], ...] = ()
    category_days: tuple[tuple[str, Fraction], ...] = ()
    milestones: tuple[tuple[dt.date, str, dt.date | None], ...] = ()
    strategies: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """Something that was delivered; ``members`` are codes of the instruments it serves, sorted."""

    date: dt.date
    kind: str
    title: str
    members: tuple[str, ...]
    address: str = ""
    activity: str | None = None


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """The state of a person's week, or of its part in one month; open ones are not told."""

    person: str
    start: dt.date
    end: dt.date
    state: str


class Entry(NamedTuple):
    """Whole minutes of a person's day on an activity.

    A plain tuple, since a file may hold millions. ``members`` are the codes of the beneficiary's
    instruments, sorted; empty for overhead and absence. ``saved``, ``begin`` and ``end`` are UTC.
    """

    person: str
    date: dt.date
    minutes: int
    activity: str
    members: tuple[str, ...]
    note: str
    saved: dt.datetime | None
    first_minutes: int
    begin: dt.datetime | None = None
    end: dt.datetime | None = None
    zone: str = ""
    source: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class RemovedEntry:
    """What is left of an entry that was removed."""

    person: str
    date: dt.date
    kind: str
    first_minutes: int
