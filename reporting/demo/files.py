"""What arrives by file, as from real people: a Timewarrior export and a plain CSV.

``data/make_files.py`` made the two files from the same year of work; the demonstration imports
them like any other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reporting.demo.arrangement import YEAR

if TYPE_CHECKING:
    from reporting.demo.year import Work

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file with which a person's time of a period arrives.

    Attributes:
        format: the name of the import format.
        brought: when it was handed in, a wall-clock time of the unit.
        map_name: the file that says what the names in it stand for; empty where codes do.
    """

    person: str
    start: dt.date
    end: dt.date
    format: str
    name: str
    brought: dt.datetime
    map_name: str = ""

    def content(self) -> bytes:
        """Return the file's bytes."""
        return (DATA / self.name).read_bytes()

    def map_content(self) -> bytes | None:
        """Return the bytes of the map of names, if the file needs one."""
        return (DATA / self.map_name).read_bytes() if self.map_name else None

    def holds(self, work: Work) -> bool:
        """Return whether an entry arrives with this file."""
        return work.person == self.person and self.start <= work.date <= self.end


ADA = Delivery(
    person="ada",
    start=dt.date(YEAR, 10, 1),
    end=dt.date(YEAR, 12, 31),
    format="timewarrior",
    name="ada-2017-q4.timewarrior.json",
    brought=dt.datetime(YEAR + 1, 1, 8, 9, 40),  # noqa: DTZ001 - wall-clock time of the unit
    map_name="ada.map.json",
)
IVAN = Delivery(
    person="ivan",
    start=dt.date(YEAR, 11, 1),
    end=dt.date(YEAR, 11, 30),
    format="csv",
    name="ivan-2017-11.csv",
    brought=dt.datetime(YEAR, 12, 1, 16, 5),  # noqa: DTZ001 - wall-clock time of the unit
)
DELIVERIES = (ADA, IVAN)


def arrives_as_file(work: Work) -> bool:
    """Return whether an entry is left out of the unit file because a file brings it."""
    return any(delivery.holds(work) for delivery in DELIVERIES)
