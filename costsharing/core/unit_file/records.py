"""What a unit file says, as immutable records.

Instruments, people, posts and the like are named by their codes; amounts, shares and rates are
exact fractions; times are UTC. Where a person's field or an entry's origin is None the file leaves
it open: any stored value agrees with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from costsharing.core.unit_file.work_records import (
        Activity,
        Entry,
        Output,
        ProgrammeItem,
        RemovedEntry,
        WeekSheet,
        WorkArea,
    )
    from secretariats.core.dates import Span


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """The unit itself; ``weekdays`` are ISO weekdays in order.

    A stopped timer is rounded half up to ``timer_minutes``. ``country`` and ``subdivision`` are
    where the duty station is, whose public holidays are offered.
    """

    code: str
    name: str
    currency: str
    timezone: str
    daily_minutes: int
    weekdays: tuple[int, ...]
    joint: str
    overhead: str
    method: str
    support: Fraction
    synthetic: bool = False
    timer_minutes: int = 1
    country: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Secretariat:
    """An office and the codes of the instruments it serves, sorted."""

    code: str
    name: str
    serves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Committee:
    """The committee of an instrument; its languages in the order of the file."""

    code: str
    name: str
    instrument: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday; ``minutes`` None takes the whole day."""

    date: dt.date
    name: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """An instrument's budget of a calendar year."""

    instrument: str
    year: int
    amount: Fraction
    currency: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """A key in force for a span.

    ``shares`` holds instrument code and share, sorted by code; the share is None where the budgets
    decide. A policy or support rate of None is the unit's.
    """

    span: Span
    basis: str
    shares: tuple[tuple[str, Fraction | None], ...]
    joint: str | None = None
    overhead: str | None = None
    support: Fraction | None = None


@dataclass(frozen=True, slots=True)
class StandardCost:
    """The annual cost of a grade in a year, for so many productive hours."""

    grade: str
    year: int
    annual: Fraction
    currency: str
    productive_hours: Fraction


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """Units of a currency for one US dollar, from a date until the next."""

    start: dt.date
    currency: str
    per_usd: Fraction


@dataclass(frozen=True, slots=True)
class Post:
    """A position; ``grades`` holds date and grade, by date."""

    code: str
    title: str
    employer: str
    funding: str
    grades: tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person on a post; ``pattern`` is whole minutes from Monday on."""

    person: str
    post: str
    span: Span
    share: Fraction
    pattern: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A consultant's fee per hour."""

    person: str
    span: Span
    hourly: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person; None is as stored, or the default where the person is new."""

    username: str
    name: str
    email: str | None = None
    language: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What a person may do, for one instrument or committee where it is so limited."""

    person: str
    role: str
    instrument: str | None
    committee: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class StaffCost:
    """One line of a person's cost in the month that begins on ``month``."""

    person: str
    month: dt.date
    amount: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Expenditure:
    """Money laid out; ``charged_to`` None is shared by the key."""

    date: dt.date
    amount: Fraction
    currency: str
    paid_by: str
    charged_to: str | None
    description: str = ""


@dataclass(frozen=True, slots=True)
class UnitFile:
    """The whole content of a unit, as a file says it or a database holds it.

    ``digest`` is the SHA-256 of the file's bytes, empty for what comes from a database; it is no
    part of the content.
    """

    unit: UnitRecord
    instruments: tuple[Instrument, ...]
    secretariats: tuple[Secretariat, ...] = ()
    committees: tuple[Committee, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    budgets: tuple[Budget, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    grades: tuple[StandardCost, ...] = ()
    exchange_rates: tuple[ExchangeRate, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    contracts: tuple[Contract, ...] = ()
    roles: tuple[Role, ...] = ()
    staff_costs: tuple[StaffCost, ...] = ()
    work_areas: tuple[WorkArea, ...] = ()
    activities: tuple[Activity, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    outputs: tuple[Output, ...] = ()
    expenditures: tuple[Expenditure, ...] = ()
    weeks: tuple[WeekSheet, ...] = ()
    removed_entries: tuple[RemovedEntry, ...] = ()
    entries: tuple[Entry, ...] | list[Entry] = ()
    digest: str = ""


def default_secretariats(instruments: tuple[Instrument, ...]) -> tuple[Secretariat, ...]:
    """Return the secretariats of a file that names none: each instrument has its own."""
    return tuple(Secretariat(item.code, item.name, (item.code,)) for item in instruments)


def default_committees(
    instruments: tuple[Instrument, ...], languages: tuple[str, ...]
) -> tuple[Committee, ...]:
    """Return the committees of a file that names none: each instrument has its own."""
    return tuple(Committee(item.code, item.name, item.code, languages) for item in instruments)
