"""What goes in: rows that the database has added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt


class SavedMinutes(NamedTuple):
    """What one person has on one work date, as far as it was first saved on one date.

    "Entries" are service and overhead entries; only ``absent`` tells of absence.

    Attributes:
        day: the work date.
        saved_on: the date of first saving, in the unit's time zone.
        recorded: minutes of entries.
        absent: minutes of absence.
        entries: number of entries.
        on_hour: entries whose minutes are a multiple of 60.
        on_half_hour: entries whose minutes are a multiple of 30.
        on_quarter: entries whose minutes are a multiple of 15.
        corrected: sum of what each entry's minutes differ from those first saved.
    """

    day: dt.date
    saved_on: dt.date
    recorded: int
    absent: int
    entries: int
    on_hour: int
    on_half_hour: int
    on_quarter: int
    corrected: int


class MonthMinutes(NamedTuple):
    """The minutes of one person's entries in one month for one beneficiary.

    Attributes:
        month: the month's first day.
        members: codes of the beneficiary's instruments; empty for overhead.
        minutes: whole minutes, within the period.
    """

    month: dt.date
    members: frozenset[str]
    minutes: int
