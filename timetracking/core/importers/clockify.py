"""Clockify: the detailed report as CSV.

``"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date",
"Start Time","End Date","End Time","Duration (h)","Duration (decimal)",…``; ``Activity`` may stand
for ``Task``, and further columns may be there or absent.
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
        durations=["duration (h)", "duration (decimal)"],
    )


EXPORT = Export(
    required=("start date", "duration (h)"),
    optional=(
        "project", "client", "description", "task", "user", "email", "tags", "start time",
        "end date", "end time", "duration (decimal)",
    ),
    days=("start date", "end date"),
    people=("user", "email"),
    names=("client", "project", "task"),
    note="description",
    when=_when,
    called={"activity": "task"},
    tags="tags",
)  # fmt: skip
FORMAT = Format(
    name="clockify", label="Clockify (detailed CSV)", endings=(".csv",), read=EXPORT.read
)
