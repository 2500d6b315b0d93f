"""Toggl Track: the detailed report as CSV.

``User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,
Duration,Tags,Amount (EUR)``; the currency stands in the last header, which may be absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timetracking.core.exports import Export, timed
from timetracking.core.rows import Format

if TYPE_CHECKING:
    from timetracking.core.rows import Dated, Settings, Timed
    from timetracking.core.tables import Record


def _when(record: Record, order: str, settings: Settings) -> Dated | Timed:
    return timed(
        record,
        order,
        settings,
        day="start date",
        begin="start time",
        last_day="end date",
        end="end time",
        durations=["duration"],
    )


EXPORT = Export(
    required=("start date", "start time", "duration"),
    optional=(
        "user", "email", "client", "project", "task", "description", "end date", "end time",
        "tags",
    ),
    days=("start date", "end date"),
    people=("user", "email"),
    names=("client", "project", "task"),
    note="description",
    when=_when,
    tags="tags",
)  # fmt: skip
FORMAT = Format(
    name="toggl", label="Toggl Track (detailed CSV)", endings=(".csv",), read=EXPORT.read
)
