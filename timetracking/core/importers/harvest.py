"""Harvest: the detailed time report as CSV.

``Date,Client,Project,Project Code,Task,Notes,Hours,…,First Name,Last Name,…``: no e-mail, no
clock times, numbers as the user's language writes them (``"20,0"``, ``"2.000,0"``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetracking.core.exports import Export
from timetracking.core.rows import Dated, Format
from timetracking.core.written import read_day, read_seconds

if TYPE_CHECKING:
    from timetracking.core.rows import Settings
    from timetracking.core.tables import Record


def _when(record: Record, order: str, settings: Settings) -> Dated:
    del settings  # Dates and hours need no zone.
    return Dated(read_day(record.cells["date"], order), read_seconds(record.cells["hours"]))


EXPORT = Export(
    required=("date", "project", "task", "hours"),
    optional=("client", "project code", "notes", "first name", "last name"),
    days=("date",),
    people=("first name", "last name"),
    names=("client", "project code", "project", "task"),
    note="notes",
    when=_when,
)
FORMAT = Format(
    name="harvest", label="Harvest (detailed CSV)", endings=(".csv",), read=EXPORT.read
)
